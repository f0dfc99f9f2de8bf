import { describe, expect, it } from 'vitest';
import { cleanSamples, paced } from '../../../../models/drawing/clean.ts';
import { Stroke } from '../../../../models/drawing/stroke.ts';
import { strokeOf } from './drawings.ts';

describe('cleanSamples', () => {
  it('leaves sound samples as they are', () => {
    const { samples } = strokeOf([[1, 2], [3, 4], [1, 2]]); // prettier-ignore
    expect(cleanSamples(samples)).toEqual(samples);
  });

  it.each<[string, number[][], number[][]]>([
    ['nothing', [], []],
    ['no place', [[NaN, 1, 0.5, 0], [1, Infinity, 0.5, 0], [], [5]], []], // prettier-ignore
    ['beyond the edge', [[-2e6, 3e7, 2, 1e12]], [[-1e6, 1e6, 1, 86_400_000]]],
    ['no pressure, no time', [[1, 2], [3, 4, NaN, NaN]], [[1, 2, 0.5, 0], [3, 4, 0.5, 0]]], // prettier-ignore
    ['time running backwards', [[0, 0, 0.5, 9], [1, 1, 0.5, 4]], [[0, 0, 0.5, 9], [1, 1, 0.5, 9]]], // prettier-ignore
    ['before the beginning', [[0, 0, -1, -5]], [[0, 0, 0, 0]]],
    ['repeats: one, with the strongest pressure', [[1, 1, 0.1, 0], [1, 1, 0.8, 5], [1, 1, 0.3, 9]], [[1, 1, 0.8, 0]]], // prettier-ignore
  ])('%s', (_, samples, expected) => {
    expect(cleanSamples(samples)).toEqual(expected);
  });

  it('thins 500,000 points evenly, and keeps both ends', () => {
    const samples = cleanSamples(Array.from({ length: 500_000 }, (_, i) => [i, 0, 0.5, i]));
    expect(samples).toHaveLength(200_000);
    expect([samples[0]![0], samples.at(-1)![0]]).toEqual([0, 499_999]);
    const steps = samples.slice(1).map(([x], i) => x - samples[i]![0]);
    expect(Math.min(...steps.slice(0, 1000))).toBeGreaterThan(0);
    expect(steps.reduce((most, step) => Math.max(most, step), 0)).toBeLessThanOrEqual(3);
    expect(Stroke.safeParse({ ...strokeOf([[0, 0]]), samples }).success).toBe(true);
  });
});

it('paced: 1 px a ms', () => {
  expect(paced([[0, 0], [30, 40], [30, 40], [30, 50]])).toEqual([[0, 0, 0.5, 0], [30, 40, 0.5, 50], [30, 50, 0.5, 60]]); // prettier-ignore
});
