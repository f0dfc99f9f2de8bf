import type { Element, Page } from '../code/page.ts';
import { defaultSampling } from '../code/request.ts';
import { columnWidth } from '../code/vocabulary.ts';
import { nearest, settingsArms, surpriseWord, traitsOf, wordFor, type SettingsArm } from './traits.ts';

/* What a reading of a sketch is like, and with which settings of the Code studio to read it in other ways. */

/** Where it is. @param drawn the sketch was drawn here; else it is a picture */
export interface CodePlace {
  drawn: boolean;
}

const placesOf = ({ drawn }: CodePlace): string[] => ['code', drawn ? 'code/drawn' : 'code/picture'];

/** A finished reading, as far as taste looks at it. */
export interface ReadingLike {
  page: Page;
  /** Nats a token; null: not known. */
  nll: number | null;
}

/** What it is like: how many elements, how deep inside each other, how many columns, how wordy, how surprising to the model. */
export function readingTraits(place: CodePlace, { page, nll }: ReadingLike): string[] {
  const { elements, columns, letters } = countsOf(page.children);
  // All edges by eye, so that readings of the examples fall on different sides of them.
  return traitsOf(placesOf(place), {
    elements: wordFor(elements, [8, 16, 24], ['few', 'some', 'many', 'crowded']),
    nesting: wordFor(depthOf(page.children), [2, 4, 5], ['flat', 'shallow', 'nested', 'deep']),
    columns: wordFor(columns, [1, 3, 5], ['none', 'few', 'several', 'many']),
    words: wordFor(letters / Math.max(1, elements), [2, 3, 5], ['silent', 'brief', 'wordy', 'talkative']),
    surprise: surpriseWord(nll, [0.8, 1.1, 1.4]),
  });
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

const depthOf = (elements: readonly Element[]): number =>
  elements.reduce((most, { children }) => Math.max(most, 1 + depthOf(children)), 0);

export interface CodeSettings {
  temperature: number;
}

/** The usual one first. */
const temperatures = [defaultSampling.temperature, 0.4, 1, 1.3] as const;

export const settingsTraits = (place: CodePlace, { temperature }: CodeSettings): string[] =>
  traitsOf(placesOf(place), { temperature: String(nearest(temperature, temperatures)) });

/** What there is to choose among; none of it can be set by hand. */
export const codeArms = (place: CodePlace): SettingsArm<CodeSettings>[] =>
  settingsArms(
    temperatures.map((temperature) => ({ temperature })),
    (settings) => settingsTraits(place, settings),
  );
