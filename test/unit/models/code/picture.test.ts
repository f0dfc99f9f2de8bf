import { describe, expect, test } from 'vitest';
import { turned, type Pixels } from '../../../../models/code/picture.ts';

/** Pixels that are 1, 2, 3, … */
const numbered = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(Uint32Array.from({ length: width * height }, (_, i) => i + 1).buffer),
});
const numbers = ({ data }: ReturnType<typeof turned>) => [...new Uint32Array(data.buffer)];

describe('a picture turned', () => {
  test('to the right: what was at the left is at the top', () => {
    expect(turned(numbered(3, 2), 90)).toMatchObject({ width: 2, height: 3 });
    expect(numbers(turned(numbered(3, 2), 90))).toEqual([4, 1, 5, 2, 6, 3]);
  });

  test('to the left: what was at the right is at the top', () => {
    expect(turned(numbered(3, 2), 270)).toMatchObject({ width: 2, height: 3 });
    expect(numbers(turned(numbered(3, 2), 270))).toEqual([3, 6, 2, 5, 1, 4]);
  });

  test('onto its head: what was last is first', () => {
    expect(turned(numbered(3, 2), 180)).toMatchObject({ width: 3, height: 2 });
    expect(numbers(turned(numbered(3, 2), 180))).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test.each([1, 40])('and back is what it was, of a part of a larger store too, from byte %d on', (from) => {
    const data = Uint8Array.from({ length: 200 }, (_, i) => i).subarray(from, from + 4 * 5 * 7);
    const picture: Pixels = { width: 5, height: 7, data };
    for (const [there, back] of [
      [90, 270],
      [180, 180],
      [0, 0],
    ] as const) {
      // prettier-ignore
      expect([...turned(turned(picture, there), back).data]).toEqual([...data]);
    }
  });
});
