import { said } from '../words/said.ts';
import { decimals } from './outline.ts';
import type { Matrix } from './svg-matrix.ts';
import { lengthOf, viewBoxOf, type Attributes, type Viewport } from './svg-shapes.ts';
import { fitted } from './svg-viewport.ts';
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
  viewport: Viewport;
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
  const seen = box ?? ([0, 0, width, height] as const);
  return {
    ...paper,
    matrix: fitted(seen, target, root['preserveAspectRatio']),
    viewport: { width: seen[2], height: seen[3] },
  };
}

function positive(text: string | undefined): number | null {
  const length = lengthOf(text);
  return length !== null && length > 0 ? length : null;
}

function shown(length: number): string {
  return length >= 1e6 || length < 0.01 ? length.toExponential(1) : String(decimals(length, 2));
}
