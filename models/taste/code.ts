import type { Alternative, Kind } from '../code/page.ts';
import type { Arm } from './taste.ts';
import { traitsOf } from './traits.ts';

/* What an element may also be. Reading a sketch is greedy: there are no settings to choose among. */

/** @param kind as the model read the element @param other what it may also be */
export const kindTraits = (kind: Kind, other: Kind): string[] => traitsOf(['code', `code/${kind}`], { kind: other });

/** Alternatives for an element, with the model's own probabilities to begin with. */
export const kindArms = (kind: Kind, alternatives: readonly Alternative[]): Arm[] =>
  alternatives.map((one) => ({ traits: kindTraits(kind, one.kind), expected: one.probability }));
