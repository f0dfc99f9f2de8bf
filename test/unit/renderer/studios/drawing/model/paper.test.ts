import { describe, expect, test } from 'vitest';
import { firstLayer } from '../../../../../../models/drawing/drawing.ts';
import { addLayer, changeLayer, shiftLayer } from '../../../../../../models/drawing/layers.ts';
import { lineOf, type Sample } from '../../../../../../models/drawing/stroke.ts';
import { inkOf, sameToModel } from '../../../../../../renderer/studios/drawing/model/paper.ts';
import { drawingOf, line, strokeOf } from './studio.ts';

/** A circle of 300 px, sampled as a mouse does: a thousand times, in whole pixels. */
const circle = strokeOf(
  Array.from({ length: 1000 }, (_, i): Sample => {
    const angle = (2 * Math.PI * i) / 1000;
    return [Math.round(400 + 150 * Math.cos(angle)), Math.round(300 + 150 * Math.sin(angle)), 0.5, i];
  }),
);

describe('what the model is shown', () => {
  test('has a fraction of the samples, and is the same line', () => {
    const [sent] = inkOf({ ...drawingOf([]), strokes: [circle] });
    expect(sent!.length).toBeLessThan(100);
    expect([sent![0], sent!.at(-1)]).toEqual([lineOf(circle)[0], lineOf(circle).at(-1)]);
    const away = lineOf(circle).map(([x, y]) =>
      Math.min(...sent!.slice(1).map((to, i) => distance([x, y], sent![i]!, to))),
    );
    expect(Math.max(...away)).toBeLessThanOrEqual(300 / 340);
  });

  test('is made once a stroke', () => {
    const drawing = { ...drawingOf([]), strokes: [circle] };
    expect(inkOf({ ...drawing, strokes: [circle, strokeOf([[1, 1, 0.5, 0]])] })[0]).toBe(inkOf(drawing)[0]);
  });

  test('leaves small shapes small, not flat', () => {
    const tiny = line([10, 10], [10.4, 10], [10.4, 10.4], [10, 10.4]);
    expect(inkOf(drawingOf(tiny))).toEqual(tiny);
    expect(inkOf(drawingOf(line([5, 5])))).toEqual(line([5, 5]));
  });

  test('is the same when only the looks of the paper changed', () => {
    const drawing = drawingOf(line([0, 0], [5, 5]));
    expect(sameToModel(drawing, { ...drawing, paper: '#ffffff' })).toBe(true);
    expect(sameToModel(drawing, { ...drawing, subject: 'cat' })).toBe(false);
    expect(sameToModel(drawing, { ...drawing, width: 2000 })).toBe(false);
    expect(sameToModel(drawing, { ...drawing, strokes: [...drawing.strokes] })).toBe(false);
  });
});

test('it is the same where layers came, were locked, named or moved, and another where one is hidden', () => {
  const one = drawingOf(line([0, 0], [5, 5]));
  const { drawing: two, id } = addLayer(one, firstLayer);
  const same = [two, changeLayer(one, firstLayer, { locked: true, name: 'Ink' }), shiftLayer(two, id, -1)];
  expect(same.map((other) => sameToModel(one, other))).toEqual([true, true, true]);
  expect(sameToModel(one, changeLayer(one, firstLayer, { visible: false }))).toBe(false);
});

function distance([x, y]: [number, number], [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
