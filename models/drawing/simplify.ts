import type { Line } from './stroke.ts';

/**
 * Lines are simplified in runs of so many points, whose ends are kept. The algorithm takes quadratic time on a line
 * made to hurt (100,000 points: minutes), and so less than a second. No drawing of the training data has as many
 * points in all, so nothing that the model has learned is simplified otherwise than there.
 */
export const RUN = 1024;

/**
 * Ramer-Douglas-Peucker (Douglas and Peucker 1973): leaves out the points that are no farther than `tolerance` from
 * the line without them. The distance is to the segment, not to the infinite line, so that spikes stay. The first and
 * the last point stay.
 */
export function simplify(line: Line, tolerance: number): Line {
  const kept = new Uint8Array(line.length);
  const xs = Float64Array.from(line, ([x]) => x);
  const ys = Float64Array.from(line, ([, y]) => y);
  for (let start = 0; start < line.length; start += RUN) {
    simplifyRun(xs, ys, start, Math.min(start + RUN, line.length - 1), tolerance, kept);
  }
  return line.filter((_, i) => kept[i]);
}

/** Marks what stays of the points from `first` to `last`. A stack of our own: the recursion can be as deep as the run. */
function simplifyRun(
  xs: Float64Array,
  ys: Float64Array,
  first: number,
  last: number,
  tolerance: number,
  kept: Uint8Array,
): void {
  kept[first] = 1;
  kept[last] = 1;
  const stack = [first, last];
  while (stack.length > 0) {
    const b = stack.pop()!;
    const a = stack.pop()!;
    if (b - a < 2) continue;
    const { at, far } = farthest(xs, ys, a, b);
    if (!(far > tolerance)) continue;
    kept[at] = 1;
    stack.push(a, at, at, b);
  }
}

/** The first of the points between a and b that are farthest from the segment between them. */
function farthest(xs: Float64Array, ys: Float64Array, a: number, b: number): { at: number; far: number } {
  const x = xs[a]!;
  const y = ys[a]!;
  const dx = xs[b]! - x;
  const dy = ys[b]! - y;
  const square = Math.sqrt(dx * dx + dy * dy) ** 2;
  let at = a + 1;
  let far = -1;
  for (let i = a + 1; i < b; i++) {
    const px = xs[i]! - x;
    const py = ys[i]! - y;
    const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
    const offX = px - along * dx;
    const offY = py - along * dy;
    // Not Math.hypot: it rounds worse, and what ties in codec.py would not tie here.
    const away = Math.sqrt(offX * offX + offY * offY);
    if (away > far) {
      far = away;
      at = i;
    }
  }
  return { at, far };
}
