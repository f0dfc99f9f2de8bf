import { PageGrammar } from './grammar.ts';
import { encodePage } from './markup.ts';
import type { Element, Kind, Page } from './page.ts';
import { childKinds, columnOf, columnWidth, hasText, isContainer, kinds } from './vocabulary.ts';

/*
 * Edits by a person's hand. Each gives a new page, in which what the person said is `fixed`; null: it cannot be done
 * there, because the result would be no page by the grammar, or because there is no such element.
 */

export type Direction = 'up' | 'down' | 'in' | 'out';

/** Whether the grammar knows such a tree. */
export function suits(page: Page): boolean {
  const grammar = new PageGrammar({ text: false, boxes: false });
  for (const token of encodePage(page, { text: false, boxes: false }).subarray(4)) {
    if (!grammar.allowed()[token]) return false;
    grammar.accept(token);
  }
  return true;
}

/** All elements, parents before their children: the order of the tokens. */
export function* walk(elements: readonly Element[]): Generator<Element> {
  for (const element of elements) {
    yield element;
    yield* walk(element.children);
  }
}

export interface Place {
  readonly element: Element;
  /** null: the page. */
  readonly parent: Element | null;
  readonly index: number;
}

/** Where an element is; null: nowhere. */
export function find(page: Page, id: string): Place | null {
  const look = (siblings: readonly Element[], parent: Element | null): Place | null => {
    for (const [index, element] of siblings.entries()) {
      if (element.id === id) return { element, parent, index };
      const found = look(element.children, element);
      if (found) return found;
    }
    return null;
  };
  return look(page.children, null);
}

/** The page with one element replaced by others (none: it is gone). What does not change is shared. */
export function replace(page: Page, id: string, others: (element: Element) => readonly Element[]): Page {
  const within = (siblings: readonly Element[]): readonly Element[] => {
    const next = siblings.flatMap((element) => {
      if (element.id === id) return others(element);
      const children = within(element.children);
      return children === element.children ? [element] : [{ ...element, children }];
    });
    const same = next.length === siblings.length && next.every((element, i) => element === siblings[i]);
    return same ? siblings : next;
  };
  const children = within(page.children);
  return children === page.children ? page : { children };
}

const checked = (page: Page): Page | null => (suits(page) ? page : null);

/** Replaces one element by another of the same place. */
function revise(page: Page, id: string, change: (element: Element) => Element | null): Page | null {
  const found = find(page, id);
  const changed = found && change(found.element);
  return changed ? checked(replace(page, id, () => [changed])) : null;
}

/** A container keeps those children that its new kind may hold; one that would hold nothing gets what it must hold. */
export function setKind(page: Page, id: string, kind: Kind): Page | null {
  return revise(page, id, (element) => {
    const text = hasText(kind) ? element.text : '';
    if (!isContainer(kind)) return { ...element, kind, text, children: [], fixed: true };
    const allowed = new Set<Kind>(childKinds(kind));
    const inner = isContainer(element.kind) ? element.children : [{ ...element, id: freshId(page) }];
    const children = inner.filter((child) => allowed.has(child.kind));
    const held = children.length > 0 ? children : filling(kind, freshId(page));
    return { ...element, kind, text, children: held, fixed: true };
  });
}

/** Kinds that the element may become where it is. */
export function kindsFor(page: Page, id: string): Kind[] {
  return kinds.filter((kind) => setKind(page, id, kind) !== null);
}

export function setText(page: Page, id: string, text: string): Page | null {
  return revise(page, id, (element) => (hasText(element.kind) ? { ...element, text, fixed: true } : null));
}

/** @param twelfths 1 to 12; all columns of a row share twelve */
export function setWidth(page: Page, id: string, twelfths: number): Page | null {
  return revise(page, id, (element) =>
    columnWidth(element.kind) === null || !Number.isInteger(twelfths) || twelfths < 1 || twelfths > 12
      ? null
      : { ...element, kind: columnOf(twelfths), fixed: true },
  );
}

/** The model read it right. */
export function confirm(page: Page, id: string): Page | null {
  return revise(page, id, (element) => ({ ...element, fixed: true }));
}

/** A container that held nothing else goes with it. */
export function remove(page: Page, id: string): Page | null {
  const found = find(page, id);
  if (!found) return null;
  const { parent } = found;
  if (parent && parent.children.length === 1) return remove(page, parent.id);
  return checked(replace(page, id, () => []));
}

/**
 * Adds an element of a kind: after a sibling or as a container's last child; `null`: at the end of the page.
 * Containers come with what they must hold.
 */
