import { said, type Said } from '../words/said.ts';

/** A family of General MIDI: eight programs each, of which the first are pianos. */
export const familyOf = (program: number): number => program >> 3;

/** What becomes of the instruments of these families, whose notes are one piano part from here on; null: they were pianos. */
export function instrumentsLost(families: ReadonlySet<number>): Said | null {
  const { size } = families;
  if (size > 1) return said('Instruments of {count} kinds became one piano part.', { count: size });
  return size === 0 || families.has(0) ? null : said('The instrument became a piano.');
}
