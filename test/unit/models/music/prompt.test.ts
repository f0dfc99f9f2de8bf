import { describe, expect, it } from 'vitest';
import { PerformanceGrammar } from '../../../../models/music/grammar.ts';
import { emptyPerformance } from '../../../../models/music/note.ts';
import { EventReader } from '../../../../models/music/performance.ts';
import { continuePrompt, LONGEST_SILENCE_STEPS, soFar, tail } from '../../../../models/music/prompt.ts';
import { before, fromStep, toSteps } from '../../../../models/music/steps.ts';
import { shiftOf } from '../../../../models/music/vocabulary.ts';
import { note, pedal, performance } from './build.ts';

const shift = (steps: number): number => 255 + steps;
const off = (pitch: number): number => 128 + pitch;
const velocity = (value: number): number => 356 + ((value - 1) >> 2);
const [DOWN, UP, BOS] = [388, 389, 391];
const auto = { density: 'auto', dynamics: 'auto' } as const;

const music = toSteps(
  performance([note(60, 1, 2), note(64, 2, 5, 90), note(67, 3, 3.5, 90)], [pedal(1.5, true), pedal(4, false)]),
);
const options = { conditions: auto, room: 100 };

describe('continuePrompt', () => {
  it('tells what was played, cuts sounding notes at that point and runs the clock on to it', () => {
    const prompt = continuePrompt({ ...options, past: before(music, 350), at: 350 });
    expect([...prompt.tokens]).toEqual([
      ...[BOS, 396, 405, velocity(64), 60, shift(50)],
      ...[DOWN, shift(50), off(60), velocity(90), 64, shift(100)],
      ...[67, shift(50), off(64), off(67)],
    ]);
    expect(prompt).toMatchObject({ velocity: (90 - 1) >> 2, pedalDown: true });
  });

  it('tells the silence before the point, up to half a minute', () => {
    const at = (step: number): number[] => [
      ...continuePrompt({ ...options, past: before(music, step), at: step }).tokens,
    ];
    expect(at(620).slice(-3)).toEqual([off(64), shift(100), shift(20)]);
    expect(at(360_000).reduce((sum, event) => sum + shiftOf(event), 0)).toBe(400 + LONGEST_SILENCE_STEPS);
  });

  it('states its conditions', () => {
    const conditions = { density: 0, dynamics: 7 };
    expect([...continuePrompt({ ...options, past: music, at: 500, conditions }).tokens].slice(0, 3)).toEqual([
      BOS,
      397,
      413,
    ]);
  });

  it('starts from nothing', () => {
    const prompt = continuePrompt({ ...options, past: toSteps(emptyPerformance()), at: 500 });
    expect(prompt).toEqual({ tokens: Int32Array.of(BOS, 396, 405), velocity: null, pedalDown: false });
  });

  it('begins at a later onset when room is short, the pedal and the velocity told anew', () => {
    const prompt = continuePrompt({ past: before(music, 350), at: 350, conditions: auto, room: 12 });
    expect([...prompt.tokens].slice(3)).toEqual([DOWN, velocity(90), 64, shift(100), 67, shift(50), off(64), off(67)]);
    const last = continuePrompt({ past: before(music, 350), at: 350, conditions: auto, room: 9 });
    expect([...last.tokens].slice(3)).toEqual([DOWN, velocity(90), 67, shift(50), off(67)]);
  });

  it('never takes more room than it has, and uses what it has', () => {
    const scale = Array.from({ length: 3000 }, (_, i) => note(40 + (i % 40), i * 0.13, i * 0.13 + 0.2, 40 + (i % 50)));
    const past = toSteps(performance(scale));
    for (const room of [3, 4, 5, 10, 64, 500, 1000]) {
      const { tokens } = continuePrompt({ past, at: 39_100, conditions: auto, room });
      expect(tokens.length).toBeLessThanOrEqual(room);
      if (room >= 64) expect(tokens.length).toBeGreaterThan(room - 10);
    }
  });

  it('survives a crowd that no cut can fit', () => {
    const chord = Array.from({ length: 128 }, (_, pitch) => note(pitch, 0, 1, pitch || 1));
    const pedals = Array.from({ length: 500 }, (_, i) => pedal(i * 0.02, i % 2 === 0));
    expect(tail(toSteps(performance(chord, pedals)), 2000, 40)).toHaveLength(40);
    expect(tail(toSteps(performance([], pedals)), 2000, 40)).toHaveLength(40);
    expect(tail(toSteps(performance(chord)), 2000, 0)).toHaveLength(0);
  });
});

describe('sliding on while a lane plays', () => {
  const past = before(music, 350);
  const played = [velocity(30), 50, shift(100), UP, 55, shift(100), shift(20), off(55), velocity(70)];

  function play(tokens: number[]): EventReader {
    const prompt = continuePrompt({ ...options, past, at: 350 });
    const reader = new EventReader(fromStep(350), prompt);
    const grammar = new PerformanceGrammar({ budgetSteps: 10_000, ...prompt });
    for (const event of tokens) {
      grammar.accept(event);
      reader.accept(event);
    }
    return reader;
  }

  it('tells primer and lane as one, held keys without a note-off, a stated velocity last', () => {
    const reader = play(played);
    const prompt = continuePrompt({
      ...options,
      past: soFar(past, reader),
      at: 350 + 220,
      pendingVelocity: reader.pendingVelocity,
    });
    const primer = [...continuePrompt({ ...options, past, at: 350 }).tokens];
    expect([...prompt.tokens]).toEqual([...primer, ...played]);
    expect(prompt).toMatchObject({ velocity: (70 - 1) >> 2, pedalDown: false });
  });

  it('tells a held key as struck at the cut when its onset no longer fits', () => {
    const reader = play(played.slice(0, -1));
    const tokens = [...tail(soFar(past, reader), 570, 7)];
    expect(tokens).toEqual([velocity(30), 50, 55, shift(100), shift(20), off(55)]);
  });

  it('tells trailing silence of the lane', () => {
    const reader = play([shift(100), shift(100), shift(30), UP, shift(100)]);
    const tokens = [...tail(soFar(past, reader), 680, 50)];
    expect(tokens.slice(-5)).toEqual([shift(100), shift(100), shift(30), UP, shift(100)]);
  });
});
