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
  const own = logits.subarray(token.subject, token.subject + subjects.length);
  const peak = own.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const odds = Float64Array.from(own, (logit) => Math.exp(logit - peak));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return [...odds.keys()]
    .sort((a, b) => odds[b]! - odds[a]! || a - b)
    .slice(0, most)
    .map((index) => ({ subject: subjects[index]!, probability: odds[index]! / total }));
}
