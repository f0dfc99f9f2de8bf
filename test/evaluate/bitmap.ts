import type { Ink } from '../../models/drawing/stroke.ts';

/*
 * A drawing as a small picture, as DoodleNet learned from: models/drawing/train/raster.py does the same, and chose the
 * line's width as the one that suits that network best on our validation drawings.
 */

export const SIDE = 28;
/** Pixels. */
const WIDTH = 1.4;
const MARGIN = 0.7;
/** Cells a pixel's side is made from. */
const FINE = 4;
const BIG = SIDE * FINE;
const BRUSH = (WIDTH * FINE) / 2;
/** Cells between the points that stand for a line. */
const STEP = 0.7;

/** [28 · 28], ink 1 on 0; the drawing's larger side fills it but for a margin. */
export function bitmap(ink: Ink): Float32Array {
  const points = ink.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = [least(xs), least(ys)];
  const [width, height] = [-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - top];
  const scale = (BIG - 2 * (BRUSH + 1 + MARGIN * FINE)) / Math.max(1, width, height);
  const placed = ([x, y]: readonly [number, number]): [number, number] => [
    (x - left - width / 2) * scale + BIG / 2,
    (y - top - height / 2) * scale + BIG / 2,
  ];
  const cells = new Uint8Array(BIG * BIG);
  for (const line of ink) {
    const along = line.map(placed);
    dot(cells, along[0]!);
    for (let i = 1; i < along.length; i++) {
      const [a, b] = [along[i - 1]!, along[i]!];
      const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / STEP));
      for (let k = 1; k <= steps; k++)
        dot(cells, [a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps]);
    }
  }
  const out = new Float32Array(SIDE * SIDE);
  cells.forEach((inked, at) => {
    out[Math.floor(at / BIG / FINE) * SIDE + Math.floor((at % BIG) / FINE)]! += inked / FINE ** 2;
  });
  return out;
}

const least = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity);

function dot(cells: Uint8Array, [x, y]: [number, number]): void {
  const reach = Math.floor(BRUSH);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const [cx, cy] = [Math.floor(x) + dx, Math.floor(y) + dy];
      if (dx * dx + dy * dy <= BRUSH * BRUSH && cx >= 0 && cx < BIG && cy >= 0 && cy < BIG) cells[cy * BIG + cx] = 1;
    }
  }
}
