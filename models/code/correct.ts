import { find, freshId, replace, suits, walk } from './edit.ts';
import { append, type Told } from './markup.ts';
import type { Box, Element, Page } from './page.ts';
import { hasBox, hasText, isContainer, token } from './vocabulary.ts';

/** A new reading's element stands for an older one that the person had fixed if they overlap so much (IoU). */
const SAME = 0.3;

/**
 * What is settled when a person has corrected an element: the tokens of everything before it and of itself, after the
 * marks. Containers that are over are closed; those that it stands in, and itself if it is one, stay open.
 */
export function prefixOf(page: Page, id: string, told: Told): number[] {
  const tokens: number[] = [];
  const put = (siblings: readonly Element[]): boolean => {
    for (const element of siblings) {
      append(tokens, element, told, true);
      if (element.id === id) return true;
      if (!isContainer(element.kind)) continue;
      if (put(element.children)) return true;
      tokens.push(token.end);
    }
    return false;
  };
  put(page.children);
  return tokens;
}

/**
 * The page after a new reading that went on from `prefixOf(page, id)`: up to the element all is as it was, what
 * follows is the reading's, and what the person had fixed further on is put back, matched by its place on the sketch, or
 * in what it stood in.
 *
 * @param read what PageReader makes of the prefix and the tokens after it
 */
export function graft(page: Page, id: string, read: Page): Page {
  const before = [...walk(page.children)];
  const count = before.findIndex((element) => element.id === id) + 1;
  const taken = new Set(before.map((element) => element.id));
  let seen = 0;
  const settle = (element: Element): Element => {
    const known = seen < count ? before[seen]! : null;
    seen++;
    const children = element.children.map(settle);
    return known ? { ...known, children } : { ...element, id: unused(element.id, taken), children };
  };
  const grafted: Page = { children: read.children.map(settle) };
  const fixed = before.slice(count).filter((element) => element.fixed);
  return fixed.reduce((next, element) => putBack(next, element, page), grafted);
}

function unused(id: string, taken: Set<string>): string {
  let free = id;
  for (let i = 2; taken.has(free); i++) free = `${id}-${i}`;
  taken.add(free);
  return free;
}

/** The element where the new reading has one in its place, or else where it stood, or else at the end. */
function putBack(page: Page, element: Element, old: Page): Page {
  if (find(page, element.id)) return page;
  const extent = extentOf(element);
  const container = isContainer(element.kind);
  let best: Element | null = null;
  let most = SAME;
  for (const other of walk(page.children)) {
    if (other.fixed || isContainer(other.kind) !== container) continue;
    const box = extentOf(other);
    const overlap = extent && box ? overlapOf(extent, box) : 0;
    if (overlap < most) continue;
    most = overlap;
    best = other;
  }
  if (best) {
    const match = best;
    const next = replace(page, match.id, () => [{ ...element, children: container ? match.children : [] }]);
    if (suits(next)) return next;
    // The kind does not suit its new surroundings; the words still do.
    if (hasText(match.kind)) return replace(page, match.id, () => [{ ...match, text: element.text, fixed: true }]);
  }
  return putInside(page, element, old) ?? putLast(page, element);
}

/**
 * The element in what its parent is now, at its turn: lines, cells and tabs have no other place. null: it can't stand
 * there; or it is a container that was read, and what it holds was read anew.
 */
function putInside(page: Page, element: Element, old: Page): Page | null {
  const { parent, index } = find(old, element.id)!;
  const home = parent && counterpart(page, parent, old);
  // On the page itself its turn says less than its place, where it has one.
  if (parent ? !home : extentOf(element)) return null;
  const line = element.kind === 'cells';
  if (isContainer(element.kind) && !line && element.reading) return null;
  const children = [...(home ?? page).children];
  const there = children[index];
  // What was read is what is read there now; what the person added comes beside it.
  if ((line || !hasBox(element.kind)) && element.reading && there && !there.fixed)
    children[index] = { ...element, children: there.children };
  else children.splice(index, 0, renamed(element, page));
  const next = home ? replace(page, home.id, () => [{ ...home, children }]) : { children };
  return suits(next) ? next : null;
}

/** What a container of the old page is now; null: nothing. */
function counterpart(page: Page, container: Element, old: Page): Element | null {
  const kept = find(page, container.id);
  if (kept) return kept.element;
  const extent = extentOf(container);
  const alike = [...walk(page.children)].filter(({ kind }) => kind === container.kind);
  if (!extent) {
    const { parent, index } = find(old, container.id)!;
    const turn = parent && counterpart(page, parent, old)?.children[index];
    return alike.find((one) => one === turn) ?? null;
  }
  const overlap = (one: Element): number => {
    const box = extentOf(one);
    return box ? overlapOf(extent, box) : 0;
  };
  const [best] = alike.filter((one) => overlap(one) >= SAME).sort((a, b) => overlap(b) - overlap(a));
  return best ?? null;
}

function putLast(page: Page, element: Element): Page {
  const last = page.children.at(-1);
  const closing = last?.kind === 'footer' ? 1 : 0;
  const children = [...page.children];
  children.splice(children.length - closing, 0, renamed(element, page));
  return suits({ children }) ? { children } : page;
}

/** Its children may have been read anew, under the same ids. */
function renamed(element: Element, page: Page): Element {
  const taken = new Set([...walk(page.children)].map(({ id }) => id));
  const rename = (one: Element): Element => ({
    ...one,
    id: taken.has(one.id) ? unused(freshId(page), taken) : one.id,
    children: one.children.map(rename),
  });
  return rename(element);
}

/**
 * Whether an element of a new reading is the one that was called so before: ids only count the elements. A container may
 * hold more now, so that its place tells nothing.
 */
export function isAgain({ kind, box }: Element, before: Element): boolean {
  if (kind !== before.kind) return false;
  return isContainer(kind) || !box || !before.box || overlapOf(box, before.box) >= SAME;
}

/** Its own box, or that of all it holds. */
export function extentOf(element: Element): Box | null {
  if (element.box) return element.box;
  return element.children.map(extentOf).reduce((a, b) => {
    if (!a || !b) return a ?? b;
    return {
      ...{ x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0) },
      ...{ x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) },
    };
  }, null);
}

/** Intersection over union. */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  if (width <= 0 || height <= 0) return 0;
  const area = (c: Box) => (c.x1 - c.x0) * (c.y1 - c.y0);
  return (width * height) / (area(a) + area(b) - width * height);
}
