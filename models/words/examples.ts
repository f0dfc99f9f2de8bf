import type { Sentence, Words } from './words.ts';

/** What the examples that come with the app are called, by their files; of any other its file's name is told. */
const titles = new Map<string, Sentence>([
  ['bach-prelude-in-c', 'Bach prelude in C'],
  ['little-waltz', 'Little waltz'],
  ['face', 'Face'],
  ['half-cat', 'Half cat'],
  ['house', 'House'],
]);

/** "half-cat.json" → "Half cat", "sketch-login.png" → "Login"; in the language of the words. */
export function exampleTitle(name: string, { t }: Pick<Words, 't'>): string {
  const stem = name.replace(/\.[^.]+$/, '');
  const title = titles.get(stem);
  if (title) return t(title);
  const words = stem.replace(/^sketch-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
