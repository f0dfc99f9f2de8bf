import { describe, expect, it } from 'vitest';
import { alike, distanceToInk, resampled } from '../../../../models/drawing/distance.ts';
import { ranked } from '../../../../models/drawing/rank.ts';
import type { Line } from '../../../../models/drawing/stroke.ts';

const line = (y: number, to = 500): Line => [
  [100, y],
  [to, y],
];

describe('ranking', () => {
  const three = [
    { nll: 3, lines: [line(100)] },
    { nll: 1, lines: [line(300)] },
    { nll: 2.5, lines: [line(500)] },
  ];

  it('puts first what is neither too likely nor too unlikely', () => {
    expect(ranked(three).map(({ nll }) => nll)).toEqual([2.5, 3, 1]);
  });

  it('puts first what the recogniser is surest of, and last what it has not seen', () => {
    const sureness = ({ nll }: { nll: number }) => (nll === 3 ? null : nll === 1 ? 0.9 : 0.2);
    expect(ranked(three, sureness).map(({ nll }) => nll)).toEqual([1, 2.5, 3]);
  });

  it('leaves out what looks like a better one', () => {
    const order = ranked([
      { nll: 2, lines: [line(110)] },
      { nll: 1, lines: [line(100)] },
      { nll: 3, lines: [line(100, 700)] },
    ]);
    expect(order.map(({ nll }) => nll)).toEqual([2, 3]);
  });

  it('knows the same line drawn from the other end', () => {
    const back: Line = [...line(100)].reverse();
    expect(
      ranked([
        { nll: 1, lines: [line(100)] },
        { nll: 2, lines: [back] },
      ]).length,
    ).toBe(1);
  });

  it('leaves out what draws nothing, unless none draws', () => {
    expect(
      ranked([
        { nll: 0, lines: [] },
        { nll: 5, lines: [line(1)] },
      ]),
    ).toEqual([{ nll: 5, lines: [line(1)] }]);
    expect(
      ranked([
        { nll: 1, lines: [] },
        { nll: 0.5, lines: [] },
      ]),
    ).toEqual([{ nll: 0.5, lines: [] }]);
  });
});

describe('distances', () => {
  it('are to the line, not to its points', () => {
    expect(distanceToInk([300, 40], [line(10), line(100)])).toBeCloseTo(30);
    expect(distanceToInk([60, 100], [line(100)])).toBeCloseTo(40);
    expect(distanceToInk([0, 0], [[[3, 4]]])).toBeCloseTo(5);
    expect(distanceToInk([0, 0], [])).toBe(Infinity);
  });

  it('count both ways: a part is not like the whole', () => {
    expect(alike([line(100)], [line(100, 700)], 15)).toBe(false);
    expect(alike([line(100, 700)], [line(100)], 15)).toBe(false);
    expect(alike([line(100)], [line(110)], 15)).toBe(true);
    expect(alike([], [], 15)).toBe(true);
    expect(alike([], [line(1)], 15)).toBe(false);
  });
});

describe('points along a line', () => {
  it('are evenly apart round a corner, with the last point', () => {
    const points = resampled(
      [
        [0, 0],
        [10, 0],
        [10, 11],
      ],
      4,
    );
    expect(points).toEqual([
      [0, 0],
      [4, 0],
      [8, 0],
      [10, 2],
      [10, 6],
      [10, 10],
      [10, 11],
    ]);
  });

  it('are fewer where the line has more', () => {
    const dense: Line = Array.from({ length: 1001 }, (_, i) => [i / 10, 0]);
    expect(resampled(dense, 4).length).toBeLessThanOrEqual(27);
  });

  it('are not endless', () => {
    expect(
      resampled(
        [
          [0, 0],
          [1e9, 0],
        ],
        4,
        100,
      ).length,
    ).toBe(100);
    expect(resampled([[5, 5]], 4)).toEqual([[5, 5]]);
    expect(
      resampled(
        [
          [5, 5],
          [5, 5],
        ],
        4,
      ),
    ).toEqual([
      [5, 5],
      [5, 5],
    ]);
  });
});
