import type { Drawing } from '../../../models/drawing/drawing.ts';
import { boundsOf } from '../../../models/drawing/edit.ts';
import { boxOf } from '../../../models/drawing/extent.ts';
import type { Stroke } from '../../../models/drawing/stroke.ts';
import { placeName } from '../../lib/ink/place-name.ts';
import { colourName } from './pen.svelte.ts';
import { plural, t } from '../../lib/words.svelte.ts';

/*
 * What is on the paper, in words: for screen readers and the list of strokes.
 */

/** "Stroke 3 of 7, by the model, black, 120 × 80 px at top left". `number` counts from 1. */
export function strokeName(drawing: Drawing, stroke: Stroke, number: number): string {
  const { x, y, width, height } = boxOf(stroke);
  const layer = drawing.layers.find(({ id }) => id === stroke.layer);
  return [
    t('Stroke {number} of {count}', { number, count: drawing.strokes.length }),
    ...(stroke.author === 'model' ? [t('by the model')] : []),
    colourName(stroke.colour),
    t('{size} at {place}', {
      size: sizeName(width, height),
      place: placeName(drawing, { x: x + width / 2, y: y + height / 2 }),
    }),
    ...(layer && !layer.visible ? [t('hidden')] : layer?.locked ? [t('locked')] : []),
  ].join(', ');
}

/** The drawing in a sentence. */
export function drawingName(drawing: Drawing): string {
  const { length } = drawing.strokes;
  if (length === 0) return t('Empty paper');
  const made = drawing.strokes.filter(({ author }) => author === 'model').length;
  const { width, height } = boundsOf(drawing.strokes)!;
  return t('{strokes}, {made} by the model, {size}', {
    ...{ strokes: plural(length, '{count} stroke', '{count} strokes'), made, size: sizeName(width, height) },
  });
}

const sizeName = (width: number, height: number): string => `${Math.round(width)} × ${Math.round(height)} px`;

/** What is done to so many strokes: "a stroke", "3 strokes". */
export const strokeCount = (count: number): string =>
  count === 1 ? t('a stroke') : plural(count, '{count} stroke', '{count} strokes');
