import { describe, expect, test } from 'vitest';
import { binomialTest, wilsonInterval } from '../../../models/statistics.ts';

describe('the exact binomial test', () => {
  test.each([
    // R 4: binom.test(k, n)$p.value
    [8, 10, 0.109375],
    [2, 10, 0.109375],
    [10, 10, 0.001953125],
    [5, 10, 1],
    [14, 20, 0.11531829833984375],
    [60, 100, 0.05688793364098],
    [0, 0, 1],
    [1, 1, 1],
  ])('%i of %i', (right, trials, p) => {
    expect(binomialTest(right, trials)).toBeCloseTo(p, 10);
  });

  test('holds where the chance of a single outcome is no double any more', () => {
    expect(binomialTest(1000, 2000)).toBe(1);
    expect(binomialTest(1044, 2000)).toBeCloseTo(0.05170221, 8);
  });
});

describe('the Wilson interval', () => {
  test.each([
    // R 4: prop.test(k, n, correct = FALSE)$conf.int
    [8, 10, 0.4901625, 0.9433178],
    [2, 10, 0.0566822, 0.5098375],
    [0, 10, 0, 0.2775328],
    [10, 10, 0.7224672, 1],
    [0, 0, 0, 1],
  ])('%i of %i', (right, trials, low, high) => {
    const found = wilsonInterval(right, trials);
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
  });

  test('ends at exactly 0 and 1 where none or all are right', () => {
    for (let trials = 1; trials <= 200; trials++) {
      expect([wilsonInterval(0, trials).low, wilsonInterval(trials, trials).high]).toEqual([0, 1]);
    }
  });
});
