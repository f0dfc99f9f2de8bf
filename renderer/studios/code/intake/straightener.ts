import type { Corners } from './corners.ts';
import type { Straightener } from './straightening.svelte.ts';
import type { Pixels } from './turn.ts';

/** The sheet's sides, as long as they are in the picture: the longer of each pair. */
function sizeOf([a, b, c, d]: Corners): { width: number; height: number } {
  const long = (p: typeof a, q: typeof a) => Math.hypot(p.x - q.x, p.y - q.y);
  return {
    width: Math.max(1, Math.round(Math.max(long(a, b), long(d, c)))),
    height: Math.max(1, Math.round(Math.max(long(a, d), long(b, c)))),
  };
}

/** The plane's map that takes the unit square to the corners (Heckbert 1989, section 2.2.3). */
function squareTo([a, b, c, d]: Corners): (u: number, v: number) => [number, number] {
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const [x1, y1, x2, y2] = [b.x - c.x, b.y - c.y, d.x - c.x, d.y - c.y];
  const whole = x1 * y2 - x2 * y1;
  const [g, h] = [(sx * y2 - x2 * sy) / whole, (x1 * sy - sx * y1) / whole];
  return (u, v) => {
    const w = g * u + h * v + 1;
    return [
      ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w,
      ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w,
    ];
  };
}

function warp(image: Pixels, corners: Corners): Pixels {
  const { width, height } = sizeOf(corners);
  const place = squareTo(corners);
  const data = new Uint8ClampedArray(4 * width * height);
  const [right, bottom] = [image.width - 1, image.height - 1];
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 4) {
      const [px, py] = place((column + 0.5) / width, (row + 0.5) / height);
      const [x, y] = [Math.min(right, Math.max(0, px - 0.5)), Math.min(bottom, Math.max(0, py - 0.5))];
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      const [x1, y1, fx, fy] = [Math.min(right, x0 + 1), Math.min(bottom, y0 + 1), x - x0, y - y0];
      const at4 = [y0 * image.width + x0, y0 * image.width + x1, y1 * image.width + x0, y1 * image.width + x1];
      for (let channel = 0; channel < 4; channel++) {
        const [p, q, r, s] = at4.map((pixel) => image.data[4 * pixel + channel]!) as [number, number, number, number];
        data[at + channel] = (p * (1 - fx) + q * fx) * (1 - fy) + (r * (1 - fx) + s * fx) * fy;
      }
    }
  }
  return { width, height, data };
}

export const straightener: Straightener = { find: () => null, warp };
