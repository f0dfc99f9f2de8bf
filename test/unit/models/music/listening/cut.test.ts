import { describe, expect, test } from 'vitest';
import { clip, clipOf, continuation } from '../../../../../models/music/listening/pair.ts';
import {
  cutOut,
  obstacle,
  pairOf,
  planCuts,
  roomFor,
  seedOf,
  sideOf,
  type Source,
} from '../../../../../models/music/listening/cut.ts';
import { loudness } from '../../../../../models/music/loudness.ts';
import { binVelocity, velocityBin } from '../../../../../models/music/vocabulary.ts';
import { note, pedal, performance } from '../build.ts';
import { made, pair, piece } from './pieces.ts';

const source = (title: string, length: number): Source => ({ title, performance: piece(length, length) });
const sources = [source('long', 300), source('short', 95), source('too short', 30)];
const places = (seed: number, count = 6) => planCuts(sources, count, seed).map(({ source, at }) => [source.title, at]);

describe('where pairs are cut', () => {
  test('the seed decides all of it', () => {
    expect(places(1)).toEqual(places(1));
    expect(places(2)).not.toEqual(places(1));
  });

  test('as many as asked, by turns, never one over another, each within its performance', () => {
    for (let seed = 0; seed < 50; seed++) {
      const cuts = planCuts(sources, 6, seed);
      expect(cuts).toHaveLength(6);
      expect(cuts.filter(({ source }) => source.title === 'short')).toHaveLength(2);
      for (const title of ['long', 'short']) {
        const starts = cuts.filter(({ source }) => source.title === title).map(({ at }) => at);
        starts.sort((a, b) => a - b);
        starts.slice(1).forEach((at, i) => expect(at - starts[i]!).toBeGreaterThanOrEqual(39.99));
        expect(starts[0]).toBeGreaterThanOrEqual(0);
        expect(starts.at(-1)! + 40).toBeLessThanOrEqual(title === 'long' ? 300.01 : 95.01);
      }
    }
  });

  test('more than there is room for are not given', () => {
    expect(sources.map(({ performance }) => roomFor(performance))).toEqual([7, 2, 0]);
    expect(planCuts(sources, 100, 3)).toHaveLength(9);
  });

  test('the order is mixed, and not always the same', () => {
    const orders = new Set(
      Array.from({ length: 20 }, (_, seed) =>
        places(seed)
          .map(([title]) => title)
          .join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(5);
  });

  test('places with too few notes are not used', () => {
    const notes = piece(120).notes.filter(({ start }) => start < 45 || start > 110);
    for (let seed = 0; seed < 20; seed++) {
      const [cut] = planCuts([{ title: 'gap', performance: performance(notes) }], 1, seed);
      const heard = cutOut(performance(notes), cut!.at);
      expect(Math.min(heard.primer.notes.length, heard.person.notes.length)).toBeGreaterThanOrEqual(12);
    }
  });

  test.each([
    ['lasts 29 s', source('tiny', 30)],
    ['has 2 notes', { title: 'tiny', performance: performance([note(60, 0, 1), note(60, 80, 90)]) }],
  ])('what %s gives none, and says why', (why, tiny) => {
    expect(obstacle(tiny)?.message).toContain(why);
    expect(() => planCuts([tiny], 3, 1)).toThrow(expect.objectContaining({ code: 'nothing-to-do' }));
    expect(obstacle(sources[1]!)).toBeNull();
  });

  test('without a source it says that, too', () => {
    expect(() => planCuts([], 3, 1)).toThrow('No performance is chosen');
  });
});

describe('what is cut out', () => {
  const music = performance(
    [note(50, 5, 9), note(60, 12, 35, 61), note(62, 29.999, 32), note(64, 40, 60), note(65, 50.1, 51)],
    [pedal(3, true), pedal(31, false), pedal(45, true)],
  );

  test('is told from 0 on, parted where the primer ends, the pedal as it was', () => {
    const { primer, person } = cutOut(music, 10);
    // 29.999 s is 30.00 on the grid: what starts at the seam is the continuation's.
    expect(primer).toEqual({
      notes: [note(60, 2, 25, binVelocity(velocityBin(61)))],
      pedal: [pedal(0, true)],
    });
    expect(person.notes.map(({ pitch, start, end }) => [pitch, start, end])).toEqual([
      [62, 20, 22],
      [64, 30, 40],
    ]);
    expect(person.pedal).toEqual([pedal(21, false), pedal(35, true)]);
  });

  test('has the velocities that the model has', () => {
    for (const { velocity } of cutOut(piece(60), 3).person.notes) {
      expect(velocity).toBe(binVelocity(velocityBin(velocity)));
    }
  });
});

describe('a pair', () => {
  const cut = { source: source('x', 60), at: 10 };
  const parts = cutOut(cut.source.performance, cut.at);
  const soft = { ...parts.person, notes: parts.person.notes.map((one) => ({ ...one, velocity: 20 })) };

  test('has continuations of one loudness, half-way between what they were, and the primer as it was', () => {
    const { primer, person, model } = pairOf(cut, { ...parts, model: soft }, 'a', made);
    const level = (part: typeof soft) => loudness(clip(primer, part), continuation);
    expect(primer).toBe(parts.primer);
    expect(Math.abs(level(parts.person) - level(soft))).toBeGreaterThan(6);
    expect(Math.abs(level(person) - level(model))).toBeLessThan(0.3);
    expect(Math.abs(level(person) - (level(parts.person) + level(soft)) / 2)).toBeLessThan(0.3);
  });

  test('has the person on either side, by the seed and its number, about as often', () => {
    const sides = (seed: number) => Array.from({ length: 400 }, (_, index) => sideOf(seed, index));
    expect(sides(5)).toEqual(sides(5));
    expect(sides(6)).not.toEqual(sides(5));
    const firsts = sides(5).filter((side) => side === 'a').length;
    expect(firsts).toBeGreaterThan(160);
    expect(firsts).toBeLessThan(240);
  });

  test('has a seed of its own for the model', () => {
    expect(new Set(Array.from({ length: 50 }, (_, i) => seedOf(9, i))).size).toBe(50);
  });
});

describe('a clip', () => {
  const heard = pair('b');

  test('is the primer and then the one or the other; a held key ends where it is struck again', () => {
    const person = clipOf(heard, 'b');
    const model = clipOf(heard, 'a');
    expect(person.notes.map(({ pitch, start, end }) => [pitch, start, end])).toEqual([
      [60, 0, 22],
      [62, 19.5, 19.9],
      [64, 20, 21],
      [60, 22, 23],
    ]);
    expect(model.notes.map(({ pitch, end }) => [pitch, end])).toEqual([
      [60, 25],
      [62, 19.9],
      [67, 39],
    ]);
    expect(person.pedal).toEqual([pedal(1, true), pedal(21, false)]);
  });

  test('is over after 40 s, pedal or not', () => {
    const long = { ...heard, model: { notes: [note(67, 30, 55)], pedal: [pedal(25, false), pedal(30, true)] } };
    const { notes, pedal: changes } = clipOf(long, 'a');
    expect(Math.max(...notes.map(({ end }) => end))).toBe(40);
    expect(changes.at(-1)).toEqual(pedal(40, false));
  });
});
