import { describe, expect, it } from 'vitest';
import { moves } from '../../../../models/drawing/codebook.ts';
import { Pen, levelOf, placed } from '../../../../models/drawing/places.ts';
import { PLACES, VOCABULARY, token } from '../../../../models/drawing/vocabulary.ts';

const placeOf = (id: number) => {
  const place = Math.floor(id / VOCABULARY);
  return { token: id % VOCABULARY, column: place % PLACES, row: Math.floor(place / PLACES) };
};

it('says of each token where the pen is after it, counted from one; 0 where it is nowhere yet', () => {
  const { dx, dy } = moves[40]!;
  const ids = placed([token.bos, token.unknown, 5, token.row + 9, token.move + 40, token.end]);
  expect([...ids].map(placeOf)).toEqual([
    { token: token.bos, column: 0, row: 0 },
    { token: token.unknown, column: 0, row: 0 },
    { token: 5, column: 6, row: 0 },
    { token: token.row + 9, column: 6, row: 10 },
    { token: token.move + 40, column: levelOf(44 + dx) + 1, row: levelOf(76 + dy) + 1 },
    { token: token.end, column: 0, row: 0 },
  ]);
});

it('names the nearest place of a pen off the page, and follows it there all the same', () => {
  const pen = new Pen();
  const left = moves.findIndex(({ dx }) => dx < -50);
  for (let i = 0; i < 5; i++) expect(placeOf(pen.accept(token.move + left)).column).toBe(1);
  expect(pen.x).toBe(5 * moves[left]!.dx);
});

describe('a copied pen', () => {
  it('goes its own way', () => {
    const pen = new Pen();
    pen.accept(7);
    const copy = pen.copy();
    copy.accept(token.move + 1);
    expect(pen).toMatchObject({ x: 60, y: 0 });
    expect(copy.x).toBe(60 + moves[1]!.dx);
  });
});

it.each([
  [-9000, 0],
  [-1, 0],
  [0, 0],
  [7, 0],
  [8, 1],
  [1023, 127],
  [99_999, 127],
])('%i lies in level %i', (coordinate, level) => expect(levelOf(coordinate)).toBe(level));
