/** x′ = a x + c y + e, y′ = b x + d y + f, as SVG writes it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** `inner` first, then `outer`. */
export function multiplied(outer: Matrix, inner: Matrix): Matrix {
  if (outer === identity) return inner;
  if (inner === identity) return outer;
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function applied([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** By how much lines grow wider: the root of the area's factor. */
export function scaleOf([a, b, c, d]: Matrix): number {
  return Math.sqrt(Math.abs(a * d - b * c));
}

/** Longer lists of transforms than that are nobody's. */
const LONGEST = 10_000;

/** A `transform` attribute. null: it makes no sense. */
export function readTransform(text: string): Matrix | null {
  if (text.length > LONGEST) return null;
  let matrix = identity;
  for (const call of text.split(')').slice(0, -1)) {
    const [name = '', list] = call.split('(');
    const step = transformOf(name.replace(/[\s,]/g, ''), numbersOf(list ?? ''));
    if (!step?.every(Number.isFinite)) return null;
    matrix = multiplied(matrix, step);
  }
  return matrix;
}

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g;

/** Numbers between spaces and commas, or set apart by a sign or a dot alone; NaN for what is none. */
export function numbersOf(list: string): number[] {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((word) => {
      const numbers = word.match(NUMBER) ?? [];
      return numbers.join('') === word ? numbers.map(Number) : [NaN];
    });
}

function transformOf(name: string, numbers: number[]): Matrix | null {
  const [a = 0, b, c] = numbers;
  if (name === 'matrix') return numbers.length === 6 ? (numbers as unknown as Matrix) : null;
  if (numbers.length === 0 || numbers.length > 3) return null;
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0];
  if (name === 'skewX') return [1, 0, Math.tan(radians(a)), 1, 0, 0];
  if (name === 'skewY') return [1, Math.tan(radians(a)), 0, 1, 0, 0];
  if (name !== 'rotate') return null;
  const [cos, sin] = [Math.cos(radians(a)), Math.sin(radians(a))];
  const [x, y] = [b ?? 0, c ?? 0];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
