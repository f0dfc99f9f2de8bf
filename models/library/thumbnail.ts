import type { Element, Page } from '../code/page.ts';
import { simplify } from '../drawing/simplify.ts';
import type { Ink } from '../drawing/stroke.ts';
import type { Note } from '../music/note.ts';
import type { Region } from '../music/take.ts';

/** A small picture without colours of its own: one SVG path on a box of that size. */
export interface Thumbnail {
  width: number;
  height: number;
  /** The `d` of an SVG path: numbers and letters only. */
  d: string;
  /** Filled; else its lines are drawn, this thick. */
  line: number | null;
}

const [width, height] = [160, 100];
/** Enough to recognise a shape at this size; more would only make the list heavy. */
const most = { notes: 400, points: 1200, boxes: 120 };

const short = (value: number): string => String(Math.round(value * 10) / 10);
const rectangle = (x: number, y: number, w: number, h: number): string =>
  `M${short(x)} ${short(y)}h${short(w)}v${short(h)}h${short(-w)}z`;

/** A small piano roll. @param region of time that it shows */
export function ofNotes(notes: readonly Note[], region: Region): Thumbnail {
  const step = Math.max(1, Math.ceil(notes.length / most.notes));
  const shown = notes.filter((_, i) => i % step === 0);
  let [low, high] = [127, 0];
  for (const { pitch } of shown) [low, high] = [Math.min(low, pitch), Math.max(high, pitch)];
  // Two octaves at least, so that a trill does not fill the picture.
  const spare = Math.max(0, 24 - (high - low)) / 2;
  const row = height / (high - low + 2 * spare + 1);
  const scale = width / Math.max(region.to - region.from, 0.1);
  const d = shown.map(({ pitch, start, end }) =>
    rectangle(
      (start - region.from) * scale,
      (high + spare - pitch) * row,
      Math.max(1, (end - start) * scale),
      Math.max(1.5, row * 0.9),
    ),
  );
  return { width, height, d: d.join(''), line: null };
}

/** The lines, fitted into the box. */
export function ofInk(ink: Ink): Thumbnail {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of ink) {
    for (const [x, y] of line) {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  if (right < left) return { width, height, d: '', line: 2 };
  const margin = 6;
  const scale = Math.min((width - 2 * margin) / (right - left || 1), (height - 2 * margin) / (bottom - top || 1));
  const x0 = (width - (right - left) * scale) / 2 - left * scale;
  const y0 = (height - (bottom - top) * scale) / 2 - top * scale;
  let points = 0;
  const d = ink.map((line) => {
    if (points > most.points) return '';
    // Half a pixel of the picture is not seen.
    const kept = simplify(line, 0.5 / scale);
    points += kept.length;
    // A dot is a line to itself: its round end is seen.
    const all = kept.length === 1 ? [kept[0]!, kept[0]!] : kept;
    return all.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${short(x * scale + x0)} ${short(y * scale + y0)}`).join('');
  });
  return { width, height, d: d.join(''), line: 2 };
}

/** The boxes of a page's elements. */
export function ofPage(page: Page): Thumbnail {
  const boxes: string[] = [];
  const longest = Math.max(0.1, bottomOf(page.children));
  const scale = Math.min(width, (height / longest) * 0.98);
  const left = (width - scale * Math.max(0.1, rightOf(page.children))) / 2;
  const visit = (elements: readonly Element[]): void => {
    for (const { box, children } of elements) {
      if (box && boxes.length < most.boxes) {
        const { x0, y0, x1, y1 } = box;
        boxes.push(rectangle(left + x0 * scale, y0 * scale + 1, (x1 - x0) * scale, (y1 - y0) * scale));
      }
      visit(children);
    }
  };
  visit(page.children);
  return { width, height, d: boxes.join(''), line: 1 };
}

const furthest = (elements: readonly Element[], side: 'x1' | 'y1'): number =>
  elements.reduce((most, { box, children }) => Math.max(most, box?.[side] ?? 0, furthest(children, side)), 0);
const bottomOf = (elements: readonly Element[]): number => furthest(elements, 'y1');
const rightOf = (elements: readonly Element[]): number => furthest(elements, 'x1');
