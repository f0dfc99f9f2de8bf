import { said } from '../words/said.ts';
import { decimals } from './outline.ts';
import { identity, type Matrix } from './svg-matrix.ts';
import { lengthOf, viewBoxOf, type Attributes } from './svg-shapes.ts';
import type { Warn } from './warnings.ts';

/** What a paper may measure (drawing.ts). */
const SMALLEST = 16;
const LARGEST = 16_384;
/** Icons are a few pixels large, plots a million: neither can be drawn in. Then the longer side gets this. */
const USUAL = 1024;
const TOO_SMALL = 256;

export interface Paper {
  width: number;
  height: number;
  /** From the file's units to the paper's pixels. */
  matrix: Matrix;
}

/**
 * The paper that a file's root element describes: `width` and `height`, else its view box, in CSS pixels.
 *
 * @param own whether Gomboc wrote the file: then its size is meant.
 */
export function paperOf(root: Attributes, own: boolean, warn: Warn): Paper {
  const box = viewBoxOf(root['viewBox']);
  if (root['viewBox'] !== undefined && !box) warn('The view box has no size and is ignored.');
  const [, , boxWidth, boxHeight] = box ?? [0, 0, 1024, 768];
  const given = { width: positive(root['width']), height: positive(root['height']) };
  if (!box && (!given.width || !given.height)) warn('The file gives no size; a paper of 1024 × 768 is assumed.');
  const width = given.width ?? ((given.height ?? boxHeight) / boxHeight) * boxWidth;
  const height = given.height ?? (width / boxWidth) * boxHeight;
  const longer = Math.max(width, height);
  const fits = longer <= LARGEST && (own || longer >= TOO_SMALL);
  const scale = fits ? 1 : USUAL / longer;
  const clamped = (side: number) => decimals(Math.min(LARGEST, Math.max(SMALLEST, side * scale)), 2);
  const paper = { width: clamped(width), height: clamped(height) };
  if (!fits)
    warn(
      said('The paper of {before} px becomes {after}.', {
        before: `${shown(width)} × ${shown(height)}`,
        after: `${paper.width} × ${paper.height}`,
      }),
    );
  const target = { width: width * scale, height: height * scale };
  return { ...paper, matrix: fitted(box ?? [0, 0, width, height], target, root['preserveAspectRatio']) };
}

type Box = readonly [x: number, y: number, width: number, height: number];

/** The box into the paper's middle, evenly scaled unless the file says otherwise. */
function fitted([x, y, w, h]: Box, { width, height }: { width: number; height: number }, ratio = ''): Matrix {
  const even = Math.min(width / w, height / h);
  const [sx, sy] = ratio.trim().startsWith('none') ? [width / w, height / h] : [even, even];
  const [dx, dy] = [(width - w * sx) / 2 - x * sx, (height - h * sy) / 2 - y * sy];
  return sx === 1 && sy === 1 && dx === 0 && dy === 0 ? identity : [sx, 0, 0, sy, dx, dy];
}

function positive(text: string | undefined): number | null {
  const length = lengthOf(text);
  return length !== null && length > 0 ? length : null;
}

function shown(length: number): string {
  return length >= 1e6 || length < 0.01 ? length.toExponential(1) : String(decimals(length, 2));
}
