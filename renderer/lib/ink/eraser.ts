import { isFree, removeStrokes } from '../../../models/drawing/edit.ts';
import { touches } from '../../../models/drawing/extent.ts';
import type { Effect, Gesture, Point, Stage } from './gesture.ts';
import { plural } from '../words.svelte.ts';

/** Takes away the strokes that it meets, whole: a line that is half there would be two to everything that comes after. */
export function erase({ drawing, eraser }: Stage, from: Point): Gesture {
  const free = drawing.strokes.filter((stroke) => isFree(drawing, stroke));
  const met = new Set<string>();
  let last = from;
  const rub = (points: readonly Point[]): Effect => {
    for (const point of points) {
      for (const stroke of free) if (!met.has(stroke.id) && touches(stroke, last, point, eraser)) met.add(stroke.id);
      last = point;
    }
    return { erasing: new Set(met) };
  };
  return {
    down: rub([from]),
    move: rub,
    up: (point) => {
      rub([point]);
      if (met.size === 0) return {};
      return {
        commit: {
          label: plural(met.size, 'Erase a stroke', 'Erase {count} strokes'),
          drawing: removeStrokes(drawing, met),
        },
      };
    },
  };
}
