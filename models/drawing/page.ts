import type { Page } from './request.ts';
import type { Ink, Line } from './stroke.ts';
import { FRAME } from './vocabulary.ts';

/*
 * The model draws on a square page, the person on paper of any shape, and small or large on it. In training a drawing
 * takes up 0.45 to 1 page and lies anywhere on it, so the page is the paper's square, unless the ink is small on it.
 */

/** A page is made smaller until the ink's larger side is at least so much of it. */
const LEAST = 0.35;
/** Sides differ by this factor, and corners lie on a grid, so that a drawing that grows does not shift its page each time. */
const STEP = Math.SQRT2;
const GRID = 8;
/** Ink smaller than this share of the paper is a dot: it says nothing of the drawing's size. */
const DOT = 1 / 32;
/** Of a page that reaches beyond the paper, the ink takes up at most so much. */
const MOST = 0.85;

/** Paper pixels: a request says no corner farther out (request.ts). Ink lies within half of it, so the page still holds it. */
const FARTHEST = 2_000_000;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The square of the paper that becomes the model's page. It contains all ink. Total: empty ink and dots too. */
export function pageFor(paper: { width: number; height: number }, ink: Ink): Page {
  const side = Math.max(paper.width, paper.height);
  const whole = { x: (paper.width - side) / 2, y: (paper.height - side) / 2, side };
  const box = boundsOf(ink);
  if (!box) return whole;
  const extent = Math.max(box.right - box.left, box.bottom - box.top);
  if (!contains(whole, box)) return around(box, whole, grown(side, extent));
  if (extent < DOT * side) return whole;
  let smaller = side;
  while (extent < LEAST * smaller) smaller /= STEP;
  return smaller === side ? whole : around(box, whole, smaller);
}

function grown(side: number, extent: number): number {
  let larger = side;
  while (extent > MOST * larger) larger *= STEP;
  return larger;
}

/** A page of this side about the ink, inside the whole one if it fits, and its corner on a grid. */
function around(box: Box, whole: Page, side: number): Page {
  const snap = (low: number, high: number, origin: number): number => {
    const cell = side / GRID;
    const wanted = origin + Math.round(((low + high) / 2 - side / 2 - origin) / cell) * cell;
    const room = whole.side - side;
    const inside = room >= 0 && low >= origin && high <= origin + whole.side;
    return inside ? Math.min(origin + room, Math.max(origin, wanted)) : Math.max(-FARTHEST, wanted);
  };
  return { x: snap(box.left, box.right, whole.x), y: snap(box.top, box.bottom, whole.y), side };
}

function contains({ x, y, side }: Page, { left, top, right, bottom }: Box): boolean {
  return left >= x && top >= y && right <= x + side && bottom <= y + side;
}

function boundsOf(ink: Ink): Box | null {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const line of ink) {
    for (const [x, y] of line) {
      if (x < box.left) box.left = x;
      if (x > box.right) box.right = x;
      if (y < box.top) box.top = y;
      if (y > box.bottom) box.bottom = y;
    }
  }
  return box.left <= box.right ? box : null;
}

/** A page for a drawing whose paper is not known: the ink in its middle, as large as in training on average. */
export function pageAround(ink: Ink): Page {
  const box = boundsOf(ink) ?? { left: 0, top: 0, right: 1, bottom: 1 };
  const side = Math.max(1, box.right - box.left, box.bottom - box.top) / AVERAGE;
  const corner = (low: number, high: number) => Math.max(-FARTHEST, (low + high - side) / 2);
  return { x: corner(box.left, box.right), y: corner(box.top, box.bottom), side };
}

/** The middle of the sizes in models/drawing/train/config.py. */
const AVERAGE = 0.725;

/**
 * Paper pixels to page units and 64ths of them: so that a float's last digit, which depends on where the page lies, does
 * not decide which of two points of a regular shape is kept.
 */
export function toPage({ x, y, side }: Page, line: Line): Line {
  const scale = (64 * FRAME) / side;
  return line.map(([px, py]) => [Math.round((px - x) * scale) / 64, Math.round((py - y) * scale) / 64]);
}

/** Page units to paper pixels, within what a stroke can say. */
export function toPaper({ x, y, side }: Page, line: Line): Line {
  const scale = side / FRAME;
  return line.map(([ux, uy]) => [sayable(x + ux * scale), sayable(y + uy * scale)]);
}

function sayable(coordinate: number): number {
  return Math.min(1_000_000, Math.max(-1_000_000, coordinate));
}
