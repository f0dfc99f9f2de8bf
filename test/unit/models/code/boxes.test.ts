import { describe, expect, it } from 'vitest';
import {
  centreInside,
  foundOf,
  intersectionOverUnion,
  measures,
  placedOf,
  type Corners,
  type Placed,
} from '../../../../models/code/boxes.ts';
import type { Element, Kind } from '../../../../models/code/page.ts';

const label = (...box: Corners): Placed => ({ name: 'label', box });
const element = (kind: Kind, box: Element['box'], children: Element[] = []): Element => {
  return { id: kind, kind, text: '', children, box, reading: null, fixed: false };
};

describe('overlaps', () => {
  it('share of the area that either takes', () => {
    expect(intersectionOverUnion([0, 0, 2, 2], [1, 0, 3, 2])).toBeCloseTo(1 / 3);
    expect(intersectionOverUnion([0, 0, 1, 1], [1, 0, 2, 1])).toBe(0);
    expect(intersectionOverUnion([0, 0, 4, 4], [0, 0, 4, 4])).toBe(1);
  });

  it('a centre counts inside the true box only, and more in its middle', () => {
    expect(centreInside([4, 4, 6, 6], [0, 0, 10, 10])).toBe(1);
    expect(centreInside([0, 4, 2, 6], [0, 0, 10, 10])).toBeCloseTo(1 - 0.4 * 0.4);
    expect(centreInside([10, 4, 14, 6], [0, 0, 10, 10])).toBe(0);
  });
});

describe('elements found', () => {
  it('are told with their class, wherever in the tree, and not without a place', () => {
    const box = { x0: 0, y0: 0, x1: 1, y1: 1 };
    const card = element('card', null, [
      element('button-danger', box),
      element('label', null),
      element('divider', box),
    ]);
    const told = placedOf({ children: [element('heading-2', box), card] }, ({ x0, y0, x1, y1 }) => [
      x0,
      y0,
      x1 * 2,
      y1,
    ]);
    expect(told).toEqual([
      { name: 'heading', box: [0, 0, 2, 1] },
      { name: 'button', box: [0, 0, 2, 1] },
    ]);
  });

  it('give precision, recall and F1 over all pages together', () => {
    const pages = [
      { found: [label(0, 0, 1, 1), label(5, 5, 6, 6)], truth: [label(0, 0, 1, 1)] },
      { found: [], truth: [label(0, 0, 1, 1), label(2, 2, 3, 3)] },
    ];
    const { precision, recall, f1, count } = foundOf(pages, measures.iou);
    expect([precision, recall, count]).toEqual([1 / 2, 1 / 3, 3]);
    expect(f1).toBeCloseTo(0.4);
  });

  it('are found once, by the best, and only as what they are', () => {
    const truth = [label(0, 0, 10, 10)];
    expect(foundOf([{ found: [label(0, 0, 10, 8), label(0, 0, 10, 10)], truth }], measures.iou).precision).toBe(0.5);
    expect(foundOf([{ found: [{ name: 'link', box: [0, 0, 10, 10] }], truth }], measures.iou).recall).toBe(0);
    // The first overlaps both, the second only the first of them: matched greedily, the best first, both are found.
    const two = [label(0, 0, 10, 10), label(4, 0, 14, 10)];
    expect(foundOf([{ found: [label(3, 0, 13, 10), label(0, 0, 8, 10)], truth: two }], measures.iou).recall).toBe(1);
  });

  it('stand for one true element each, and leave the others to the next best', () => {
    const two = [label(0, 0, 10, 10), label(0, 0, 10, 9)];
    expect(foundOf([{ found: [label(0, 0, 10, 10)], truth: two }], measures.iou).recall).toBe(0.5);
    // The second would rather be the first true one, too.
    const pair = [label(0, 0, 10, 10), label(4, 0, 14, 10)];
    expect(foundOf([{ found: [label(0, 0, 10, 10), label(1, 0, 11, 10)], truth: pair }], measures.iou).recall).toBe(1);
  });

  it('count at half the area, or by their centre', () => {
    const page = { found: [label(0, 0, 4, 10)], truth: [label(0, 0, 10, 10)] };
    expect(foundOf([page], measures.iou).f1).toBe(0);
    expect(foundOf([page], measures.centre).f1).toBe(1);
  });

  it('nothing of nothing is nothing', () => {
    expect(foundOf([{ found: [], truth: [] }], measures.iou)).toEqual({ precision: 0, recall: 0, f1: 0, count: 0 });
  });
});
