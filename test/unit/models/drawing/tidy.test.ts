import { describe, expect, it } from 'vitest';
import { moves, nearestMove } from '../../../../models/drawing/codebook.ts';
import { distanceToInk } from '../../../../models/drawing/distance.ts';
import { encodeLine, prepared } from '../../../../models/drawing/sketch.ts';
import type { Line } from '../../../../models/drawing/stroke.ts';
import { TidyingLine, meanDistance } from '../../../../models/drawing/tidy.ts';
import { VOCABULARY, kindOf, token } from '../../../../models/drawing/vocabulary.ts';
import { seeded } from '../../../../models/random.ts';

/** A line that a shaky hand drew: 20 units up and down. */
const random = seeded(2);
const shaky: Line = Array.from({ length: 160 }, (_, i) => [100 + 5 * i, 500 + 20 * (random() - 0.5) * 2]);
const circle: Line = Array.from({ length: 100 }, (_, i) => [
  512 + 250 * Math.cos((i / 99) * 2 * Math.PI),
  512 + 250 * Math.sin((i / 99) * 2 * Math.PI),
]);
const flat = () => new Float32Array(VOCABULARY);

/** Tidied by a network whose logits these are, whatever came before. */
function tidied(line: Line, strength: number, logits: () => Float32Array) {
  const tidying = new TidyingLine(line, strength);
  const tokens: number[] = [];
  while (!tidying.done && tokens.length < 500) tokens.push(tidying.choose(logits()));
  const result: Line = [line[0]!, ...tidying.inner, line.at(-1)!];
  return { result, tokens, done: tidying.done, dot: tidying.isDot };
}

const farthest = (points: Line, from: Line): number => Math.max(...points.map((point) => distanceToInk(point, [from])));

describe('a network without a preference', () => {
  it.each([0, 0.5, 1])('keeps to the line and arrives, at strength %f', (strength) => {
    const { result, tokens, done } = tidied(circle, strength, flat);
    expect(done).toBe(true);
    expect(new Set(tokens.map(kindOf))).toEqual(new Set(['move']));
    expect(farthest(result, circle)).toBeLessThan(8 + 40 * strength);
    expect(farthest(circle, result)).toBeLessThan(12 + 60 * strength);
  });
});

describe('a network that likes straight lines', () => {
  const straight = () => {
    const logits = flat();
    moves.forEach(({ dx, dy }, entry) => (logits[token.move + entry] = dx > 40 && Math.abs(dy) <= 2 ? 6 : 0));
    return logits;
  };
  const wobble = (line: Line): number => {
    let total = 0;
    for (let i = 1; i < line.length; i++) total += Math.abs(line[i]![1] - line[i - 1]![1]);
    return total;
  };

  it('straightens a shaky line, the more the stronger', () => {
    const [weak, strong] = [0, 1].map((strength) => tidied(shaky, strength, straight));
    expect(wobble(strong!.result)).toBeLessThan(0.2 * wobble(shaky));
    expect(wobble(weak!.result)).toBeGreaterThan(2 * wobble(strong!.result));
    expect(strong!.tokens.length).toBeLessThan(weak!.tokens.length);
    expect(farthest(strong!.result, shaky)).toBeLessThan(40);
  });

  it('never folds back: it gets to the end of a line against its liking', () => {
    const { result, done } = tidied([...shaky].reverse(), 1, straight);
    expect(done).toBe(true);
    expect(farthest(shaky, result)).toBeLessThan(80);
  });
});

it('even a network that knows only one move comes to the end of any line', () => {
  const stubborn = () => {
    const logits = flat().fill(-1e4);
    logits[token.move + nearestMove(-100, -60)] = 50;
    return logits;
  };
  for (const line of [circle, shaky, [...shaky].reverse()]) expect(tidied(line, 1, stubborn).done).toBe(true);
});

it('a small shape keeps its form at any strength', () => {
  const eye: Line = circle.map(([x, y]) => [500 + (x - 512) / 8, 500 + (y - 512) / 8]);
  const blind = () => {
    const logits = flat();
    moves.forEach(({ dy }, entry) => (logits[token.move + entry] = dy === 0 ? 5 : 0));
    return logits;
  };
  const { result } = tidied(eye, 1, blind);
  const ys = result.map(([, y]) => y);
  expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(40);
});

it('a dot is there at once', () => {
  const { done, dot, tokens } = tidied(
    [
      [500, 500],
      [501, 502],
    ],
    0.5,
    flat,
  );
  expect({ done, dot, tokens }).toEqual({ done: true, dot: true, tokens: [] });
});

it('puts the pen down where the codec does', () => {
  expect(new TidyingLine(circle, 0.5).penDown).toEqual(encodeLine(prepared(circle)).slice(0, 2));
});

it('how far lines moved is told line by line, untouched ones left out', () => {
  const low: Line = [
    [0, 0],
    [100, 0],
  ];
  const high: Line = low.map(([x, y]) => [x, y + 6]);
  expect(meanDistance([low, circle], [high, circle])).toBeCloseTo(6);
  expect(meanDistance([circle], [circle])).toBe(0);
});
