import { GombocError } from './error.ts';
import type { Random } from './random.ts';

export interface SampleOptions {
  /** Divides the logits: 0 is greedy (the likeliest token, the lowest number on a tie), 1 the model's own odds. */
  temperature: number;
  /** Nucleus (Holtzman et al. 2020): the fewest likeliest tokens whose probability reaches this. 1 keeps all. */
  topP: number;
  /** Keep only the k likeliest (Fan et al. 2018), before the nucleus is taken. */
  topK?: number;
  /** One byte a token, 0 forbids it. Probabilities are those of the allowed tokens alone. */
  allowed?: Uint8Array;
}

/** A sort key holds the logit's bits above and the token below: 32 + 20 bits, exact in a float64. */
const TOKENS = 2 ** 20;

/** Reused by every call (they are synchronous), so that thousands of draws a second leave no garbage. */
let keys = new Float64Array(512);
/** By token. */
let weights = new Float64Array(512);

/**
 * Draws one token. Order of operations: mask, temperature, top-k, top-p. Takes one number from `random`, none if
 * greedy. Ties go to the lower token.
 *
 * @throws GombocError `internal` if nothing is allowed, `model-corrupt` if an allowed logit is not finite.
 */
export function sample(logits: Float32Array, options: SampleOptions, random: Random): number {
  const { temperature, topP, topK = Infinity, allowed } = options;
  const best = argmax(logits, allowed);
  if (temperature === 0) return best;

  const { count, total } = weigh(logits, options, logits[best]!);
  if (topK >= count && topP >= 1) return walk(candidates(logits, allowed, 0), random() * total);
  // All that weigh less than this are lighter together than what the nucleus leaves out, so none of them is in it.
  const least = topK < count ? 0 : ((1 - topP) * total) / count;
  const ranked = candidates(logits, allowed, least);
  keys.subarray(0, ranked).sort();
  const kept = Math.max(1, Math.min(ranked, topK));
  const whole = topK < count ? weightOf(kept) : total;
  let nucleus = 0;
  let inside = 0;
  while (inside < kept && nucleus < topP * whole) nucleus += weights[tokenAt(inside++)]!;
  return walk(inside, random() * nucleus);
}

/** ln P(token) at temperature 1 under the softmax of all logits, or of the allowed ones. Nats, at most 0. */
export function logProbability(logits: Float32Array, token: number, allowed?: Uint8Array): number {
  const peak = logits[argmax(logits, allowed)]!;
  let total = 0;
  for (let i = 0; i < logits.length; i++) if (!allowed || allowed[i]) total += Math.exp(logits[i]! - peak);
  return logits[token]! - peak - Math.log(total);
}

/** The likeliest allowed token. */
function argmax(logits: Float32Array, allowed: Uint8Array | undefined): number {
  let best = -1;
  for (let token = 0; token < logits.length; token++) {
    if (allowed && !allowed[token]) continue;
    const logit = logits[token]!;
    if (!Number.isFinite(logit)) {
      const remedy = 'Choose the CPU in Settings; if it stays, install the model again.';
      throw new GombocError('model-corrupt', `The network answered ${logit} for token ${token}.`, remedy);
    }
    if (best < 0 || logit > logits[best]!) best = token;
  }
  if (best >= 0) return best;
  throw new GombocError('internal', `None of ${logits.length} tokens is allowed here.`, 'Please report this.');
}

/** Fills `weights` with the odds of the allowed tokens; how many they are, and their sum. @param peak the largest of their logits */
function weigh(
  logits: Float32Array,
  { temperature, allowed }: SampleOptions,
  peak: number,
): { count: number; total: number } {
  if (weights.length < logits.length) {
    keys = new Float64Array(logits.length);
    weights = new Float64Array(logits.length);
  }
  let [count, total] = [0, 0];
  for (let token = 0; token < logits.length; token++) {
    if (allowed && !allowed[token]) continue;
    const weight = Math.exp((logits[token]! - peak) / temperature);
    weights[token] = weight;
    total += weight;
    count++;
  }
  return { count, total };
}

/** Fills `keys` with the allowed tokens of at least this weight, in their order; sorted, the likeliest come first. How many there are. */
function candidates(logits: Float32Array, allowed: Uint8Array | undefined, least: number): number {
  const bits = new Uint32Array(logits.buffer, logits.byteOffset, logits.length);
  let count = 0;
  for (let token = 0; token < logits.length; token++) {
    if ((allowed && !allowed[token]) || weights[token]! < least) continue;
    // IEEE 754 floats sort like integers once the sign is undone; turned over, the greatest comes first. Without a
    // comparator a typed array is sorted natively, several times faster than tokens by their logits.
    const word = bits[token]!;
    const descending = word & 0x80000000 ? word : ~word & 0x7fffffff;
    keys[count++] = (descending >>> 0) * TOKENS + token;
  }
  return count;
}

function tokenAt(rank: number): number {
  return keys[rank]! % TOKENS;
}

function weightOf(count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += weights[tokenAt(i)]!;
  return sum;
}

/** The candidate in whose share of the weights `mark` falls. */
function walk(count: number, mark: number): number {
  let rank = 0;
  while (rank < count - 1 && (mark -= weights[tokenAt(rank)]!) >= 0) rank++;
  return tokenAt(rank);
}
