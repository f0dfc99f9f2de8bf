import { identity, type Matrix } from './svg-matrix.ts';
import { lengthOf, viewBoxOf, type Attributes, type Viewport } from './svg-shapes.ts';

type Box = readonly [x: number, y: number, width: number, height: number];

/** An <svg> within another one: where it lies there, and what its own percentages are of. null: it has no size, and is not seen. */
export function nested(attributes: Attributes, outer: Viewport): { matrix: Matrix; viewport: Viewport } | null {
  const size = (key: string, whole: number) => lengthOf(attributes[key], whole);
  const [x, y] = [size('x', outer.width) ?? 0, size('y', outer.height) ?? 0];
  const inner = {
    width: size('width', outer.width) ?? outer.width,
    height: size('height', outer.height) ?? outer.height,
  };
  if (!(inner.width > 0 && inner.height > 0)) return null;
  const box = viewBoxOf(attributes['viewBox']);
  const [a, b, c, d, e, f] = box ? fitted(box, inner, attributes['preserveAspectRatio']) : identity;
  return {
    matrix: [a, b, c, d, e + x, f + y],
    viewport: box ? { width: box[2], height: box[3] } : inner,
  };
}

/** Which share of the room that is left lies before the box. */
const SHARES: Record<string, number> = { Min: 0, Mid: 0.5, Max: 1 };

/** The box evenly scaled into the middle of its place, unless the file says otherwise. */
export function fitted([x, y, w, h]: Box, { width, height }: Viewport, ratio = ''): Matrix {
  const [, alignX = 'Mid', alignY = 'Mid', slice] =
    /^\s*(?:defer\s+)?x(Min|Mid|Max)Y(Min|Mid|Max)(\s+slice)?/.exec(ratio) ?? [];
  const even = Math[slice ? 'max' : 'min'](width / w, height / h);
  const [sx, sy] = ratio.trim().startsWith('none') ? [width / w, height / h] : [even, even];
  const [dx, dy] = [(width - w * sx) * SHARES[alignX]! - x * sx, (height - h * sy) * SHARES[alignY]! - y * sy];
  return sx === 1 && sy === 1 && dx === 0 && dy === 0 ? identity : [sx, 0, 0, sy, dx, dy];
}
