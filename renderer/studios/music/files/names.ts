import type { Sentence } from '../../../../models/words/words.ts';
import { t } from '../../../lib/words.svelte.ts';

/** A file's name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '');

/** What the examples that come with the app are called. */
const titles = new Map<string, Sentence>([
  ['bach-prelude-in-c', 'Bach prelude in C'],
  ['little-waltz', 'Little waltz'],
]);

/** "little-waltz.mid" → "Little waltz", in the person's language. */
export function exampleTitle(name: string): string {
  const title = titles.get(stemOf(name));
  if (title) return t(title);
  const words = stemOf(name).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
