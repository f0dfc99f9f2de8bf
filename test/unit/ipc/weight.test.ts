import { describe, expect, it } from 'vitest';
import { mostValues, weightOf } from '../../../electron/ipc/weight.ts';

describe('the weight of a request', () => {
  it('is the number of its values, each as often as it is reached', () => {
    expect(weightOf(null)).toBe(1);
    expect(weightOf('a text')).toBe(1);
    expect(weightOf({ a: 1, b: [1, 2, [3]] })).toBe(1 + 2 + 3 + 1);
    const twice = [1, 2, 3];
    expect(weightOf([twice, twice])).toBe(1 + 2 + 6);
  });

  it('does not look into bytes', () => {
    expect(weightOf({ bytes: new Uint8Array(1000) })).toBe(2);
    expect(weightOf(new Float64Array(1000))).toBe(1);
  });

  it('is not counted on once it is too much', () => {
    const endless: unknown[] = [];
    endless.push(endless, endless);
    const weight = weightOf(endless);
    expect(weight).toBeGreaterThan(mostValues);
    expect(weight).toBeLessThan(mostValues + 10);
    expect(weightOf(new Array(2 ** 32 - 1))).toBeGreaterThan(mostValues);
  });
});
