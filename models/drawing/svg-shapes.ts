import { numbersOf } from './svg-matrix.ts';

export type Attributes = Record<string, string | undefined>;

/** What percentages inside of an <svg> are of, in its own units. */
export interface Viewport {
  width: number;
  height: number;
}

/**
 * A length in px; null: none, or one that depends on what is around it.
 *
 * @param whole what a percentage is of; without it there are none.
 */
export function lengthOf(text: string | undefined, whole = NaN): number | null {
  const [, number, unit = 'px'] =
    /^\s*([+-]?[\d.]+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|%)?\s*$/.exec(text ?? '') ?? [];
  const value = number === undefined ? NaN : Number(number) * (unit === '%' ? whole / 100 : UNITS[unit]!);
  return Number.isFinite(value) ? value : null;
}

/** CSS pixels: 96 an inch. */
const UNITS: Record<string, number> = { px: 1, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 960 / 25.4, in: 96 };

/** The basic shapes of SVG as path data. null: it is none of them, or has no size. */
export function shapePath(name: string, attributes: Attributes, { width, height }: Viewport): string | null {
  const size = (key: string) => sizeOf(key) ?? 0;
  const sizeOf = (key: string) => lengthOf(attributes[key], wholes[key]);
  const wholes: Record<string, number> = {
    ...{ x1: width, x2: width, cx: width, rx: width, x: width, width },
    ...{ y1: height, y2: height, cy: height, ry: height, y: height, height },
    r: Math.hypot(width, height) / Math.SQRT2,
  };
  if (name === 'path') return attributes['d'] ?? null;
  if (name === 'line') return `M${size('x1')} ${size('y1')}L${size('x2')} ${size('y2')}`;
  if (name === 'polyline' || name === 'polygon') return polygon(attributes['points'] ?? '', name === 'polygon');
  if (name === 'circle') return ellipse(size('cx'), size('cy'), size('r'), size('r'));
  if (name === 'ellipse') return ellipse(size('cx'), size('cy'), size('rx'), size('ry'));
  if (name === 'rect') return rectangle(sizeOf);
  return null;
}

function polygon(points: string, closed: boolean): string | null {
  // Path data itself reads pairs of numbers, up to the first that is none.
  return points.trim() ? `M${points}${closed ? 'Z' : ''}` : null;
}

function ellipse(x: number, y: number, rx: number, ry: number): string | null {
  if (rx <= 0 || ry <= 0) return null;
  const half = `A${rx} ${ry} 0 0 1`;
  return `M${x + rx} ${y}${half} ${x - rx} ${y}${half} ${x + rx} ${y}Z`;
}

function rectangle(size: (key: string) => number | null): string | null {
  const [x, y, width, height] = [size('x') ?? 0, size('y') ?? 0, size('width') ?? 0, size('height') ?? 0];
  if (width <= 0 || height <= 0) return null;
  const rx = Math.min(width / 2, Math.max(0, size('rx') ?? size('ry') ?? 0));
  const ry = Math.min(height / 2, Math.max(0, size('ry') ?? size('rx') ?? 0));
  if (rx === 0 || ry === 0) return `M${x} ${y}H${x + width}V${y + height}H${x}Z`;
  const corner = (toX: number, toY: number) => `A${rx} ${ry} 0 0 1 ${toX} ${toY}`;
  const [right, bottom] = [x + width, y + height];
  return (
    `M${x + rx} ${y}H${right - rx}${corner(right, y + ry)}V${bottom - ry}${corner(right - rx, bottom)}` +
    `H${x + rx}${corner(x, bottom - ry)}V${y + ry}${corner(x + rx, y)}Z`
  );
}

/** x, y, width and height; null: there is none, or one without a size. */
export function viewBoxOf(text: string | undefined): [number, number, number, number] | null {
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbersOf((text ?? '').slice(0, 400));
  return [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0 ? [x, y, width, height] : null;
}
