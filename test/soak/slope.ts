/** A straight line through measurements. */
export interface Line {
  /** Change of y for each x. */
  slope: number;
  /** Half of the slope's interval of 95 %; Infinity: too few points to tell. */
  margin: number;
  /** What the line says at the first and the last x. */
  from: number;
  to: number;
  count: number;
}

/** Of the normal distribution: 95 % of it lie so near to its middle, in standard deviations. */
const z = 1.96;

/**
 * Ordinary least squares. A process's memory grows and is tidied up in steps, so that a point says much of the next: as many
 * points count as would be independent of each other (Santer et al., 2000), and the interval is Student's.
 */
export function lineThrough(points: readonly (readonly [x: number, y: number])[]): Line {
  const count = points.length;
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / Math.max(1, count);
  const [x0, y0] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [x]) => sum + (x - x0) ** 2, 0);
  if (count < 3 || spread === 0) return { slope: 0, margin: Infinity, from: y0, to: y0, count };
  const slope = points.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0) / spread;
  const at = (x: number): number => y0 + slope * (x - x0);
  const residuals = points.map(([x, y]) => y - at(x));
  const squares = residuals.reduce((sum, one) => sum + one ** 2, 0);
  const free = independent(residuals, squares) - 2;
  const margin = free < 1 ? Infinity : student(free) * Math.sqrt(squares / free / spread);
  const xs = points.map(([x]) => x);
  return { slope, margin, from: at(Math.min(...xs)), to: at(Math.max(...xs)), count };
}

/** How many independent ones would say as much: by the correlation of each with the next. */
function independent(residuals: readonly number[], squares: number): number {
  const next = residuals.slice(1).reduce((sum, one, i) => sum + one * residuals[i]!, 0);
  const correlation = squares === 0 ? 0 : Math.max(0, next / squares);
  return (residuals.length * (1 - correlation)) / (1 + correlation);
}

/**
 * Student's t of 97.5 % by so many degrees of freedom (Abramowitz and Stegun, 26.7.5, three terms): too small by a quarter for
 * one, by 3 % for two, by less than that for more.
 */
const student = (free: number): number =>
  z + (z ** 3 + z) / (4 * free) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * free ** 2) + (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * free ** 3); // prettier-ignore
