import type { ErrorEnvelope } from '../../models/error.ts';
import { tell as tellIn } from '../../models/words/errors.ts';
import { english, plain, type Said } from '../../models/words/said.ts';
import { subjectIn } from '../../models/words/subjects.ts';
import { languageOf, wordsIn, type Words } from '../../models/words/words.ts';
import type { Settings } from '../../electron/ipc/contract.ts';

/*
 * The window's language. What is said in a template, a $derived or an $effect is said anew when the language changes.
 */

let words = $state.raw<Words>(wordsIn('en'));

/** Says a sentence in the person's language: `t('Save as…')`, `t('Take {number}', { number })`. */
export const t = ((sentence: never, values: never) => words.t(sentence, values)) as Words['t'];

/** Says a sentence with a number: `plural(count, '{count} note', '{count} notes')`. */
export const plural: Words['plural'] = (...what) => words.plural(...what);

export const number: Words['number'] = (...what) => words.number(...what);

/** An error, in the person's language. */
export const tell = (error: ErrorEnvelope) => tellIn(error, words);

/** What a file says of itself, such as a model's title: translated if the app knows it. */
export const translated = (text: string | Said): string => {
  const said = typeof text === 'string' ? plain(text) : text;
  return words.retell(said) ?? english(said);
};

/** What a class of the drawing model is called. */
export const subjectName = (subject: string): string => subjectIn(words.language, subject);

/** The language that is spoken now, for dates. */
export const language = (): Words['language'] => words.language;

/** Changes the language at once, here and for whoever reads the page aloud. */
export function speak(setting: Settings['language']): void {
  const next = languageOf(setting, navigator.language);
  if (next !== words.language) words = wordsIn(next);
  document.documentElement.lang = next;
}
