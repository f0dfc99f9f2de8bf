import type { Ink, Line } from './stroke.ts';

/* Distances between points and lines, in whatever unit they are in. */

/** Squared, from (x, y) to the segment from (ax, ay) to (bx, by). */
export function squaredToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2;
}

/** From a point to the nearest of the lines; Infinity if there is none. */
export function distanceToInk([x, y]: Line[number], ink: Ink): number {
  let least = Infinity;
  for (const line of ink) {
    for (let i = 0; i < line.length; i++) {
      const [ax, ay] = line[Math.max(0, i - 1)]!;
      const [bx, by] = line[i]!;
      least = Math.min(least, squaredToSegment(x, y, ax, ay, bx, by));
    }
  }
  return Math.sqrt(least);
}

/** Points along a line, `step` apart as one follows it, and its last point. At most `most`. */
export function resampled(line: Line, step: number, most = Infinity): Line {
  const points: Line = line.slice(0, 1);
  let left = step;
  for (let i = 1; i < line.length && points.length < most; i++) {
    const [ax, ay] = line[i - 1]!;
    const [bx, by] = line[i]!;
    const length = Math.hypot(bx - ax, by - ay);
    let along = left;
    for (; along <= length && points.length < most; along += step) {
      points.push([ax + ((bx - ax) * along) / length, ay + ((by - ay) * along) / length]);
    }
    left = along - length;
  }
  const last = line.at(-1);
  if (last && line.length > 1 && points.length < most) points.push([...last]);
  return points;
}

/** Whether no point of either is farther than `most` from the other's lines. */
export function alike(a: Ink, b: Ink, most: number): boolean {
  const covered = (points: Ink, lines: Ink): boolean =>
    points.every((line) => resampled(line, most).every((point) => distanceToInk(point, lines) <= most));
  return covered(a, b) && covered(b, a);
}
