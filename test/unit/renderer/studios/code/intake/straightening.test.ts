import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../../../../renderer/studios/code/intake/pixels.ts';
import { isWhole } from '../../../../../../renderer/studios/code/intake/corners.ts';
import { Straightening } from '../../../../../../renderer/studios/code/intake/straightening.svelte.ts';

/** A bright sheet, its sides upright, on something dark; null: the dark alone. */
function photo(width: number, height: number, sheet: { x: number; y: number; w: number; h: number } | null): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const on = sheet && x >= sheet.x && x < sheet.x + sheet.w && y >= sheet.y && y < sheet.y + sheet.h;
      data.fill(on ? 240 : 60, at, at + 3);
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}

const sheet = { x: 80, y: 60, w: 300, h: 200 };
const begin = (image: Pixels) => new Straightening({ name: 'a.jpg', ...image, image: image as ImageData });

describe('straightening', () => {
  test('begins with the sheet that it finds', () => {
    const work = begin(photo(480, 320, sheet));
    expect(work.found).not.toBeNull();
    const [topLeft, , bottomRight] = work.corners;
    for (const [found, there] of [
      [topLeft.x, 80],
      [topLeft.y, 60],
      [bottomRight.x, 380],
      [bottomRight.y, 260],
    ] as const) {
      // prettier-ignore
      expect(Math.abs(found - there)).toBeLessThan(5);
    }
    expect([work.possible, work.whole]).toEqual([true, false]);
  });

  test('begins with the whole picture where there is no sheet', () => {
    const work = begin(photo(480, 320, null));
    expect(work.found).toBeNull();
    expect([work.possible, work.whole]).toEqual([true, true]);
  });

  test('goes back to what was found, turned along with the picture', () => {
    const work = begin(photo(480, 320, sheet));
    work.turn('right');
    expect([work.image.width, work.image.height]).toEqual([320, 480]);
    const { corners } = work;
    work.useWhole();
    expect(isWhole(work.corners, { width: 320, height: 480 })).toBe(true);
    work.reset();
    expect(work.corners).toEqual(corners);
    work.turn('left');
    expect(work.corners).toEqual(begin(photo(480, 320, sheet)).corners);
  });

  test('moves a corner within the picture, and knows when it can’t be straightened', () => {
    const work = begin(photo(480, 320, sheet));
    work.move(0, { x: -50, y: 5 });
    expect(work.corners[0]).toEqual({ x: 0, y: 5 });
    work.move(0, { x: 470, y: 300 });
    expect(work.possible).toBe(false);
  });
});
