import type { OneReading } from './request.ts';
import { sortOf } from './vocabulary.ts';

/** What it says, without the places: a bin more or less is no other reading. */
const said = ({ tokens }: OneReading): string =>
  tokens
    .map(({ token }) => token)
    .filter((token) => sortOf(token) !== 'coordinate')
    .join();

/** The likeliest first; what says the same as a likelier one is left out. */
export function ranked(readings: readonly OneReading[]): OneReading[] {
  const known = new Set<string>();
  return readings
    .toSorted((a, b) => a.nll - b.nll)
    .filter((reading) => {
      const what = said(reading);
      if (known.has(what)) return false;
      known.add(what);
      return true;
    });
}
