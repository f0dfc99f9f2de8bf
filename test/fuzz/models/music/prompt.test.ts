import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptTake } from '../../../../models/music/edit.ts';
import { PerformanceGrammar } from '../../../../models/music/grammar.ts';
import { fillPrompt } from '../../../../models/music/infill.ts';
import { decodeEvents, EventReader } from '../../../../models/music/performance.ts';
import { continuePrompt, soFar, tail } from '../../../../models/music/prompt.ts';
import { after, before, fromStep, quantise, toSteps } from '../../../../models/music/steps.ts';
import { kindOf, shiftOf, token } from '../../../../models/music/vocabulary.ts';
import { seeded, type Random } from '../../../../models/random.ts';
import { fuzzSeed } from '../../seed.ts';
import { performances } from './performances.ts';

const runs = { numRuns: 500, seed: fuzzSeed };
const step = fc.integer({ min: 0, max: 5000 });
const conditions = { density: 'auto', dynamics: 'auto' } as const;
const ample = 2000;

/** Any allowed token, all as likely. */
function pickAllowed(mask: Uint8Array, random: Random): number {
  let left = Math.floor(random() * mask.reduce((sum, bit) => sum + bit, 0));
  return mask.findIndex((bit) => bit === 1 && left-- === 0);
}

describe('prompts', () => {
  it('tell all of the past when there is room', () => {
    fc.assert(
      fc.property(performances(), step, (performance, at) => {
        const past = before(toSteps(performance), at);
        // What sounds as the first note begins is told from there on: the past begins at an onset.
        fc.pre(past.notes.length > 0);
        const told = decodeEvents(tail(past, at, ample), fromStep(past.notes[0]!.start));
        const heard = { notes: past.notes, pedal: after(past, past.notes[0]!.start).pedal };
        expect(toSteps(told).notes.map(({ pitch, start, end }) => [pitch, start, end])).toEqual(
          heard.notes.map(({ pitch, start, end }) => [pitch, start, end]),
        );
        expect(toSteps(told).pedal).toEqual(heard.pedal);
      }),
      runs,
    );
  });

  it('keep to their room, and are what the grammar would have let out', () => {
    fc.assert(
      fc.property(performances(), step, fc.integer({ min: 200, max: 400 }), (performance, at, room) => {
        const past = before(toSteps(performance), at);
        const { tokens } = continuePrompt({ past, at, conditions, room });
        expect(tokens.length).toBeLessThanOrEqual(room);
        const grammar = new PerformanceGrammar({ budgetSteps: 10_000 });
        for (const event of tokens.subarray(3)) grammar.accept(event);
      }),
      runs,
    );
  });

  it('leave at least an eighth of the context to the middle, each mark once, the gap exactly', () => {
    fc.assert(
      fc.property(performances(), step, fc.integer({ min: 1, max: 1200 }), (performance, from, gap) => {
        const { tokens, pedalDown } = fillPrompt({
          events: toSteps(performance),
          from,
          to: from + gap,
          conditions,
          context: 256,
        });
        expect(tokens.length).toBeLessThanOrEqual(256 - 32);
        const marks = [...tokens].filter((event) => kindOf(event) === 'mark');
        expect(marks).toEqual([token.bos, token.density, token.dynamics, token.prefix, token.suffix, token.middle]);
        const suffix = tokens.indexOf(token.suffix);
        let told = 0;
        for (let at = suffix + 1; told < gap; at++) told += shiftOf(tokens[at]!);
        expect(told).toBe(gap);
        expect(tokens.at(-1)).toBe(pedalDown ? token.pedalDown : token.middle);
      }),
      runs,
    );
  });

  it('slide on as if the lane had said it all at once', () => {
    fc.assert(
      fc.property(performances(), step, fc.nat(), (performance, at, seed) => {
        const past = before(toSteps(performance), at);
        const prompt = continuePrompt({ past, at, conditions, room: ample });
        const grammar = new PerformanceGrammar({ budgetSteps: 3000, ...prompt });
        const reader = new EventReader(fromStep(at), prompt);
        const random = seeded(seed);
        const said: number[] = [];
        while (said.length < 150 && !grammar.done) {
          const event = pickAllowed(grammar.allowed(), random);
          grammar.accept(event);
          reader.accept(event);
          said.push(event);
        }
        const now = at + said.reduce((sum, event) => sum + shiftOf(event), 0);
        const slid = continuePrompt({
          past: soFar(past, reader),
          at: now,
          conditions,
          room: ample,
          pendingVelocity: reader.pendingVelocity,
        });
        // Both tell the same from the first note on (before it, a longer story may begin at another onset).
        const tellable = past.notes.length > 0 && now - at < 2500 && at - lastOf(past) < 500;
        if (tellable) expect(shiftSum(slid.tokens)).toBe(shiftSum(prompt.tokens) + now - at);
        if (tellable) expect(notesIn(slid.tokens)).toEqual(notesIn([...prompt.tokens, ...said]));
        if (reader.pendingVelocity !== null) expect(slid.tokens.at(-1)).toBe(token.velocity + reader.pendingVelocity);
        expect(slid.pedalDown).toBe(reader.pedalDown);
      }),
      runs,
    );
  });
});

const lastOf = ({ notes }: ReturnType<typeof before>): number => Math.max(...notes.map(({ end }) => end));
const shiftSum = (tokens: ArrayLike<number>): number =>
  Array.from(tokens).reduce((sum, event) => sum + shiftOf(event), 0);
const notesIn = (tokens: ArrayLike<number>): number[] => Array.from(tokens).filter((event) => event < token.shift + 1);

describe('acceptTake', () => {
  it('never leaves two notes of a key at once, nor a pedal that does not alternate', () => {
    fc.assert(
      fc.property(
        performances(),
        performances(),
        step,
        fc.integer({ min: 1, max: 2000 }),
        (performance, other, from, length) => {
          const document = quantise(performance);
          const region = { from: fromStep(from), to: fromStep(from + length) };
          const inside = toSteps(other);
          const take = {
            region,
            notes: quantise(other).notes.filter(({ start }) => start >= region.from && start < region.to),
            pedal: inside.pedal
              .filter((change) => change.step >= from && change.step < from + length)
              .map(({ step, down }) => ({ time: fromStep(step), down })),
          };
          const result = acceptTake(document, take);
          const ends = new Map<number, number>();
          for (const { pitch, start, end } of result.notes) {
            expect(ends.get(pitch) ?? 0).toBeLessThanOrEqual(start);
            expect(end).toBeGreaterThan(start);
            ends.set(pitch, end);
          }
          expect(result.pedal.every(({ down }, i) => down === (i % 2 === 0))).toBe(true);
          const outside = (notes: typeof result.notes) =>
            notes.filter(({ start }) => start < region.from || start >= region.to).length;
          expect(outside(result.notes)).toBe(outside(document.notes));
          expect(result.notes.length - outside(result.notes)).toBe(take.notes.length);
        },
      ),
      runs,
    );
  });
});
