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

/** The likeliest first. What looks like a likelier one is left out, and what draws nothing where another draws. */
export function ranked<Candidate extends Ranked>(candidates: readonly Candidate[]): Candidate[] {
  const order = [...candidates].sort((a, b) => a.nll - b.nll);
  const drawn = order.filter(({ lines }) => lines.length > 0);
  if (drawn.length === 0) return order.slice(0, 1);
  const kept: Candidate[] = [];
  for (const candidate of drawn) {
    if (!kept.some(({ lines }) => alike(lines, candidate.lines, SAME))) kept.push(candidate);
  }
  return kept;
}
