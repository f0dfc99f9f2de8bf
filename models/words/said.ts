import type { Filled, Language, Place, Sentence } from './words.ts';

/*
 * A sentence and what fills its places, kept apart: whoever shows it can say it in the person's language, while the
 * log and the command line have it in English. Without the catalogues, so that every process can carry it.
 */

/** A place may hold another sentence. */
type Value = string | number | Said;

export interface Said {
  /** In English: the key in the catalogues. */
  readonly sentence: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** What a person can be told in every language that there is. */
export type Saying = Sentence | Said;

/** Fills a sentence's places: `said('“{name}” is empty.', { name })`. */
export function said(saying: Saying): Said;
export function said<S extends Filled>(sentence: S, values: Readonly<Record<Place<S>, Value>>): Said;
export function said(saying: string | Said, values: Said['values'] = {}): Said {
  return typeof saying === 'string' ? { sentence: saying, values } : saying;
}

/** What no catalogue holds: words of a library, and of the command line. */
export const plain = (text: string): Said => ({ sentence: text, values: {} });

/** A number as the language writes it, with so many digits after the point. */
export const written = (language: Language, value: number, digits?: number): string =>
  new Intl.NumberFormat(language, {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits ?? 3 },
    // 1234 is read as easily without a mark, and stands in names.
    useGrouping: 'min2',
  }).format(value);

/** Numbers are written as the language does; a place that nothing fills stays. */
export const filled = (sentence: string, language: Language, values: Readonly<Record<string, string | number>>) =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name]! : place;
    return typeof value === 'number' ? written(language, value) : value;
  });

/** Says the sentences in the places first. */
export const settled = (values: Said['values'], say: (said: Said) => string): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? say(value) : value]),
  );

/** In English, as it stands in the log. */
export const english = ({ sentence, values }: Said): string => filled(sentence, 'en', settled(values, english));
