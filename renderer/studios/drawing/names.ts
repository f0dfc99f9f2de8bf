import type { Drawing } from '../../../models/drawing/drawing.ts';
import { boundsOf } from '../../../models/drawing/edit.ts';
import { boxOf } from '../../../models/drawing/extent.ts';
import type { Stroke } from '../../../models/drawing/stroke.ts';
import { placeName } from '../../lib/ink/place-name.ts';
import { colourName } from './pen.svelte.ts';

/*
 * What is on the paper, in words: for screen readers and the list of strokes.
 */

/** "Stroke 3 of 7, by the model, black, 120 × 80 px at top left". `number` counts from 1. */
export function strokeName(drawing: Drawing, stroke: Stroke, number: number): string {
  const { x, y, width, height } = boxOf(stroke);
  const place = placeName(drawing, { x: x + width / 2, y: y + height / 2 });
  const author = stroke.author === 'model' ? 'by the model, ' : '';
  const layer = drawing.layers.find(({ id }) => id === stroke.layer);
  const state = layer && !layer.visible ? ', hidden' : layer?.locked ? ', locked' : '';
  const size = `${Math.round(width)} × ${Math.round(height)} px`;
  return `Stroke ${number} of ${drawing.strokes.length}, ${author}${colourName(stroke.colour)}, ${size} at ${place}${state}`;
}

/** The drawing in a sentence. */
export function drawingName(drawing: Drawing): string {
  const { length } = drawing.strokes;
  if (length === 0) return 'Empty paper';
  const made = drawing.strokes.filter(({ author }) => author === 'model').length;
  const box = boundsOf(drawing.strokes)!;
  const size = `${Math.round(box.width)} × ${Math.round(box.height)} px`;
  return `${length} ${length === 1 ? 'stroke' : 'strokes'}, ${made} by the model, ${size}`;
}
