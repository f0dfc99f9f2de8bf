import type { Sentence } from '../../../../models/words/words.ts';
import type { Corners, Point } from '../../../../models/code/straighten.ts';
import type { Size } from '../../../lib/ink/view.ts';
import { t } from '../../../lib/words.svelte.ts';

/** In the order of Corners. */
export const cornerNames = [
  'Top left corner',
  'Top right corner',
  'Bottom right corner',
  'Bottom left corner',
] as const satisfies readonly Sentence[];

/** Sides shorter than this, in pixels, hold no page. */
const shortestSide = 24;

/** The picture's own corners. */
export const wholeOf = ({ width, height }: Size): Corners => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];

export const isWhole = (corners: Corners, size: Size): boolean =>
  wholeOf(size).every(({ x, y }, i) => corners[i]!.x === x && corners[i]!.y === y);

/** Inside the picture. */
export const keptInside = ({ x, y }: Point, { width, height }: Size): Point => ({
  x: Math.min(width, Math.max(0, x)),
  y: Math.min(height, Math.max(0, y)),
});

/** With one of them elsewhere. */
export const withCorner = (corners: Corners, index: number, spot: Point): Corners =>
  corners.map((corner, i) => (i === index ? spot : corner)) as unknown as Corners;

/**
 * Whether a sheet of paper can look like that: convex, clockwise on the screen, no side or corner too small. Anything
 * else would be turned inside out by straightening.
 */
export function isSheet(corners: Corners): boolean {
  return corners.every((here, i) => {
    const [before, after] = [corners[(i + 3) % 4]!, corners[(i + 1) % 4]!];
    const [inX, inY, outX, outY] = [here.x - before.x, here.y - before.y, after.x - here.x, after.y - here.y];
    const turn = inX * outY - inY * outX;
    const [into, outOf] = [Math.hypot(inX, inY), Math.hypot(outX, outY)];
    // Sine of the corner: below 0.1 (6°) it is no corner, but a line.
    return outOf >= shortestSide && turn >= 0.1 * into * outOf;
  });
}

/** The corners in the picture turned by a quarter, and named anew as it is held then. `size`: before it is turned. */
export function turnedCorners(corners: Corners, { width, height }: Size, way: 'left' | 'right'): Corners {
  const [a, b, c, d] = corners;
  if (way === 'right') {
    const turn = ({ x, y }: Point): Point => ({ x: height - y, y: x });
    return [turn(d), turn(a), turn(b), turn(c)];
  }
  const turn = ({ x, y }: Point): Point => ({ x: y, y: width - x });
  return [turn(b), turn(c), turn(d), turn(a)];
}

/** Where a corner is, in words: in hundredths of the picture, from its top left. */
export function cornerPlace({ x, y }: Point, { width, height }: Size): string {
  const [left, top] = [Math.round((100 * x) / width), Math.round((100 * y) / height)];
  return t('{left} % from the left, {top} % from the top', { left, top });
}

/** What the arrow keys move a corner by, pixels of the picture as it is shown: one, with shift twenty. */
export function keyStep(code: string, shift: boolean): { dx: number; dy: number } | null {
  const length = shift ? 20 : 1;
  switch (code) {
    case 'ArrowLeft':
      return { dx: -length, dy: 0 };
    case 'ArrowRight':
      return { dx: length, dy: 0 };
    case 'ArrowUp':
      return { dx: 0, dy: -length };
    case 'ArrowDown':
      return { dx: 0, dy: length };
    default:
      return null;
  }
}
