import type { Line, Sample, Stroke } from '../../../../models/drawing/stroke.ts';

/** How far along the line each point lies, 0…1; evenly where the line has no length. */
function shares(points: readonly (readonly [number, number, ...number[]])[]): number[] {
  let way = 0;
  const ways = points.map(([x, y], i) => {
    if (i > 0) way += Math.hypot(x - points[i - 1]![0], y - points[i - 1]![1]);
    return way;
  });
  return ways.map((at, i) => (way > 0 ? at / way : i / Math.max(1, points.length - 1)));
}

/**
 * A new line for a stroke, drawn with the same hand: pressure and time are those of the old samples equally far along.
 */
export function redrawn(stroke: Stroke, line: Line): Stroke {
  const { samples } = stroke;
  const old = shares(samples);
  let i = 0;
  const moved = shares(line).map((share, point): Sample => {
    while (i < samples.length - 2 && old[i + 1]! < share) i++;
    const [a, b] = [samples[i]!, samples[Math.min(i + 1, samples.length - 1)]!];
    const span = (old[i + 1] ?? 1) - old[i]!;
    const part = span > 0 ? Math.min(1, Math.max(0, (share - old[i]!) / span)) : 0;
    const [x, y] = line[point]!;
    return [x, y, a[2] + (b[2] - a[2]) * part, a[3] + (b[3] - a[3]) * part];
  });
  return { ...stroke, samples: moved };
}
