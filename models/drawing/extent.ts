import type { Sample, Stroke } from './stroke.ts';

/** A rectangle on the paper, pixels. Its sides may be 0. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Spot {
  x: number;
  y: number;
}

/** Strokes don't change: each is measured once. */
const boxes = new WeakMap<Stroke, Box>();

/** The rectangle that a stroke's ink touches: its line and half its width around it. */
export function boxOf(stroke: Stroke): Box {
  const known = boxes.get(stroke);
  if (known) return known;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of stroke.samples) {
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
  }
  const half = stroke.width / 2;
  const box = {
    x: left - half,
    y: top - half,
    width: right - left + stroke.width,
    height: bottom - top + stroke.width,
  };
  boxes.set(stroke, box);
  return box;
}

/** The rectangle around all of the strokes' ink; null: there are none. */
export function boundsOf(strokes: Iterable<Stroke>): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    const { x, y, width, height } = boxOf(stroke);
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + width), Math.max(bottom, y + height)];
  }
  return right < left ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

export const contains = (outer: Box, inner: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

export const overlaps = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

/** Whether a stroke's ink comes within `radius` pixels of the straight way from one spot to another. */
export function touches(stroke: Stroke, from: Spot, to: Spot, radius: number): boolean {
  const reach = radius + stroke.width / 2;
  const way = {
    x: Math.min(from.x, to.x) - radius,
    y: Math.min(from.y, to.y) - radius,
    width: Math.abs(to.x - from.x) + 2 * radius,
    height: Math.abs(to.y - from.y) + 2 * radius,
  };
  if (!overlaps(boxOf(stroke), way)) return false;
  return someSegment(stroke.samples, (a, b) => segmentDistance(from, to, a, b) <= reach);
}

/** Whether any of a stroke's line lies in the rectangle. */
export function crosses(stroke: Stroke, box: Box): boolean {
  if (!overlaps(boxOf(stroke), box)) return false;
  const inside = ({ x, y }: Spot) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  const corners: Spot[] = [
    { x: box.x, y: box.y },
    { x: box.x + box.width, y: box.y },
    { x: box.x + box.width, y: box.y + box.height },
    { x: box.x, y: box.y + box.height },
  ];
  return someSegment(
    stroke.samples,
    (a, b) => inside(a) || inside(b) || corners.some((corner, i) => intersect(a, b, corner, corners[(i + 1) % 4]!)),
  );
}

/** The uppermost of the strokes (the last) whose ink is within `radius` pixels of a spot; null: none is. */
export function strokeAt(strokes: readonly Stroke[], spot: Spot, radius: number): Stroke | null {
  return strokes.findLast((stroke) => touches(stroke, spot, spot, radius)) ?? null;
}

/** A line of one sample is a segment without length. */
function someSegment(samples: readonly Sample[], meets: (a: Spot, b: Spot) => boolean): boolean {
  let before: Spot = { x: samples[0]![0], y: samples[0]![1] };
  for (const [x, y] of samples) {
    const here = { x, y };
    if (meets(before, here)) return true;
    before = here;
  }
  return false;
}

function segmentDistance(a: Spot, b: Spot, c: Spot, d: Spot): number {
  if (intersect(a, b, c, d)) return 0;
  return Math.min(spotDistance(a, c, d), spotDistance(b, c, d), spotDistance(c, a, b), spotDistance(d, a, b));
}

function spotDistance({ x, y }: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}

/** Whether two segments cross, ends apart. Those that only touch are found by their distance. */
function intersect(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  const side = (p: Spot, q: Spot, r: Spot) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
