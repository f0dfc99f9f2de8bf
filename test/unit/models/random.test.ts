import { describe, expect, it } from 'vitest';
import { derive, seeded } from '../../../models/random.ts';

const draws = (seed: number, count: number): number[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => random());
};

describe('seeded', () => {
  it('repeats itself for a seed, and only for it', () => {
    expect(draws(7, 50)).toEqual(draws(7, 50));
    expect(draws(7, 50)).not.toEqual(draws(8, 50));
  });

  it('is pinned: files made with an earlier version can be made again', () => {
    expect(draws(7, 3)).toMatchInlineSnapshot(`
      [
        0.13706416846252978,
        0.45108226174488664,
        0.9981013059150428,
      ]
    `);
  });

  it('is uniform: chi-square over 100 bins stays below the 99.9th percentile', () => {
    const counts = new Array<number>(100).fill(0);
    for (const draw of draws(1, 100_000)) counts[Math.floor(draw * 100)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(148.2);
  });

  it('does not correlate with the draw before', () => {
    const values = draws(3, 50_000).map((draw) => draw - 0.5);
    const covariance = values.slice(1).reduce((sum, value, i) => sum + value * values[i]!, 0) / values.length;
    expect(Math.abs(covariance * 12)).toBeLessThan(0.02);
  });
});

describe('derive', () => {
  it('gives uint32 seeds that differ for all neighbouring seeds and takes', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 100; seed++) for (let take = 0; take < 8; take++) seen.add(derive(seed, take));
    expect(seen.size).toBe(800);
    for (const seed of seen) expect(seed >>> 0).toBe(seed);
  });

  it('does not let streams run into one another', () => {
    const heads = new Set<number>();
    for (let take = 0; take < 8; take++) for (const draw of draws(derive(0, take), 5000)) heads.add(draw);
    // 40,000 draws of 2^32 numbers share 0.2 by chance; overlapping streams would share thousands.
    expect(heads.size).toBeGreaterThan(39_990);
  });
});