export function add(page: Page, kind: Kind, where: { after: string } | { into: string } | null): Page | null {
  const made = create(kind, freshId(page));
  if (!where) return checked({ children: [...page.children, made] });
  const id = 'after' in where ? where.after : where.into;
  const place = find(page, id)?.element;
  // Encoding passes over what a leaf holds, so that the grammar would not object.
  if (!place || ('into' in where && !isContainer(place.kind))) return null;
  return checked(
    replace(page, id, (element) =>
      'after' in where ? [element, made] : [{ ...element, children: [...element.children, made] }],
    ),
  );
}

/** The id that `add` gives: one more than any of its sort. */
export function freshId(page: Page): string {
  let highest = 0;
  for (const { id } of walk(page.children)) highest = Math.max(highest, Number(/^p(\d+)/.exec(id)?.[1] ?? 0));
  return `p${highest + 1}`;
}

/**
 * Up and down among its siblings; out of its container, to stand after it; into the container before it, or else
 * after it.
 */
export function move(page: Page, id: string, direction: Direction): Page | null {
  const found = find(page, id);
  if (!found) return null;
  const { element, parent, index } = found;
  const siblings = parent?.children ?? page.children;
  const moved = { ...element, fixed: true };
  if (direction === 'up' || direction === 'down') {
    const other = direction === 'up' ? index - 1 : index + 1;
    if (other < 0 || other >= siblings.length) return null;
    const order = [...siblings];
    order[index] = siblings[other]!;
    order[other] = moved;
    return checked(parent ? replace(page, parent.id, () => [{ ...parent, children: order }]) : { children: order });
  }
  const rest = remove(page, id);
  if (direction === 'out') {
    if (!parent) return null;
    // A parent that is left empty has gone with the child, which then takes its place.
    if (parent.children.length === 1) return checked(replace(page, parent.id, () => [moved]));
    return rest && checked(replace(rest, parent.id, (left) => [left, moved]));
  }
  const before = siblings[index - 1];
  const after = siblings[index + 1];
  if (!rest) return null;
  const into = (target: Element | undefined, place: (children: readonly Element[]) => readonly Element[]) =>
    target && isContainer(target.kind)
      ? checked(replace(rest, target.id, (left) => [{ ...left, children: place(left.children) }]))
      : null;
  return into(before, (children) => [...children, moved]) ?? into(after, (children) => [moved, ...children]);
}

/** Where an element goes: beside a sibling, or into a container as its last. */
export type Spot = { before: string } | { after: string } | { into: string };

/** Takes an element, with all that it holds, somewhere else. null also where that is where it stands. */
export function put(page: Page, id: string, spot: Spot): Page | null {
  const element = find(page, id)?.element;
  const nearId = 'before' in spot ? spot.before : 'after' in spot ? spot.after : spot.into;
  const near = find(page, nearId)?.element;
  if (!element || !near || find({ children: [element] }, nearId)) return null;
  if ('into' in spot && !isContainer(near.kind)) return null;
  // Put there under another id before it goes: a container that it leaves empty goes with it, which must not be this one.
  const standIn = freshId(page);
  const moved = { ...element, id: standIn };
  const twice = replace(page, nearId, (other) => {
    if ('into' in spot) return [{ ...other, children: [...other.children, moved] }];
    return 'before' in spot ? [moved, other] : [other, moved];
  });
  const once = remove(twice, id);
  const there = once && replace(once, standIn, () => [{ ...element, fixed: true }]);
  return there && sameOrder(page, there) ? null : there;
}

/** Whether the same elements stand in the same places. */
function sameOrder(one: Page | Element, other: Page | Element): boolean {
  return (
    one.children.length === other.children.length &&
    one.children.every((child, i) => child.id === other.children[i]!.id && sameOrder(child, other.children[i]!))
  );
}

/** A new element, with what its kind must hold. */
function create(kind: Kind, id: string, fixed = true): Element {
  const children = isContainer(kind) ? filling(kind, id) : [];
  return { id, kind, text: '', children, box: null, reading: null, fixed };
}

/** The least that a container holds, ids derived from `id`: nobody's word, but what must be there until something is. */
function filling(kind: Kind, id: string): Element[] {
  const usual: Partial<Record<Kind, Kind>> = {
    list: 'item',
    table: 'cells',
    cells: 'cell',
    tabs: 'tab-on',
    header: 'link',
  };
  return [create(usual[kind] ?? 'label', `${id}.1`, false)];
}
