import { extentOf } from '../../../models/code/correct.ts';
import type { Box, Element, Page } from '../../../models/code/page.ts';

/*
 * Where elements are on the sketch. Boxes are in frame units, as in models/code/page.ts: 1 is the frame's long side.
 */

const area = ({ x0, y0, x1, y1 }: Box): number => (x1 - x0) * (y1 - y0);

/**
 * The element under a point: the smallest there, for a click means what can't be hit otherwise. A leaf comes before a
 * container whose box is only the one around its children.
 * @param slack by how much a box is missed and still meant, so that a thin line can be hit
 */
export function elementAt(page: Page, x: number, y: number, slack = 0): Element | null {
  let best: Element | null = null;
  let least = Infinity;
  const visit = (elements: readonly Element[]): void => {
    for (const element of elements) {
      const box = extentOf(element);
      if (!box || x < box.x0 - slack || x > box.x1 + slack || y < box.y0 - slack || y > box.y1 + slack) continue;
      const size = area(box);
      // The later one lies on top; a child of the same size as its parent, too.
      if (size <= least) [best, least] = [element, size];
      visit(element.children);
    }
  };
  visit(page.children);
  return best;
}
