import { describe, expect, it } from 'vitest';
import { seeded } from '../../../models/random.ts';
import { logProbability, sample, type SampleOptions } from '../../../models/sample.ts';

const plain: SampleOptions = { temperature: 1, topP: 1 };
const logitsOf = (...odds: number[]): Float32Array => Float32Array.from(odds, Math.log);

/** Share of each token among many draws. */
function shares(logits: Float32Array, options: SampleOptions, draws = 40_000): number[] {
  const random = seeded(11);
  const counts = new Array<number>(logits.length).fill(0);
  for (let i = 0; i < draws; i++) counts[sample(logits, options, random)]! += 1;
  return counts.map((count) => count / draws);
}

function expectShares(actual: number[], expected: number[]): void {
  actual.forEach((share, token) => {
    // Four standard deviations of a share of 40,000 draws.
    expect(Math.abs(share - expected[token]!)).toBeLessThan(4 * Math.sqrt(0.25 / 40_000));
    if (expected[token] === 0) expect(share).toBe(0);
  });
}

describe('sample', () => {
  const logits = logitsOf(1, 4, 2, 3);

  it('draws in proportion to the softmax', () => {
    expectShares(shares(logits, plain), [0.1, 0.4, 0.2, 0.3]);
  });

  it('divides by the temperature', () => {
    expectShares(shares(logits, { ...plain, temperature: 0.5 }), [1 / 30, 16 / 30, 4 / 30, 9 / 30]);
    expectShares(shares(logits, { ...plain, temperature: 1e-30 }), [0, 1, 0, 0]);
  });

  it('is greedy at temperature 0, takes no randomness, and prefers the lower token on a tie', () => {
    const never = (): number => {
      throw new Error('drawn');
    };
    expect(sample(logits, { temperature: 0, topP: 0.9 }, never)).toBe(1);
    expect(sample(logitsOf(2, 3, 3), { temperature: 0, topP: 1 }, never)).toBe(1);
  });

  it('keeps the smallest nucleus that reaches top-p', () => {
    expectShares(shares(logits, { ...plain, topP: 0.7 }), [0, 4 / 7, 0, 3 / 7]);
    expectShares(shares(logits, { ...plain, topP: 0.71 }), [0, 4 / 9, 2 / 9, 3 / 9]);
    expectShares(shares(logits, { ...plain, topP: 0.01 }), [0, 1, 0, 0]);
  });

  it('keeps the k likeliest', () => {
    expectShares(shares(logits, { ...plain, topK: 2 }), [0, 4 / 7, 0, 3 / 7]);
    expectShares(shares(logits, { ...plain, topK: 3, topP: 0.99 }), [0, 4 / 9, 2 / 9, 3 / 9]);
    expectShares(shares(logitsOf(1, 1, 1), { ...plain, topK: 2 }), [0.5, 0.5, 0]);
  });

  it('takes the nucleus of the k likeliest, of what these weigh together', () => {
    expectShares(shares(logitsOf(4, 3, 2, 1), { ...plain, topK: 2, topP: 0.5 }), [1, 0, 0, 0]);
    // 0.43 is less than half of 0.88, which three of them weigh, and more than half of what only the heavy two do.
    expectShares(shares(logitsOf(43, 33, 12, 12), { ...plain, topK: 3, topP: 0.5 }), [43 / 76, 33 / 76, 0, 0]);
  });

  it('renormalises over what is allowed, before top-p', () => {
    const allowed = Uint8Array.of(1, 0, 1, 1);
    expectShares(shares(logits, { ...plain, allowed }), [1 / 6, 0, 2 / 6, 3 / 6]);
    expectShares(shares(logits, { ...plain, allowed, topP: 0.6 }), [0, 0, 2 / 5, 3 / 5]);
    expect(sample(logits, { temperature: 0, topP: 1, allowed }, seeded(1))).toBe(3);
  });

  it('orders positive and negative logits alike', () => {
    const mixed = Float32Array.of(-3, 2, -1, 0.5, 0, -0.25);
    for (let k = 1; k <= 6; k++) {
      const kept = shares(mixed, { ...plain, topK: k }, 3000).filter((share) => share > 0);
      const likeliest = [...mixed].sort((a, b) => b - a).slice(0, k);
      const mass = likeliest.reduce((sum, logit) => sum + Math.exp(logit), 0);
      expect(kept.length).toBeLessThanOrEqual(k);
      expect(Math.max(...kept)).toBeCloseTo(Math.exp(2) / mass, 1);
    }
  });

  it('works on a view into a larger buffer, and on vocabularies beyond its first scratch', () => {
    const large = new Float32Array(5000).fill(-20);
    large[4321] = 5;
    expect(sample(large.subarray(4000), { ...plain, topP: 0.5 }, seeded(1))).toBe(321);
    expect(sample(large, { ...plain, topP: 0.5 }, seeded(1))).toBe(4321);
  });

  it('draws the same tokens for the same seed', () => {
    const run = (): number[] => {
      const random = seeded(5);
      return Array.from({ length: 100 }, () => sample(logits, { ...plain, topP: 0.9 }, random));
    };
    expect(run()).toEqual(run());
  });

  it('refuses an empty mask and broken logits, but only where they are allowed', () => {
    const failure = (logits: Float32Array, allowed?: Uint8Array) => (): number =>
      sample(logits, { ...plain, ...(allowed && { allowed }) }, seeded(1));
    expect(failure(logits, new Uint8Array(4))).toThrow(expect.objectContaining({ code: 'internal' }));
    for (const bad of [NaN, Infinity, -Infinity]) {
      expect(failure(Float32Array.of(0, bad))).toThrow(expect.objectContaining({ code: 'model-corrupt' }));
      expect(failure(Float32Array.of(0, bad), Uint8Array.of(1, 0))()).toBe(0);
    }
  });
});

describe('logProbability', () => {
  it('is the log of the softmax', () => {
    expect(logProbability(logitsOf(1, 4, 2, 3), 1)).toBeCloseTo(Math.log(0.4), 6);
  });

  it('holds for logits whose exponential overflows', () => {
    expect(logProbability(Float32Array.of(1000, 1000), 0)).toBeCloseTo(-Math.LN2, 6);
    expect(logProbability(Float32Array.of(1000, 0), 1)).toBeCloseTo(-1000, 3);
  });
});
