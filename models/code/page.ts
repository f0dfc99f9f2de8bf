/*
 * A page as a tree of elements: what a sketch is read into, what a person corrects, what code is made from.
 * models/code/train/page.py says the same in Python and why; vocabulary.json is what both agree on.
 */

const columns = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((twelfths) => `column-${twelfths}` as ColumnKind);

export type ColumnKind = `column-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`;

/** Twelfths of their row, which holds either columns or leaves side by side. */
export const columnKinds: readonly ColumnKind[] = columns;

/** They hold others. `cells` is one line of a `table`. */
export const containerKinds = ['header', 'sidebar', 'footer', 'row', 'card', 'list', 'table', 'cells', 'tabs'] as const;

/** They may carry a text; the empty text is a squiggle, or a box without words. */
export const textKinds = [
  ...(['heading-1', 'heading-2', 'heading-3', 'paragraph', 'label', 'link'] as const),
  ...(['button-primary', 'button-secondary', 'button-success', 'button-warning', 'button-danger'] as const),
  ...(['input', 'textarea', 'search', 'select'] as const),
  ...(['checkbox-off', 'checkbox-on', 'radio-off', 'radio-on', 'switch-off', 'switch-on'] as const),
  ...(['image', 'item', 'cell', 'tab-off', 'tab-on'] as const),
] as const;

export const muteKinds = [
  ...(['password', 'slider', 'avatar', 'icon', 'video', 'pagination', 'progress', 'divider', 'chart'] as const),
] as const;

export type ContainerKind = (typeof containerKinds)[number] | ColumnKind;
export type TextKind = (typeof textKinds)[number];
export type MuteKind = (typeof muteKinds)[number];
export type Kind = ContainerKind | TextKind | MuteKind;

/** Frame units: 1 is the long side of the frame (512 pixels), in whose top left corner the picture lies. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface Alternative {
  readonly kind: Kind;
  /** Of all kinds that were allowed there, 0..1. */
  readonly probability: number;
}

/** How sure the model was. */
export interface Reading {
  /** Probability of the kind among those that were allowed, 0..1. */
  readonly confidence: number;
  /** Geometric mean of its characters' probabilities, 0..1; null: it has no text. */
  readonly textConfidence: number | null;
  /** Other kinds, the likeliest first. */
  readonly alternatives: readonly Alternative[];
}

export interface Element {
  /** Unique in its page, and kept through edits. */
  readonly id: string;
  readonly kind: Kind;
  readonly text: string;
  readonly children: readonly Element[];
  /** Where it is on the sketch; null: nowhere that is known. */
  readonly box: Box | null;
  /** null: a person's work, or a file's, not the model's. */
  readonly reading: Reading | null;
  /** The person said so (added, changed or confirmed it): no new reading may undo it. */
  readonly fixed: boolean;
}

export interface Page {
  readonly children: readonly Element[];
}
