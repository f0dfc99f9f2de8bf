import { describe, expect, test } from 'vitest';
import type { Corners } from '../../../../../../models/code/straighten.ts';
import {
  cornerPlace,
  isSheet,
  isWhole,
  keptInside,
  keyStep,
  turnedCorners,
  wholeOf,
  withCorner,
} from '../../../../../../renderer/studios/code/intake/corners.ts';

const size = { width: 400, height: 300 };
const corners = (...places: [number, number][]) => places.map(([x, y]) => ({ x, y })) as unknown as Corners;
const leaning = corners([60, 40], [350, 30], [380, 280], [30, 250]);

describe('corners that a sheet can have', () => {
  test('are those of the picture, and of a sheet seen at an angle', () => {
    expect(isSheet(wholeOf(size))).toBe(true);
    expect(isSheet(leaning)).toBe(true);
  });

  test.each([
    ['crossed', corners([60, 40], [30, 250], [380, 280], [350, 30])],
    ['a bow tie', corners([60, 40], [380, 280], [350, 30], [30, 250])],
    ['dented', corners([60, 40], [350, 30], [100, 80], [30, 250])],
    ['three on a line', corners([0, 0], [200, 0], [400, 0], [0, 300])],
    ['two at one place', corners([0, 0], [0, 0], [400, 300], [0, 300])],
    ['a speck', corners([0, 0], [10, 0], [10, 10], [0, 10])],
  ])('are not %s', (_name, wrong) => {
    expect(isSheet(wrong)).toBe(false);
  });
});

describe('turning by a quarter', () => {
  test('keeps the top left corner where the turned sheet has it', () => {
    // The sheet's bottom left comes to lie at the top left when it is turned to the right.
    expect(turnedCorners(leaning, size, 'right')[0]).toEqual({ x: 300 - 250, y: 30 });
    expect(turnedCorners(leaning, size, 'left')[0]).toEqual({ x: 30, y: 400 - 350 });
  });

  test('four times is nothing, and left undoes right', () => {
    const turnedSize = { width: size.height, height: size.width };
    let turning = leaning;
    for (let i = 0; i < 4; i++) turning = turnedCorners(turning, i % 2 === 0 ? size : turnedSize, 'right');
    expect(turning).toEqual(leaning);
    expect(turnedCorners(turnedCorners(leaning, size, 'right'), turnedSize, 'left')).toEqual(leaning);
  });

  test('leaves a sheet a sheet, and the whole the whole', () => {
    const turnedSize = { width: size.height, height: size.width };
    expect(isSheet(turnedCorners(leaning, size, 'left'))).toBe(true);
    expect(isWhole(turnedCorners(wholeOf(size), size, 'right'), turnedSize)).toBe(true);
  });
});

describe('moving a corner', () => {
  test('never leaves the picture, and no other moves', () => {
    const moved = withCorner(leaning, 2, keptInside({ x: 900, y: -5 }, size));
    expect(moved).toEqual([leaning[0], leaning[1], { x: 400, y: 0 }, leaning[3]]);
  });

  test('by keys: one pixel, with shift twenty, and other keys not at all', () => {
    expect(keyStep('ArrowLeft', false)).toEqual({ dx: -1, dy: 0 });
    expect(keyStep('ArrowDown', true)).toEqual({ dx: 0, dy: 20 });
    expect(keyStep('Enter', false)).toBeNull();
  });

  test('says where it is', () => {
    expect(cornerPlace({ x: 100, y: 150 }, size)).toBe('25 % from the left, 50 % from the top');
  });
});
