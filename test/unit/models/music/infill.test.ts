import { describe, expect, it } from 'vitest';
import { fillPrompt, splitFill, varySpans } from '../../../../models/music/infill.ts';
import { seconds } from '../../../../models/music/note.ts';
import { toStep, toSteps } from '../../../../models/music/steps.ts';
import type { Region } from '../../../../models/music/take.ts';
import { note, pedal, performance } from './build.ts';

const shift = (steps: number): number => 255 + steps;
const off = (pitch: number): number => 128 + pitch;
const velocity = (value: number): number => 356 + ((value - 1) >> 2);
const [DOWN, UP, BOS, PREFIX, SUFFIX, MIDDLE] = [388, 389, 391, 393, 394, 395];
const auto = { density: 'auto', dynamics: 'auto' } as const;
const region = (from: number, to: number): Region => ({ from: seconds(from), to: seconds(to) });

describe('fillPrompt', () => {
  const events = toSteps(
    performance(
      [note(60, 1, 3), note(62, 2.2, 2.8), note(64, 3.6, 5), note(65, 4, 4.5)],
      [pedal(1.8, true), pedal(4.2, false)],
    ),
  );

  it('tells prefix, gap, suffix, and the pedal where the middle begins', () => {
    const prompt = fillPrompt({
      events,
      from: 200,
      to: 350,
      conditions: { density: 3, dynamics: 'auto' },
      context: 512,
    });
    expect([...prompt.tokens]).toEqual([
      ...[BOS, 400, 405, PREFIX],
      ...[velocity(64), 60, shift(80), DOWN, shift(20), off(60)],
      ...[SUFFIX, shift(100), shift(50)],
      ...[DOWN, shift(10), velocity(64), 64, shift(40), 65, shift(20), UP, shift(30), off(65), shift(50), off(64)],
      ...[MIDDLE, DOWN],
    ]);
    expect(prompt).toMatchObject({ velocity: null, pedalDown: true });
  });

  it('stands at either end of the music', () => {
    const first = fillPrompt({ events, from: 0, to: 100, conditions: auto, context: 512 });
    expect([...first.tokens.slice(3, 9)]).toEqual([PREFIX, SUFFIX, shift(100), velocity(64), 60, shift(80)]);
    const last = fillPrompt({ events, from: 600, to: 700, conditions: auto, context: 512 });
    expect([...last.tokens.slice(-3)]).toEqual([SUFFIX, shift(100), MIDDLE]);
  });

  it('leaves room for the middle, keeps the tail of the prefix and the head of the suffix', () => {
    const scale = Array.from({ length: 3000 }, (_, i) => note(40 + (i % 40), i * 0.1, i * 0.1 + 0.15, 40 + (i % 50)));
    const events = toSteps(performance(scale));
    for (const [from, to] of [
      [15_000, 15_150],
      [15_000, 16_200],
      [50, 1000],
      [29_000, 29_900],
    ] as const) {
      const { tokens } = fillPrompt({ events, from, to, conditions: auto, context: 1024 });
      const free = 1024 - tokens.length;
      const wanted = Math.max(128, ((to - from) / 100) * 50);
      expect(free).toBeGreaterThanOrEqual(wanted);
      expect(free).toBeLessThan(wanted + 20);
      const suffix = tokens.indexOf(SUFFIX);
      // The clock of the prefix runs right up to the gap: its last note is the one before it.
      const lastOn = tokens.slice(0, suffix).findLast((event) => event < 128);
      expect(lastOn).toBe(40 + ((Math.ceil(from / 10) - 1) % 40));
      const firstOn = tokens.slice(suffix).find((event) => event < 128);
      expect(firstOn).toBe(40 + (Math.ceil(to / 10) % 40));
    }
  });
});

describe('splitFill', () => {
  it('fills what the network has learned to fill, and continues what comes before', () => {
    expect(splitFill(region(3, 15))).toEqual({ continued: null, filled: region(3, 15) });
    expect(splitFill(region(3, 45.5))).toEqual({ continued: region(3, 33.5), filled: region(33.5, 45.5) });
  });
});

describe('varySpans', () => {
  it('chooses the asked share of spans of about 1.5 s, within the region and apart', () => {
    for (const [length, strength, count] of [
      [15, 0.5, 5],
      [15, 1, 10],
      [15, 0.05, 1],
      [0.4, 0.05, 1],
      [7, 0.3, 2],
    ] as const) {
      const spans = varySpans(region(2, 2 + length), strength, 7);
      expect(spans).toHaveLength(count);
      spans.forEach(({ from, to }, i) => {
        expect(to).toBeGreaterThan(from);
        expect(from).toBeGreaterThanOrEqual(spans[i - 1]?.to ?? 2);
        expect(to).toBeLessThanOrEqual(2 + length);
        expect(to - from).toBeLessThan(1.9);
        expect(toStep(from) / 100).toBe(from);
      });
    }
  });

  it('covers the region without a gap at full strength', () => {
    const spans = varySpans(region(1, 9.37), 1, 0);
    expect(spans[0]!.from).toBe(1);
    expect(spans.at(-1)!.to).toBe(9.37);
    spans.slice(1).forEach((span, i) => expect(span.from).toBe(spans[i]!.to));
  });

  it('chooses by the seed: repeatably, differently, every span in turn', () => {
    const choice = (seed: number): string => JSON.stringify(varySpans(region(0, 15), 0.4, seed));
    expect(choice(3)).toBe(choice(3));
    expect(new Set(Array.from({ length: 100 }, (_, seed) => choice(seed))).size).toBeGreaterThan(60);
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      for (const { from } of varySpans(region(0, 15), 0.4, seed)) counts[Math.round(from / 1.5)]! += 1;
    }
    // 800 expected each; four standard deviations are 88.
    for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(88);
  });
});
