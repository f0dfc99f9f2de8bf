import { describe, expect, test } from 'vitest';
import { changeLayer } from '../../../../../models/drawing/layers.ts';
import { drawingName, strokeName } from '../../../../../renderer/studios/drawing/names.ts';
import { across, down, drawingOf } from '../../../models/drawing/some-strokes.ts';

const drawing = drawingOf(across, { ...down, author: 'model', colour: '#e03131' });

describe('names for those who hear the drawing', () => {
  test('of a stroke: its number, who drew it, how it looks and where it is', () => {
    expect(strokeName(drawing, drawing.strokes[0]!, 1)).toBe('Stroke 1 of 2, black, 104 × 4 px at top left');
    expect(strokeName(drawing, drawing.strokes[1]!, 2)).toBe(
      'Stroke 2 of 2, by the model, red, 4 × 104 px at top middle',
    );
  });

  test('say when it cannot be seen or changed', () => {
    const hidden = changeLayer(drawing, 'layer-1', { visible: false });
    expect(strokeName(hidden, across, 1)).toMatch(/, hidden$/);
    const locked = changeLayer(drawing, 'layer-1', { locked: true });
    expect(strokeName(locked, across, 1)).toMatch(/, locked$/);
  });

  test('of the whole', () => {
    expect(drawingName(drawingOf())).toBe('Empty paper');
    expect(drawingName(drawing)).toBe('2 strokes, 1 by the model, 194 × 104 px');
  });
});
