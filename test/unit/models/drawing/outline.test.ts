import { describe, expect, it } from 'vitest';
import { curved } from '../../../../models/drawing/curve.ts';
import { outline, pathData } from '../../../../models/drawing/outline.ts';
import type { Sample } from '../../../../models/drawing/stroke.ts';
import { strokeOf } from './drawings.ts';

const line = (pressure: number): Sample[] =>
  Array.from({ length: 60 }, (_, i): Sample => [100 + i * 5, 200, pressure, i * 8]);

/** How thick a level line is in its middle. */
function thickness(points: readonly [number, number][]): number {
  const heights = points.filter(([x]) => x > 200 && x < 300).map(([, y]) => y);
  return Math.max(...heights) - Math.min(...heights);
}

describe('outline', () => {
  it('is as wide as the stroke at full pressure, and thinner at less', () => {
    expect(thickness(outline(line(1), 10))).toBeCloseTo(10, 5);
    expect(thickness(outline(line(0.4), 10))).toBeLessThan(7);
    expect(thickness(outline(line(0.4), 10))).toBeGreaterThan(3);
  });

  it('stays near the width where no device gave a pressure', () => {
    const thick = thickness(outline(line(0.5), 10));
    expect(thick).toBeGreaterThan(7);
    expect(thick).toBeLessThan(12);
  });

  it.each([
    ['one sample', [[50, 60, 1, 0]]],
    ['samples in one place', [[50, 60, 0.2, 0], [50, 60, 1, 9], [50, 60, 0.1, 20]]], // prettier-ignore
  ] as [string, Sample[]][])('%s: a circle', (_, samples) => {
    const points = outline(samples, 12);
    expect(points.length).toBeGreaterThan(12);
    for (const [x, y] of points) expect(Math.hypot(x - 50, y - 60)).toBeCloseTo(6, 6);
  });

  it('surrounds every sample', () => {
    const { samples } = strokeOf([[10, 10], [200, 30], [150, 220], [400, 300]]); // prettier-ignore
    const points = outline(samples, 8);
    const near = (x: number, y: number) => Math.min(...points.map(([px, py]) => Math.hypot(px - x, py - y)));
    for (const [x, y] of samples) expect(near(x, y)).toBeLessThan(8);
  });

  it('of nothing is nothing', () => {
    expect(outline([], 4)).toEqual([]);
    expect(pathData([], 4)).toBe('');
  });
});

describe('pathData', () => {
  it('is one closed path of quadratic curves, with two decimals', () => {
    const data = pathData(line(0.7), 9.3);
    expect(data).toMatch(/^M-?[\d.]+,-?[\d.]+Q[\d., -]+Z$/);
    for (const number of data.match(/[\d.]+/g)!) expect(number).toMatch(/^\d+(\.\d{1,2})?$/);
    expect(data).not.toContain('-0,');
  });

  it('a dot is round to a hundredth of its radius', () => {
    const numbers = pathData([[0, 0, 1, 0]], 200)
      .match(/-?[\d.]+/g)!
      .map(Number);
    const onCurve = numbers.slice(2).filter((_, i) => i % 4 >= 2);
    for (let i = 0; i < onCurve.length; i += 2) {
      const radius = Math.hypot(onCurve[i]!, onCurve[i + 1]!);
      expect(radius).toBeGreaterThan(99);
      expect(radius).toBeLessThan(100.01);
    }
  });
});

describe('curved', () => {
  it('keeps the samples and makes a circle of a few points', () => {
    const points = Array.from({ length: 13 }, (_, i): [number, number] => [
      100 * Math.cos((i * Math.PI) / 6),
      100 * Math.sin((i * Math.PI) / 6),
    ]);
    const { samples } = strokeOf(points);
    const smooth = curved(samples, 4);
    expect(smooth).toEqual(expect.arrayContaining(samples));
    expect(smooth.length).toBeGreaterThan(100);
    for (const [x, y] of smooth) expect(Math.abs(Math.hypot(x, y) - 100)).toBeLessThan(0.5);
  });

  it('keeps corners, and lines between them straight', () => {
    const square = strokeOf([[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]); // prettier-ignore
    for (const [x, y] of curved(square.samples, 3)) {
      const edge = Math.min(Math.abs(x), Math.abs(x - 100), Math.abs(y), Math.abs(y - 100));
      expect(edge).toBeLessThan(1e-9);
    }
  });

  it('adds nothing to dense lines, and a bounded number of points to vast ones', () => {
    const dense = line(0.5);
    expect(curved(dense, 5)).toEqual(dense);
    const vast = strokeOf([[-1e6, -1e6], [1e6, 1e6], [-1e6, 1e6]]); // prettier-ignore
    expect(curved(vast.samples, 2).length).toBeLessThan(200);
  });
});
