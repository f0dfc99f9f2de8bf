import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../../models/code/picture.ts';
import { findSheet, homography, sizeOf, warp, type Corners } from '../../../../models/code/straighten.ts';
import { seeded } from '../../../../models/random.ts';

const corners: Corners = [
  { x: 90, y: 60 },
  { x: 520, y: 95 },
  { x: 560, y: 420 },
  { x: 60, y: 380 },
];

/** Whether a point lies in a convex figure that goes round clockwise. */
const inside = (sheet: Corners, x: number, y: number): boolean =>
  sheet.every((a, i) => {
    const b = sheet[(i + 1) % 4]!;
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x) >= 0;
  });

/** A bright sheet with some ink on a darker, grainy table. */
function photo(width: number, height: number, paper: number, table: number, sheet: Corners = corners): Pixels {
  const random = seeded(7);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const on = inside(sheet, x, y);
      const ink = on && x > 200 && x < 260 && y > 200 && y < 300;
      const level = (ink ? 40 : on ? paper : table) + (random() - 0.5) * 16;
      data.fill(level, at, at + 3);
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}

describe('findSheet', () => {
  it.each([
    [240, 90],
    [150, 60],
    [200, 120],
  ])('finds paper of grey %i on a table of %i', (paper, table) => {
    const found = findSheet(photo(640, 480, paper, table));
    expect(found).not.toBeNull();
    found!.forEach(({ x, y }, i) => {
      expect(Math.hypot(x - corners[i]!.x, y - corners[i]!.y)).toBeLessThan(6);
    });
  });

  it('finds none where the paper fills the picture, where nothing is bright, and in a tiny picture', () => {
    const whole: Corners = [
      { x: -9, y: -9 },
      { x: 900, y: -9 },
      { x: 900, y: 900 },
      { x: -9, y: 900 },
    ];
    expect(findSheet(photo(640, 480, 230, 90, whole))).toBeNull();
    expect(findSheet(photo(640, 480, 100, 90))).toBeNull();
    expect(findSheet(photo(8, 8, 230, 90))).toBeNull();
  });

  it('finds none where a shadow lies over a part of a page that fills the picture', () => {
    const lit: Corners = [
      { x: -9, y: -9 },
      { x: 900, y: -9 },
      { x: 900, y: 300 },
      { x: -9, y: 420 },
    ];
    expect(findSheet(photo(640, 480, 220, 120, lit))).toBeNull();
  });

  it('finds a sheet of which a corner is cut off', () => {
    const cut: Corners = [{ x: -60, y: -40 }, ...corners.slice(1)] as unknown as Corners;
    expect(findSheet(photo(640, 480, 220, 90, cut))).not.toBeNull();
  });

  it('finds none in a bright figure that has not four sides', () => {
    const picture = photo(640, 480, 230, 60);
    for (let y = 0, at = 0; y < 480; y++) {
      for (let x = 0; x < 640; x++, at += 4) {
        // A cross: as wide and high as a sheet, but its corners are not there.
        const on = (Math.abs(x - 320) < 60 && y > 30 && y < 450) || (Math.abs(y - 240) < 60 && x > 60 && x < 580);
        (picture.data as Uint8ClampedArray).fill(on ? 230 : 60, at, at + 3);
      }
    }
    expect(findSheet(picture)).toBeNull();
  });
});

describe('warp', () => {
  it('takes the corners to the corners', () => {
    const place = homography(corners);
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ] as const;
    square.forEach(([u, v], i) => {
      expect(place(u, v).x).toBeCloseTo(corners[i]!.x, 6);
      expect(place(u, v).y).toBeCloseTo(corners[i]!.y, 6);
    });
  });

  it('shows the sheet alone, as large as it was', () => {
    const straight = warp(photo(640, 480, 240, 90), corners);
    expect({ width: straight.width, height: straight.height }).toEqual(sizeOf(corners));
    const { width, height, data } = straight;
    const levels = [0.02, 0.5, 0.98].flatMap((v) =>
      [0.02, 0.98].map((u) => data[4 * (Math.floor(v * height) * width + Math.floor(u * width))]!),
    );
    for (const level of levels) expect(level).toBeGreaterThan(200);
  });

  it('changes nothing where the corners are the picture’s own', () => {
    const picture = photo(64, 48, 240, 90);
    const own: Corners = [
      { x: 0, y: 0 },
      { x: 64, y: 0 },
      { x: 64, y: 48 },
      { x: 0, y: 48 },
    ];
    expect(warp(picture, own)).toEqual(picture);
  });
});
