import type { Element, Page } from '../code/page.ts';
import { defaultSampling } from '../code/request.ts';
import { columnWidth } from '../code/vocabulary.ts';
import { nearest, settingsArms, traitsOf, type SettingsArm } from './traits.ts';

/* What a reading of a sketch is like, and with which settings of the Code studio to read it in other ways. */

/** Where it is. @param drawn the sketch was drawn here; else it is a picture */
export interface CodePlace {
  drawn: boolean;
}

const placesOf = ({ drawn }: CodePlace): string[] => ['code', drawn ? 'code/drawn' : 'code/picture'];

/** A finished reading, as far as taste looks at it. */
export interface ReadingLike {
  page: Page;
  /** Nats a token. */
  nll: number;
}

/**
 * What it is like beside the others that were made with it: how many elements, how many columns, how much text, how
 * surprising to the model. Readings of one sketch are much alike: what they all share says nothing of what a person likes.
 */
export function readingTraits(place: CodePlace, reading: ReadingLike, among: readonly ReadingLike[]): string[] {
  const beside = (of: (one: ReadingLike) => number, words: readonly [string, string, string]) =>
    words[1 + compared(of(reading), among.map(of))]!;
  const count = (name: keyof Counts) => (one: ReadingLike) => countsOf(one.page.children)[name];
  return traitsOf(placesOf(place), {
    elements: beside(count('elements'), ['fewer', 'same', 'more']),
    columns: beside(count('columns'), ['fewer', 'same', 'more']),
    words: beside(count('letters'), ['fewer', 'same', 'more']),
    surprise: beside(({ nll }) => nll, ['expected', 'familiar', 'surprising']),
  });
}

/** Nearer than so much of it to the middle one is the same. */
const same = 0.02;

/** -1, 0 or 1: less than the middle of the values, about as much, or more. */
function compared(value: number, values: readonly number[]): -1 | 0 | 1 {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  if (Math.abs(value - middle) <= same * Math.abs(middle)) return 0;
  return value < middle ? -1 : 1;
}

interface Counts {
  elements: number;
  columns: number;
  letters: number;
}

const countsOf = (elements: readonly Element[]): Counts =>
  elements.reduce(
    (sum, { kind, text, children }) => {
      const inside = countsOf(children);
      return {
        elements: sum.elements + 1 + inside.elements,
        columns: sum.columns + Number(columnWidth(kind) !== null) + inside.columns,
        letters: sum.letters + text.length + inside.letters,
      };
    },
    { elements: 0, columns: 0, letters: 0 },
  );

export interface CodeSettings {
  temperature: number;
}

/** The usual one first. */
const temperatures = [defaultSampling.temperature, 0.7, 1.3, 1.6] as const;

export const settingsTraits = (place: CodePlace, { temperature }: CodeSettings): string[] =>
  traitsOf(placesOf(place), { temperature: String(nearest(temperature, temperatures)) });

/** What there is to choose among; none of it can be set by hand. */
export const codeArms = (place: CodePlace): SettingsArm<CodeSettings>[] =>
  settingsArms(
    temperatures.map((temperature) => ({ temperature })),
    (settings) => settingsTraits(place, settings),
  );
