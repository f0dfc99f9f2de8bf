import { getStroke } from 'perfect-freehand';
import { curved } from './curve.ts';
import type { Sample } from './stroke.ts';

/*
 * Strokes become filled outlines by perfect-freehand. Pens that feel pressure thin the line by it; where no device gave
 * any (all 0.5), speed stands in for it, as the library simulates it from the distance between samples.
 */

/** How much pressure thins. Such that full pressure gives the stroke's own width. */
const PEN = { thinning: 0.6, size: (width: number) => width / 1.6, simulatePressure: false };
/** Without pressure a line stays near its width: slow parts up to 1.2 of it, fast ones down to 0.75. */
const MOUSE = { thinning: 0.25, size: (width: number) => width * 0.95, simulatePressure: true };

/** Low: the outline stays on the samples, so that corners that were drawn are seen. */
const STREAMLINE = 0.1;
const SMOOTHING = 0.5;
const DOT_CORNERS = 24;

/**
 * The polygon that a stroke fills, paper pixels; a dot (no length) is a circle. Long gaps between samples are curved
 * first, so that a line of few points looks drawn, while sharp turns stay sharp.
 *
 * @param width of the line at full pressure, paper pixels.
 */
export function outline(samples: readonly Sample[], width: number): [number, number][] {
  const pen = samples.some(([, , pressure]) => pressure !== 0.5) ? PEN : MOUSE;
  const first = samples[0];
  if (!first) return [];
  if (samples.every(([x, y]) => x === first[0] && y === first[1])) return dot(first, strongest(samples), width, pen);
  const size = pen.size(width);
  const points = curved(samples, Math.max(2, size / 3)).map(([x, y, pressure]) => [x, y, pressure]);
  const { thinning, simulatePressure } = pen;
  return getStroke(points, {
    size,
    thinning,
    simulatePressure,
    smoothing: SMOOTHING,
    streamline: STREAMLINE,
    last: true,
  });
}

/** The outline as SVG path data: quadratic curves from midpoint to midpoint, two decimals. Empty without samples. */
export function pathData(samples: readonly Sample[], width: number): string {
  const points = outline(samples, width);
  const last = points.at(-1);
  if (!last) return '';
  const curves = points.map((point, i) => `${pair(point)} ${pair(middle(point, points[i + 1] ?? points[0]!))}`);
  return `M${pair(middle(last, points[0]!))}Q${curves.join(' ')}Z`;
}

function dot([x, y]: Sample, pressure: number, width: number, pen: typeof PEN): [number, number][] {
  const radius = pen.size(width) * (0.5 - pen.thinning * (0.5 - pressure));
  return Array.from({ length: DOT_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / DOT_CORNERS;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

function strongest(samples: readonly Sample[]): number {
  return samples.reduce((most, [, , pressure]) => Math.max(most, pressure), 0);
}

function middle(a: readonly [number, number], b: readonly [number, number]): [number, number] {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

function pair([x, y]: readonly [number, number]): string {
  return `${decimals(x, 2)},${decimals(y, 2)}`;
}

/** Rounded to `places` decimals, and never −0, which would be written as 0 and read as another number. */
export function decimals(value: number, places: number): number {
  const unit = 10 ** places;
  return Math.round(value * unit) / unit + 0;
}
