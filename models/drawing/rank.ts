import { alike } from './distance.ts';
import type { Ink } from './stroke.ts';
import { FRAME } from './vocabulary.ts';

/** Nearer than this everywhere, two drawings look the same: 1.5 % of the page, 4 px of a 256 px square. */
const SAME = 0.015 * FRAME;

/** What a ranking looks at; lines in page units. */
export interface Ranked {
  readonly lines: Ink;
  readonly nll: number;
}

/**
 * The best first. With `sureness`, how sure the recogniser is of what it should become once the candidate is there (null: not
 * known), the surest is best. Without, the one whose likelihood is nearest to the middle of all: the likeliest is
 * not, because a line that repeats itself is likelier than any real one (Holtzman et al. 2020).
 * What looks like a better one is left out, and what draws nothing where another draws.
 */
export function ranked<Candidate extends Ranked>(
  candidates: readonly Candidate[],
  sureness?: (candidate: Candidate) => number | null,
): Candidate[] {
  const middle = median(candidates.map(({ nll }) => nll));
  const score = (candidate: Candidate) => (sureness ? (sureness(candidate) ?? -1) : -Math.abs(candidate.nll - middle));
  const scores = new Map(candidates.map((candidate) => [candidate, score(candidate)]));
  const order = [...candidates].sort((a, b) => scores.get(b)! - scores.get(a)!);
  const drawn = order.filter(({ lines }) => lines.length > 0);
  if (drawn.length === 0) return order.slice(0, 1);
  const kept: Candidate[] = [];
  for (const candidate of drawn) {
    if (!kept.some(({ lines }) => alike(lines, candidate.lines, SAME))) kept.push(candidate);
  }
  return kept;
}

/** The lower one of the two in the middle. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;
}
