import { subjects } from './codebook.ts';
import type { Guess } from './request.ts';
import { token } from './vocabulary.ts';

const GUESSES = 10;

/**
 * What a drawing is, from the logits after its last token (class unknown, no latent): the classes' own logits are the
 * recogniser's (models/drawing/train/network.py). The likeliest first, ties in the classes' order; over all classes the
 * probabilities sum to 1.
 */
export function guesses(logits: Float32Array, most = GUESSES): Guess[] {
  const chances = probabilities(logits);
  return [...chances.keys()]
    .sort((a, b) => chances[b]! - chances[a]! || a - b)
    .slice(0, most)
    .map((index) => ({ subject: subjects[index]!, probability: chances[index]! }));
}

/** How sure the recogniser is of `subject` (null: of whatever it believes most), 0…1. Logits as for `guesses`. */
export function sureness(logits: Float32Array, subject: string | null): number {
  const chances = probabilities(logits);
  return subject === null ? Math.max(...chances) : chances[subjects.indexOf(subject)]!;
}

function probabilities(logits: Float32Array): Float64Array {
  const own = logits.subarray(token.subject, token.subject + subjects.length);
  const peak = own.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const odds = Float64Array.from(own, (logit) => Math.exp(logit - peak));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}
