/** A straight line through measurements. */
export interface Line {
  /** Change of y for each x. */
  slope: number;
  /** Its standard error; Infinity: too few points to tell. */
  error: number;
  /** What the line says at the first and the last x. */
  from: number;
  to: number;
  count: number;
}

/**
 * Ordinary least squares. The standard error takes the residuals for independent of each other; those of a process's
 * memory are not quite (it grows and is tidied up in steps), so that the true error is rather larger.
 */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line {
  const count = points.length;
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / Math.max(1, count);
  const [x0, y0] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  if (count < 3 || spread === 0) return { slope: 0, error: Infinity, from: y0, to: y0, count };
  const slope = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0) / spread;
  const at = (x: number): number => y0 + slope * (x - x0);
  const residual = points.reduce((sum, [x, y]) => sum + (y - at(x)) ** 2, 0);
  const error = Math.sqrt(residual / (count - 2) / spread);
  const xs = points.map(([x]) => x);
  return { slope, error, from: at(Math.min(...xs)), to: at(Math.max(...xs)), count };
}

/**
 * Whether it grows faster than it may, by more than twice its standard error. What can't be told because a measurement was no
 * number counts: a measure that is not to be had any more would else keep its bound for ever.
 */
export const grows = ({ slope, error }: Pick<Line, 'slope' | 'error'>, bound: number): boolean =>
  !(slope - 2 * error <= bound);
