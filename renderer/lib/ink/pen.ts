import { cleanSamples } from '../../../models/drawing/clean.ts';
import type { Drawing } from '../../../models/drawing/drawing.ts';
import { mostStrokes } from '../../../models/drawing/edit.ts';
import type { Sample } from '../../../models/drawing/stroke.ts';
import type { Gesture, Point, Refusal, Stage } from './gesture.ts';
import { t } from '../words.svelte.ts';

/**
 * Why strokes may not come to a layer, in words for the person; null: they may.
 * @param adding how many more the drawing would hold
 */
export function refusalOn(
  { layers, strokes }: Pick<Drawing, 'layers' | 'strokes'>,
  id: string,
  adding = 1,
): string | null {
  const layer = layers.find((one) => one.id === id);
  if (!layer?.visible) return t('{layer} is hidden. Show it to draw on it.', { layer: layer?.name ?? t('The layer') });
  if (layer.locked) return t('{layer} is locked. Unlock it to draw on it.', { layer: layer.name });
  if (strokes.length + adding <= mostStrokes) return null;
  return t('A drawing holds {count} strokes at most. Delete some to draw on.', { count: mostStrokes });
}

/** Draws a stroke where the pen goes. A tap leaves a dot. */
export function drawStroke({ drawing, look, id, now }: Stage, from: Point): Gesture | Refusal {
  const refused = refusalOn(drawing, look.layer);
  if (refused !== null) return { refused };
  const samples: Sample[] = [];
  const take = (points: readonly Point[]): Sample[] => {
    const fresh = points.map((point) => sampleOf(point, from.time));
    // One by one: a spread of thousands of arguments can overflow the stack.
    for (const sample of fresh) samples.push(sample);
    return fresh;
  };
  return {
    down: { ink: take([from]) },
    move: (points) => ({ ink: take(points) }),
    up: (point) => {
      // A pen reports no pressure when it leaves the paper: the last that was felt holds.
      const ink = take([{ ...point, pressure: samples.at(-1)?.[2] ?? point.pressure }]);
      const clean = cleanSamples(samples);
      if (clean.length === 0) return { ink };
      return { ink, stroke: { ...look, id, samples: clean, author: 'person', startedAt: now } };
    },
  };
}

const sampleOf = ({ x, y, pressure, time }: Point, began: number): Sample => [x, y, pressure, time - began];
