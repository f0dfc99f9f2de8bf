import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GombocError } from '../../../../models/error.ts';
import type { Note } from '../../../../models/music/note.ts';
import { clipOf, continuation, type Pair } from '../../../../models/music/listening/pair.ts';
import { cutOut, pairOf, planCuts, sideOf } from '../../../../models/music/listening/cut.ts';
import { readSet, writeSet } from '../../../../models/music/listening/set-file.ts';
import { made, pair, piece, setOf } from '../../../unit/models/music/listening/pieces.ts';
import { fuzzSeed } from '../../seed.ts';
import { performances } from './performances.ts';

const byStart = (a: Note, b: Note) => a.start - b.start || a.pitch - b.pitch;

/** What was read is whole: every clip of it can be played. */
function playable(pairs: readonly Pair[]): void {
  for (const one of pairs) {
    for (const half of ['a', 'b'] as const) {
      const { notes, pedal } = clipOf(one, half);
      const wrong = notes.filter(
        ({ start, end }, i) => start < (notes[i - 1]?.start ?? 0) || end < start || end > continuation.to,
      );
      expect(wrong).toEqual([]);
      expect(pedal.at(-1)?.down ?? false).toBe(false);
    }
  }
}

/** Reads it, or is told why not by an error of ours. */
function read(text: string): readonly Pair[] {
  try {
    return readSet(text).pairs;
  } catch (error) {
    if (!(error instanceof GombocError)) throw error;
    expect(error.code).toBe('listening-unreadable');
    expect(error.message.length).toBeLessThan(600);
    return [];
  }
}

describe('a set of pairs', () => {
  test('cut from any performance comes back from its file the same', () => {
    fc.assert(
      fc.property(
        performances(15, 130),
        performances(15, 40),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (music, other, seed) => {
          const performance = { ...music, notes: [...piece(90).notes, ...music.notes].sort(byStart) };
          const cuts = planCuts([{ title: 'any', performance }], 3, seed);
          const model = cutOut(other, 0).person;
          const pairs = cuts.map((cut, i) =>
            pairOf(cut, { ...cutOut(performance, cut.at), model }, sideOf(seed, i), made),
          );
          playable(pairs);
          expect(readSet(writeSet({ seed, pairs }))).toEqual({ seed, pairs });
        },
      ),
      { numRuns: 100, seed: fuzzSeed },
    );
  });

  const text = writeSet(setOf(pair('a'), pair('b', '"\\\u2028')));

  test('with characters changed, cut out or doubled is read or refused, never half', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ maxLength: 6 })), {
          minLength: 1,
          maxLength: 4,
        }),
        (cuts) => {
          const broken = cuts.reduce((now, [at, count, put]) => now.slice(0, at) + put + now.slice(at + count), text);
          playable(read(broken));
        },
      ),
      { numRuns: 3000, seed: fuzzSeed },
    );
  });

  test('with any value anywhere is read or refused', () => {
    const file = JSON.parse(text) as unknown;
    const paths = leaves(file, []);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const copy = structuredClone(file) as Record<PropertyKey, unknown>;
        const inner = path.slice(0, -1).reduce((at, key) => at[key] as Record<PropertyKey, unknown>, copy);
        inner[path.at(-1)!] = value;
        playable(read(JSON.stringify(copy)));
      }),
      { numRuns: 3000, seed: fuzzSeed },
    );
  });

  test('any text at all is refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => void expect(read(any)).toEqual([])),
      { numRuns: 2000, seed: fuzzSeed },
    );
  });
});

/** The ways to every value in a JSON value, and to every list and record. */
function leaves(value: unknown, path: string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => leaves(one, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}
