import type { Command } from './commands.ts';

/** How many commands are remembered as lately used. */
const mostRecent = 8;

/**
 * Commands to choose from, the likeliest first: those that fit the words best, or without words those lately used, in the
 * order of their last use.
 * @param recent ids, the latest first
 * @param score how well a title fits what was typed, 0 not at all
 */
export function findCommands(
  commands: readonly Command[],
  words: string,
  recent: readonly string[],
  score: (title: string, words: string, keywords: string[]) => number,
): readonly Command[] {
  const listed = commands.filter(({ unlisted }) => !unlisted);
  const used = ({ id }: Command): number => (recent.includes(id) ? recent.length - recent.indexOf(id) : 0);
  if (words.trim() === '') return listed.toSorted((a, b) => used(b) - used(a));
  return listed
    .map((command) => ({ command, fit: score(command.title, words.trim(), [command.group]) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || used(b.command) - used(a.command))
    .map(({ command }) => command);
}

/** The ids of those lately used, once this one was. */
export const withRecent = (recent: readonly string[], id: string): string[] =>
  [id, ...recent.filter((one) => one !== id)].slice(0, mostRecent);
