import type { Element, Page } from '../../../models/code/page.ts';

/** An element and where it stands in its page. */
export interface Row {
  element: Element;
  /** null: it stands on the page itself. */
  parent: Element | null;
  /** 0: on the page itself. */
  depth: number;
  /** Among its siblings, from 0, and how many they are. */
  index: number;
  siblings: number;
}

/** All elements in the order in which they are read, parents before their children. */
export function rowsOf(page: Page): Row[] {
  const rows: Row[] = [];
  const visit = (children: readonly Element[], parent: Element | null, depth: number): void => {
    children.forEach((element, index) => {
      rows.push({ element, parent, depth, index, siblings: children.length });
      visit(element.children, element, depth + 1);
    });
  };
  visit(page.children, null, 0);
  return rows;
}

/** The rows by the ids of their elements. */
export const rowsById = (rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.element.id, row]));

/** The ids of the elements that an element stands in, the nearest first. */
export function ancestorsOf(rows: ReadonlyMap<string, Row>, id: string): string[] {
  const ids: string[] = [];
  for (let row = rows.get(id); row?.parent; row = rows.get(row.parent.id)) ids.push(row.parent.id);
  return ids;
}

/** What is chosen when an element goes: the next sibling, else the one before, else the heir of the parent, which goes too. */
export function heirOf(rows: readonly Row[], id: string): string | null {
  const at = rows.findIndex(({ element }) => element.id === id);
  const row = rows[at];
  if (!row) return null;
  const sibling = (index: number) =>
    rows.find(({ parent, index: other }) => parent === row.parent && other === index)?.element.id;
  return sibling(row.index + 1) ?? sibling(row.index - 1) ?? (row.parent && heirOf(rows, row.parent.id));
}
