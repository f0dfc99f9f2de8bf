/** A file's name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '');

/** "little-waltz.mid" → "Little waltz". */
export function exampleTitle(name: string): string {
  const words = stemOf(name).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
