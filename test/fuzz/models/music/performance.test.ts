import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PerformanceGrammar } from '../../../../models/music/grammar.ts';
import { seconds } from '../../../../models/music/note.ts';
import { decodeEvents, encodeEvents, EventReader, performanceCodec } from '../../../../models/music/performance.ts';
import { quantise, toSteps } from '../../../../models/music/steps.ts';
import { shiftOf, VOCABULARY, token } from '../../../../models/music/vocabulary.ts';
import { seeded, type Random } from '../../../../models/random.ts';
import { fuzzSeed } from '../../seed.ts';
import { performances } from './performances.ts';

const runs = { numRuns: 600, seed: fuzzSeed };

describe('performance codec', () => {
  it('decodes what it encoded to the quantised performance', () => {
    fc.assert(
      fc.property(performances(), (performance) => {
        expect(performanceCodec.decode(performanceCodec.encode(performance))).toEqual(quantise(performance));
      }),
      runs,
    );
  });

  it('quantises once and for all, to canonical notes', () => {
    fc.assert(
      fc.property(performances(), (performance) => {
        const once = quantise(performance);
        expect(quantise(once)).toEqual(once);
        const ends = new Map<number, number>();
        for (const { pitch, start, end } of once.notes) {
          expect(end - start).toBeGreaterThan(0.009);
          expect(ends.get(pitch) ?? 0).toBeLessThanOrEqual(start);
          ends.set(pitch, end);
        }
        once.pedal.forEach((change, i) => expect(change.down).toBe(i % 2 === 0));
      }),
      runs,
    );
  });

  it('decodes any tokens to a canonical performance', () => {
    const tokens = fc.array(fc.oneof(fc.integer({ min: 0, max: VOCABULARY - 1 }), fc.integer()), { maxLength: 300 });
    fc.assert(
      fc.property(tokens, (sequence) => {
        const decoded = decodeEvents(sequence, seconds(0));
        expect(toSteps(decoded).notes).toHaveLength(decoded.notes.length);
        expect(toSteps(decoded).pedal).toHaveLength(decoded.pedal.length);
      }),
      runs,
    );
  });
});

/** Tokens of a lane that picks among the allowed, favouring what tells most: note-ons and short shifts. */
function walk(grammar: PerformanceGrammar, random: Random, most: number): number[] {
  const tokens: number[] = [];
  while (!grammar.done && tokens.length < most) {
    const mask = grammar.allowed();
    const all = [...mask.keys()].filter((event) => mask[event]);
    const few = all.filter((event) => event < token.shift + 20 || random() < 0.2);
    const choice = few.length > 0 && random() < 0.9 ? few : all;
    const event = choice[Math.floor(random() * choice.length)];
    if (event === undefined) throw new Error('nothing is allowed before the end');
    grammar.accept(event);
    tokens.push(event);
  }
  return tokens;
}

describe('performance grammar', () => {
  it('accepts whatever the codec writes', () => {
    fc.assert(
      fc.property(performances(), (performance) => {
        const tokens = performanceCodec.encode(performance);
        const steps = tokens.reduce((sum, event) => sum + shiftOf(event), 0);
        const grammar = new PerformanceGrammar({ budgetSteps: steps + 1 });
        for (const event of tokens) grammar.accept(event);
        expect(grammar.done).toBe(false);
      }),
      runs,
    );
  });

  it('lets only canonical events out: a walk re-encodes to itself, and ends exactly at the budget', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 3000 }), fc.boolean(), (seed, budgetSteps, pedalDown) => {
        const grammar = new PerformanceGrammar({ budgetSteps, pedalDown });
        const tokens = walk(grammar, seeded(seed), 4000);
        const reader = new EventReader(seconds(0), { pedalDown });
        for (const event of tokens) reader.accept(event);
        const steps = tokens.reduce((sum, event) => sum + shiftOf(event), 0);
        if (grammar.done) expect(steps).toBe(budgetSteps);
        else expect(steps).toBeLessThan(budgetSteps);

        const pendingVelocity = reader.pendingVelocity;
        const told = tokens.slice(0, pendingVelocity === null ? undefined : -1);
        expect([...retell(reader, pedalDown)]).toEqual(told);
      }),
      { ...runs, numRuns: 300 },
    );
  });

  it('refuses what it did not allow', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: VOCABULARY - 1 }), (seed, event) => {
        const grammar = new PerformanceGrammar({ budgetSteps: 500 });
        walk(grammar, seeded(seed), seed % 60);
        if (grammar.allowed()[event]) grammar.accept(event);
        else expect(() => grammar.accept(event)).toThrow(expect.objectContaining({ code: 'internal' }));
      }),
      runs,
    );
  });
});

/** The reader's notes as tokens again; the pedal's first change may be an up, which no whole performance begins with. */
function retell(reader: EventReader, pedalDown: boolean): Int32Array {
  const sounding = new Set(reader.sounding.map((note) => `${note.pitch} ${note.start}`));
  const { notes } = toSteps({ notes: [...reader.notes, ...reader.sounding], pedal: [], tempos: [], meters: [] });
  const held = notes.map((note) =>
    sounding.has(`${note.pitch} ${note.start / 100}`) ? { ...note, end: Infinity } : note,
  );
  const pedal = reader.pedal.map(({ time, down }) => ({ step: Math.round(time * 100), down }));
  expect(pedal.every(({ down }, i) => down === (i % 2 === (pedalDown ? 1 : 0)))).toBe(true);
  return encodeEvents({ notes: held, pedal }, { origin: 0, until: Math.round(reader.time * 100) });
}
