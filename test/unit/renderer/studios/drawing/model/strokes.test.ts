import { describe, expect, test } from 'vitest';
import { boundsOf, mostStrokes } from '../../../../../../models/drawing/edit.ts';
import { Drawing } from '../../../../../../models/drawing/drawing.ts';
import type { Sample } from '../../../../../../models/drawing/stroke.ts';
import { redrawn } from '../../../../../../renderer/studios/drawing/model/retime.ts';
import { beside, instead, strokesOf } from '../../../../../../renderer/studios/drawing/model/strokes.ts';
import { fitting } from '../../../../../../renderer/studios/drawing/model/thumbnail.ts';
import { drawingOf, line, strokeOf } from './studio.ts';

const look = { colour: '#1971c2', width: 6, layer: 'layer-1' };

describe('strokes by the model', () => {
  test('come one after the other, at a pixel a millisecond', () => {
    const [first, second] = strokesOf([...line([0, 0], [30, 40]), ...line([9, 9])], look, 1000);
    expect(first!.samples).toEqual([
      [0, 0, 0.5, 0],
      [30, 40, 0.5, 50],
    ]);
    expect([first!.startedAt, second!.startedAt]).toEqual([1000, 1250]);
    expect(first!.id).not.toBe(second!.id);
    expect(Drawing.safeParse({ ...drawingOf([]), strokes: [first, second] }).success).toBe(true);
  });
});

describe('a place beside the drawing', () => {
  const near = (ink: Parameters<typeof drawingOf>[0]) => {
    const drawing = drawingOf(ink);
    const all = beside(drawing, strokesOf(ink, look)).strokes;
    return { here: boundsOf(all.slice(0, ink.length))!, there: boundsOf(all.slice(ink.length))! };
  };

  test('is to the right where there is room, else below, else to the left', () => {
    const right = near(line([10, 10], [210, 210]));
    expect(right.there.x).toBeGreaterThan(right.here.x + right.here.width);
    const below = near(line([10, 10], [900, 210]));
    expect(below.there.y).toBeGreaterThan(below.here.y + below.here.height);
    const left = near(line([700, 20], [1000, 740]));
    expect(left.there.x + left.there.width).toBeLessThan(left.here.x);
  });

  test('is to the right of the paper when nothing fits', () => {
    const { here, there } = near(line([10, 10], [1000, 740]));
    expect(there.x).toBeGreaterThan(here.x + here.width);
  });
});

test('no more strokes come than a drawing holds, or its file could not be read again', () => {
  const drawing = drawingOf(line([10, 10], [210, 210]));
  const many = Array.from({ length: mostStrokes - 1 }, (_, i) => strokeOf([[i, 0, 0.5, 0]], { layer: 'hidden' }));
  const layers = [...drawing.layers, { id: 'hidden', name: 'Hidden', visible: false, locked: false }];
  const full = { ...drawing, layers, strokes: [...many, ...drawing.strokes] };
  const more = strokesOf([...line([0, 0], [30, 40]), ...line([9, 9])], look);
  expect(beside(full, more).strokes).toEqual(full.strokes);
  expect(instead(full, more).strokes).toEqual([...many, more[0]]);
});

test('what comes in the place of the drawing leaves hidden and locked layers as they are', () => {
  const drawing = drawingOf(line([10, 10], [210, 210]));
  const [hidden, locked] = ['hidden', 'locked'].map((layer) => strokeOf([[1, 1, 0.5, 0]], { layer }));
  const layers = [
    ...drawing.layers,
    { id: 'hidden', name: 'Hidden', visible: false, locked: false },
    { id: 'locked', name: 'Locked', visible: true, locked: true },
  ];
  const full = { ...drawing, layers, strokes: [hidden!, locked!, ...drawing.strokes] };
  const other = strokesOf(line([0, 0], [30, 40]), look);
  expect(instead(full, other).strokes).toEqual([hidden, locked, ...other]);
});

describe('a line drawn again', () => {
  const samples: Sample[] = [
    [0, 0, 0.2, 0],
    [10, 0, 0.4, 100],
    [40, 0, 1, 200],
  ];

  test('has the pressure and the time of where the pen was', () => {
    const { samples: again } = redrawn(strokeOf(samples), line([0, 5], [20, 5], [25, 5], [40, 5])[0]!);
    expect(again.map(([x, y]) => [x, y])).toEqual([
      [0, 5],
      [20, 5],
      [25, 5],
      [40, 5],
    ]);
    expect(again.map(([, , pressure]) => pressure)).toEqual([0.2, expect.closeTo(0.6), expect.closeTo(0.7), 1]);
    expect(again.map(([, , , ms]) => ms)).toEqual([0, expect.closeTo(133.33, 1), 150, 200]);
  });

  test('may be a dot, or have been one', () => {
    expect(redrawn(strokeOf(samples), [[3, 3]]).samples).toEqual([[3, 3, 0.2, 0]]);
    expect(redrawn(strokeOf([[3, 3, 0.7, 0]]), line([3, 3], [4, 4])[0]!).samples).toEqual([
      [3, 3, 0.7, 0],
      [4, 4, 0.7, 0],
    ]);
  });
});

describe('a small picture', () => {
  test('holds all lines in its middle', () => {
    const { scale, x, y } = fitting(line([100, 100], [500, 300]), 100, 100);
    expect([100 * scale + x, 500 * scale + x]).toEqual([expect.closeTo(8), expect.closeTo(92)]);
    expect(200 * scale + y).toBeCloseTo(50);
  });

  test('does not blow up what is small, and shows a dot in the middle', () => {
    const { scale, x } = fitting(line([30, 40]), 100, 100);
    expect([scale, 30 * scale + x]).toEqual([2, 50]);
    expect(fitting([], 100, 100)).toEqual({ scale: 1, x: 0, y: 0 });
  });
});
