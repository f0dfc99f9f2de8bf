import type { Element, Kind, Page } from './page.ts';

/* How many of the elements that are there were found, and where: models/code/train/score.py. */

/** Left, top, right, bottom, of any unit. */
export type Corners = readonly [number, number, number, number];

/** An element by the class that photos are labelled with. */
export interface Placed {
  name: string;
  box: Corners;
}

/** Precision, recall, their harmonic mean, and how many there are in truth. */
export interface Found {
  precision: number;
  recall: number;
  f1: number;
  count: number;
}

const classes: Partial<Record<Kind, string>> = {
  ...{ 'heading-1': 'heading', 'heading-2': 'heading', 'heading-3': 'heading' },
  ...{ 'button-primary': 'button', 'button-secondary': 'button', 'button-success': 'button' },
  ...{ 'button-warning': 'button', 'button-danger': 'button' },
  ...{ input: 'input', textarea: 'input', password: 'input', search: 'input', select: 'select' },
  ...{ 'checkbox-off': 'checkbox', 'checkbox-on': 'checkbox', 'radio-off': 'radio', 'radio-on': 'radio' },
  ...{ image: 'image', video: 'image', avatar: 'image' },
  ...{ label: 'label', item: 'label', cell: 'label', paragraph: 'paragraph', link: 'link' },
};

/** What of a page has such a class and a place; `to` makes the place the caller's unit. */
export function placedOf(page: Page, to: (box: NonNullable<Element['box']>) => Corners): Placed[] {
  const visit = (element: Element): Placed[] => {
    const name = classes[element.kind];
    const own = name !== undefined && element.box ? [{ name, box: to(element.box) }] : [];
    return [...own, ...element.children.flatMap(visit)];
  };
  return page.children.flatMap(visit);
}

/** Area in common ÷ area of both. */
export function intersectionOverUnion(a: Corners, b: Corners): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = (box: Corners) => (box[2] - box[0]) * (box[3] - box[1]);
  return (width * height) / (area(a) + area(b) - width * height);
}

/** 0.6 to 1 where the centre of what was found lies in the true box, more the nearer to its middle; else 0. */
export function centreInside(found: Corners, truth: Corners): number {
  const [x, y] = [(found[0] + found[2]) / 2, (found[1] + found[3]) / 2];
  if (x < truth[0] || x > truth[2] || y < truth[1] || y > truth[3]) return 0;
  const off = (at: number, low: number, high: number) => Math.abs(at - (low + high) / 2) / (high - low);
  return 1 - 0.4 * (off(x, truth[0], truth[2]) + off(y, truth[1], truth[3]));
}

/** How much of an overlap is a find. */
export const measures = {
  iou: { overlap: intersectionOverUnion, least: 0.5 },
  centre: { overlap: centreInside, least: 0.01 },
} as const;

/** Over all pages; one-to-one within a class, the best overlap first. */
export function foundOf(
  pages: readonly { found: readonly Placed[]; truth: readonly Placed[] }[],
  { overlap, least }: (typeof measures)[keyof typeof measures],
): Found {
  const sum = (count: (page: (typeof pages)[number]) => number) => pages.reduce((all, page) => all + count(page), 0);
  const hits = sum(({ found, truth }) => hitsOf(found, truth, overlap, least));
  const count = sum(({ truth }) => truth.length);
  const given = sum(({ found }) => found.length);
  const precision = hits / Math.max(1, given);
  const recall = hits / Math.max(1, count);
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall), count };
}

function hitsOf(
  found: readonly Placed[],
  truth: readonly Placed[],
  overlap: (a: Corners, b: Corners) => number,
  least: number,
): number {
  const pairs = found.flatMap((one, i) =>
    truth.flatMap((other, j) => (one.name === other.name ? [{ i, j, score: overlap(one.box, other.box) }] : [])),
  );
  const [usedFound, usedTruth] = [new Set<number>(), new Set<number>()];
  for (const { i, j, score } of pairs.sort((a, b) => b.score - a.score)) {
    if (score < least || usedFound.has(i) || usedTruth.has(j)) continue;
    usedFound.add(i);
    usedTruth.add(j);
  }
  return usedTruth.size;
}
