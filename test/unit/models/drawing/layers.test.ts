import { describe, expect, test } from 'vitest';
import { restyle } from '../../../../models/drawing/edit.ts';
import { addLayer, changeLayer, mostLayers, removeLayer, shiftLayer } from '../../../../models/drawing/layers.ts';
import { across, down, drawingOf } from './some-strokes.ts';

const one = drawingOf(across, down);
const first = one.layers[0]!.id;

describe('layers', () => {
  test('come above the current one, with a name of their own', () => {
    const { drawing, id } = addLayer(one, first);
    const { drawing: three } = addLayer(drawing, first);
    expect(three.layers.map(({ name }) => name)).toEqual(['Layer 1', 'Layer 3', 'Layer 2']);
    expect(new Set(three.layers.map(({ id }) => id)).size).toBe(3);
    expect(three.layers[2]!.id).toBe(id);
  });

  test('take a number that is free after one was removed', () => {
    const { drawing, id } = addLayer(one, first);
    const { drawing: three } = addLayer(drawing, id);
    const { drawing: again } = addLayer(removeLayer(three, id), first);
    expect(new Set(again.layers.map(({ name }) => name)).size).toBe(3);
  });

  test('take their strokes with them, but the last one stays', () => {
    const { drawing, id } = addLayer(one, first);
    const moved = restyle(drawing, new Set(['across']), { layer: id });
    expect(removeLayer(moved, id).strokes).toEqual([down]);
    expect(removeLayer(one, first)).toBe(one);
  });

  test('change places within the pile', () => {
    const { drawing, id } = addLayer(one, first);
    expect(shiftLayer(drawing, id, -1).layers.map((layer) => layer.id)).toEqual([id, first]);
    expect(shiftLayer(drawing, id, 1)).toBe(drawing);
  });

  test('keep their name rather than have none', () => {
    expect(changeLayer(one, first, { name: '  ' }).layers[0]!.name).toBe('Layer 1');
    expect(changeLayer(one, first, { name: ' Ink ' }).layers[0]!.name).toBe('Ink');
  });

  test('are not more than a file holds', () => {
    let drawing = one;
    for (let i = 0; i < mostLayers + 5; i++) drawing = addLayer(drawing, first).drawing;
    expect(drawing.layers).toHaveLength(mostLayers);
  });
});
