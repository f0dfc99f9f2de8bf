import { outline, pathData } from '../../../models/drawing/outline.ts';
import type { Sample, Stroke } from '../../../models/drawing/stroke.ts';

/** Strokes don't change: the outline of each is made once. */
const paths = new WeakMap<Stroke, Path2D>();

/** What a stroke fills, paper pixels. */
export function pathOf(stroke: Stroke): Path2D {
  const known = paths.get(stroke);
  if (known) return known;
  const path = new Path2D(pathData(stroke.samples, stroke.width));
  paths.set(stroke, path);
  return path;
}

/** Adds the outline of a line under the pen to the brush's path: the same curves as `pathData`, without the text. */
export function traceOutline(brush: CanvasRenderingContext2D, samples: readonly Sample[], width: number): void {
  const points = outline(samples, width);
  const last = points.at(-1);
  if (!last) return;
  brush.beginPath();
  const [first] = points as [[number, number]];
  brush.moveTo((last[0] + first[0]) / 2, (last[1] + first[1]) / 2);
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[i + 1] ?? first;
    brush.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  });
  brush.closePath();
}
