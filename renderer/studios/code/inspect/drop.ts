import type { Spot } from '../../../../models/code/edit.ts';
import { rowsById, type Row } from '../outline.ts';

/*
 * Where an element goes that is let go over the list of the structure, and the line that shows it.
 */

export interface Drop {
  spot: Spot;
  /** The row that shows it, and where: a line along an edge, from this depth on, or all of it. */
  mark: { id: string; edge: 'top' | 'bottom' | 'whole'; depth: number };
}

/** Of a container's row, from either edge: nearer, it goes beside, and between them inside. */
const EDGE = 0.3;

/**
 * @param rows those on the screen
 * @param at the row under the pointer
 * @param share where in its height: 0 is its upper edge, 1 the lower
 * @param depth what the pointer is at, from the left. At the end of a container one further out gets behind it.
 */
export function dropAt(rows: readonly Row[], at: Row, share: number, depth: number): Drop {
  const { element } = at;
  const container = element.children.length > 0;
  const edge = container ? EDGE : 0.5;
  const mark = (where: Drop['mark']['edge'], at: Row) => ({ id: element.id, edge: where, depth: at.depth });
  if (share < edge) return { spot: { before: element.id }, mark: mark('top', at) };
  if (share < 1 - edge) return { spot: { into: element.id }, mark: mark('whole', at) };
  const next = rows[rows.indexOf(at) + 1];
  // Of an open container the lower edge is the upper one of what it holds.
  if (next?.parent === element) return { spot: { before: next.element.id }, mark: mark('bottom', next) };
  const behind = outwards(rowsById(rows), at, depth);
  return { spot: { after: behind.element.id }, mark: mark('bottom', behind) };
}

/** The row itself, or a container that ends with it, as deep as is wanted. */
function outwards(rows: ReadonlyMap<string, Row>, row: Row, depth: number): Row {
  let here = row;
  while (here.depth > Math.max(0, depth) && here.parent && here.index === here.siblings - 1) {
    here = rows.get(here.parent.id)!;
  }
  return here;
}
