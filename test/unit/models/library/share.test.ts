import { expect, test } from 'vitest';
import type { Creation } from '../../../../models/library/entry.ts';
import { sharesOf } from '../../../../models/library/share.ts';
import { continuation, reading, variation } from '../../library/creations.ts';

test('takes: the mean of how far each has come', () => {
  const after = sharesOf(continuation(), 0);
  expect(after([{ take: 0, progress: 0.5 }])).toBe(0.25);
  expect(after([{ take: 1, progress: 0.5 }])).toBe(0.5);
  expect(after([{ take: 0, progress: 1 }, { take: 1, progress: 1 }])).toBe(1); // prettier-ignore
});

test('drawings: how many are done, each once', () => {
  const after = sharesOf(variation(), 0);
  const one = (candidate: number, done: boolean) => ({ guesses: null, candidates: [{ candidate, ink: [], done }] });
  expect([after(one(0, false)), after(one(0, true)), after(one(0, true)), after(one(2, true))]).toEqual([
    ...[0, 1 / 3, 1 / 3, 2 / 3],
  ]);
  const { input } = variation() as Creation & { task: 'drawing.vary' };
  const { model, page, ink, sampling } = input;
  const ends = { from: { ink, page }, to: { ink, page } };
  const frames = sharesOf({ task: 'drawing.interpolate', input: { model, page, ...ends, steps: 4, sampling } }, 0);
  expect(frames(one(1, true))).toBe(1 / 4);
});

test('a reading: as many tokens as the first time, and no more than all', () => {
  const after = sharesOf(reading(), 4);
  const tokens = (count: number) => ({ tokens: Array(count).fill({ token: 1, probability: 1 }) });
  expect([after(tokens(1)), after(tokens(2)), after(tokens(5))]).toEqual([0.25, 0.75, 1]);
});

test('several readings: all of them together', () => {
  const { input } = reading() as Creation & { task: 'code.read' };
  const { model, frame, text, boxes } = input;
  const sampling = { seed: 1, temperature: 0.7, topP: 0.95 };
  const after = sharesOf({ task: 'code.vary', input: { model, frame, text, boxes, count: 2, sampling } }, 4);
  const one = (number: number) => ({ reading: number, tokens: [{ token: 1, probability: 1 }] });
  expect([after([one(0), one(1)]), after([one(1)])]).toEqual([0.25, 0.375]);
});
