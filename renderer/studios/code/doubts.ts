import type { Alternative, Element, Kind } from '../../../models/code/page.ts';
import { rowsOf } from './outline.ts';
import type { Page } from '../../../models/code/page.ts';

/*
 * What the model is not sure of. A person's word settles it: what is fixed is never in doubt.
 */

/** What is in doubt about an element: what it is, what is written there, both, or nothing. */
export interface Doubt {
  kind: boolean;
  text: boolean;
}

/** @param threshold confidence, 0..1, below which something is in doubt */
export function doubtOf(element: Element, threshold: number): Doubt {
  const { reading, fixed, text } = element;
  if (!reading || fixed) return { kind: false, text: false };
  return {
    kind: reading.confidence < threshold,
    text: text !== '' && reading.textConfidence !== null && reading.textConfidence < threshold,
  };
}

export function isDoubtful(element: Element, threshold: number): boolean {
  const { kind, text } = doubtOf(element, threshold);
  return kind || text;
}

/** Ids of the elements in doubt, in reading order. */
export const doubtsIn = (page: Page, threshold: number): string[] =>
  rowsOf(page).flatMap(({ element }) => (isDoubtful(element, threshold) ? [element.id] : []));

/** The one after (or before) `from` in reading order, around the end; null: there is none. */
export function nextDoubt(page: Page, threshold: number, from: string | null, step: 1 | -1): string | null {
  const ids = rowsOf(page).map(({ element }) => element.id);
  const doubtful = new Set(doubtsIn(page, threshold));
  const start = from === null ? (step > 0 ? -1 : ids.length) : ids.indexOf(from);
  for (let i = 1; i <= ids.length; i++) {
    const id = ids[(((start + step * i) % ids.length) + ids.length) % ids.length]!;
    if (doubtful.has(id) && (id !== from || i === ids.length)) return id;
  }
  return null;
}

/** What it may be instead, the likeliest first, of what is allowed there. */
export const alternativesOf = (element: Element, allowed: ReadonlySet<Kind>): Alternative[] =>
  (element.reading?.alternatives ?? []).filter(({ kind }) => kind !== element.kind && allowed.has(kind));
