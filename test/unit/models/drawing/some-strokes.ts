import { emptyDrawing, firstLayer, type Drawing } from '../../../../models/drawing/drawing.ts';
import type { Sample, Stroke } from '../../../../models/drawing/stroke.ts';

/** A stroke through these spots, a millisecond a sample. */
export const stroke = (
  id: string,
  spots: readonly (readonly [number, number])[],
  more: Partial<Stroke> = {},
): Stroke => ({
  id,
  samples: spots.map(([x, y], i): Sample => [x, y, 0.5, i]),
  colour: '#000000',
  width: 4,
  layer: firstLayer,
  author: 'person',
  startedAt: 0,
  ...more,
});

export const drawingOf = (...strokes: Stroke[]): Drawing => ({ ...emptyDrawing(400, 300), strokes });

/** A horizontal line of 100 pixels at y = 50, and a vertical one at x = 200. */
export const across = stroke('across', [
  [10, 50],
  [110, 50],
]);
export const down = stroke('down', [
  [200, 10],
  [200, 110],
]);
