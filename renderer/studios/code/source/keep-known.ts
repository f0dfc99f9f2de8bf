import type { Box, Element, Page } from '../../../../models/code/page.ts';
import { rowsOf } from '../outline.ts';

/** Boxes are written with so many decimals; two that are the same then are the same. */
const near = 0.0025;

const sameBox = (a: Box | null, b: Box | null): boolean =>
  a === b || (!!a && !!b && (['x0', 'y0', 'x1', 'y1'] as const).every((side) => Math.abs(a[side] - b[side]) < near));

/**
 * A page that was written as text, with what is known of its elements from before: markup says no ids and nothing of how
 * sure the model was. An element is the same as one before if its kind, text and place are; one whose kind and place are
 * had its text changed. Each is found once, in order.
 */
export function keepKnown(before: Page, written: Page): Page {
  const known = rowsOf(before).map(({ element }) => element);
  const taken = new Set(known.map(({ id }) => id));
  const used = new Set<string>();
  let next = 0;
  let number = 1;
  const take = (is: (other: Element) => boolean): Element | undefined => {
    const free = (other: Element) => !used.has(other.id) && is(other);
    const ahead = known.findIndex((other, i) => i >= next && free(other));
    if (ahead >= 0) next = ahead + 1;
    const found = ahead >= 0 ? known[ahead] : known.find(free);
    if (found) used.add(found.id);
    return found;
  };
  const freshId = (): string => {
    while (taken.has(`w${number}`)) number++;
    return `w${number++}`;
  };
  const keep = (element: Element): Element => {
    const { kind, text, box } = element;
    const there = (other: Element) => other.kind === kind && sameBox(other.box, box);
    const same = take((other) => there(other) && other.text === text);
    const retold = same || box === null ? undefined : take(there);
    const children = element.children.map(keep);
    if (same) return { ...same, children };
    if (retold) return { ...retold, text, children, fixed: true };
    return { ...element, id: freshId(), children, reading: null, fixed: true };
  };
  return { children: written.children.map(keep) };
}
