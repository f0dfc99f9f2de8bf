import { expect, it } from 'vitest';
import { ranked } from '../../../../models/code/rank.ts';
import { kindToken, token } from '../../../../models/code/vocabulary.ts';

const reading = (number: number, nll: number, ...tokens: number[]) => ({
  ...{ reading: number, nll },
  tokens: tokens.map((one) => ({ token: one, probability: 1 })),
});
const [heading, link] = [kindToken('heading-1'), kindToken('link')];

it('the likeliest comes first, and what says the same elsewhere is left out', () => {
  const list = ranked([
    reading(0, 3, link, token.coordinate + 1),
    reading(1, 1, heading),
    reading(2, 2, link, token.coordinate + 2),
  ]);
  expect(list.map((one) => one.reading)).toEqual([1, 2]);
});
