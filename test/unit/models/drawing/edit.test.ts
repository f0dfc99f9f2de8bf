import { describe, expect, test } from 'vitest';
import { Drawing } from '../../../../models/drawing/drawing.ts';
import * as edit from '../../../../models/drawing/edit.ts';
import { crosses, strokeAt, touches } from '../../../../models/drawing/extent.ts';
import { addLayer, changeLayer } from '../../../../models/drawing/layers.ts';
import { across, down, drawingOf, stroke } from './some-strokes.ts';

const both = drawingOf(across, down);
const only = (id: string) => new Set([id]);

describe('edits of a drawing', () => {
  test('leave the drawing and the other strokes as they were', () => {
    const before = structuredClone(both);
    const moved = edit.moveStrokes(both, only('across'), 5, 7);
    expect(both).toEqual(before);
    expect(moved.strokes[1]).toBe(down);
    expect(moved.strokes[0]!.samples).toEqual([
      [15, 57, 0.5, 0],
      [115, 57, 0.5, 1],
    ]);
  });

  test('add on top and remove by name', () => {
    const dot = stroke('dot', [[1, 1]]);
    expect(edit.addStrokes(both, [dot]).strokes.map(({ id }) => id)).toEqual(['across', 'down', 'dot']);
    expect(edit.removeStrokes(both, only('across')).strokes).toEqual([down]);
  });

  test('never grow a drawing beyond what can be read again', () => {
    const full = {
      ...both,
      strokes: Array.from({ length: edit.mostStrokes - 1 }, (_, i) => ({ ...across, id: `s${i}` })),
    };
    expect(edit.addStrokes(full, [across, down]).strokes).toHaveLength(edit.mostStrokes);
  });

  test('scale about a corner, the width with the area', () => {
    const scaled = edit.scaleStrokes(both, only('across'), { x: 10, y: 50 }, 2, 0.5).strokes[0]!;
    expect(scaled.samples.map(([x, y]) => [x, y])).toEqual([
      [10, 50],
      [210, 50],
    ]);
    expect(scaled.width).toBeCloseTo(4);
    expect(edit.scaleStrokes(both, only('across'), { x: 0, y: 0 }, 3, 3).strokes[0]!.width).toBeCloseTo(12);
  });

  test('rotate clockwise on the screen', () => {
    const [, end] = edit.rotateStrokes(both, only('across'), { x: 10, y: 50 }, Math.PI / 2).strokes[0]!.samples;
    expect(end![0]).toBeCloseTo(10);
    expect(end![1]).toBeCloseTo(150);
  });

  test('keep samples and widths within what the file format takes', () => {
    const far = edit.scaleStrokes(both, only('across'), { x: 0, y: 0 }, 1e6, 1e6);
    expect(Drawing.safeParse(far).success).toBe(true);
    const none = edit.scaleStrokes(both, only('across'), { x: 0, y: 0 }, 0, 0);
    expect(Drawing.safeParse(none).success).toBe(true);
  });

  test('restyle only what is selected', () => {
    const { strokes } = edit.restyle(both, only('down'), { colour: '#ff0000', width: 9 });
    expect(strokes.map(({ colour, width }) => [colour, width])).toEqual([
      ['#000000', 4],
      ['#ff0000', 9],
    ]);
  });

  test('that change nothing give the drawing itself', () => {
    const all = new Set(['across', 'down']);
    const { colour, width, layer } = across;
    const same = [
      edit.moveStrokes(both, all, 0, 0),
      edit.rotateStrokes(both, all, { x: 60, y: 50 }, 0),
      edit.scaleStrokes(both, all, { x: 60, y: 50 }, 1, 1),
      edit.restyle(both, all, { colour, width, layer }),
      edit.restyle(both, new Set(), { colour: '#ff0000' }),
    ];
    expect(same.map((drawing) => drawing === both)).toEqual([true, true, true, true, true]);
    expect(edit.restyle(both, all, { colour, width: 9 }).strokes.map(({ width }) => width)).toEqual([9, 9]);
  });

  test('copy with names of their own', () => {
    const [copy] = edit.copiesOf(both, only('down'), 10, 0);
    expect(copy!.id).not.toBe('down');
    expect(copy!.samples[0]).toEqual([210, 10, 0.5, 0]);
  });

  test('erase what the eraser meets, also between two spots of a quick hand', () => {
    expect(edit.eraseAt(both, { x: 60, y: 40 }, { x: 60, y: 40 }, 3)).toBe(both);
    expect(edit.eraseAt(both, { x: 60, y: 0 }, { x: 60, y: 100 }, 3).strokes).toEqual([down]);
  });

  test('do not erase from hidden or locked layers', () => {
    const at = { x: 60, y: 50 };
    for (const change of [{ visible: false }, { locked: true }]) {
      const safe = changeLayer(both, both.layers[0]!.id, change);
      expect(edit.eraseAt(safe, at, at, 5)).toBe(safe);
    }
  });

  test('paint layer by layer, without the hidden ones', () => {
    const { drawing, id } = addLayer(both, both.layers[0]!.id);
    const upper = edit.restyle(drawing, only('across'), { layer: id });
    expect(edit.inPaintingOrder(upper).map(({ id }) => id)).toEqual(['down', 'across']);
    expect(edit.inPaintingOrder(changeLayer(upper, id, { visible: false })).map(({ id }) => id)).toEqual(['down']);
  });

  test('name strokes so that two rarely meet', () => {
    const names = new Set(Array.from({ length: 1000 }, () => edit.strokeId()));
    expect(names.size).toBe(1000);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });
});

describe('where strokes are', () => {
  test('bounds hold the ink, not only the line', () => {
    expect(edit.boundsOf([across])).toEqual({ x: 8, y: 48, width: 104, height: 4 });
    expect(edit.boundsOf([across, down])).toEqual({ x: 8, y: 8, width: 194, height: 104 });
    expect(edit.boundsOf([])).toBeNull();
  });

  test('a stroke is touched within its width and the reach', () => {
    expect(touches(across, { x: 60, y: 54 }, { x: 60, y: 54 }, 2)).toBe(true);
    expect(touches(across, { x: 60, y: 55 }, { x: 60, y: 55 }, 2)).toBe(false);
  });

  test('a dot can be touched too', () => {
    const dot = stroke('dot', [[30, 30]]);
    expect(strokeAt([across, dot], { x: 33, y: 30 }, 2)).toBe(dot);
  });

  test('the uppermost stroke is found first', () => {
    const twin = { ...across, id: 'twin' };
    expect(strokeAt([across, twin], { x: 60, y: 50 }, 1)).toBe(twin);
    expect(strokeAt([across, twin], { x: 60, y: 90 }, 1)).toBeNull();
  });

  test('a rectangle catches lines that only pass through it', () => {
    expect(crosses(across, { x: 50, y: 40, width: 10, height: 20 })).toBe(true);
    expect(crosses(across, { x: 50, y: 60, width: 10, height: 20 })).toBe(false);
    const slanted = stroke('slanted', [
      [0, 0],
      [100, 100],
    ]);
    expect(crosses(slanted, { x: 60, y: 10, width: 30, height: 30 })).toBe(false);
  });
});
