import { describe, expect, test } from 'vitest';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { addStrokes, moveStrokes, removeStrokes, restyle } from '../../../../models/drawing/edit.ts';
import { inkOnlyIn, onlyIn } from '../../../../renderer/lib/held.ts';
import { across, down, drawingOf } from '../../models/drawing/some-strokes.ts';

describe('what only one of two lists holds', () => {
  const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name }));
  /** Besides the list itself. */
  const bytes = (list: object[], next: object[]) => (onlyIn(list, next, () => 1000) - list.length * 4) / 1000;

  test('is nothing of the same list, not even itself', () => {
    const list = [a!, b!];
    expect(onlyIn(list, list, () => 1000)).toBe(0);
  });

  test('is what is gone, wherever it was and wherever the rest is', () => {
    expect(bytes([a!, b!, c!], [a!, b!, c!])).toBe(0);
    expect(bytes([a!, b!], [a!, b!, c!])).toBe(0);
    expect(bytes([a!, b!, c!], [a!, c!])).toBe(1);
    expect(bytes([a!, b!, c!], [a!, d!, c!])).toBe(1);
    expect(bytes([a!, b!, c!, d!], [d!, e!, b!, a!])).toBe(1);
    expect(bytes([a!, b!, c!], [])).toBe(3);
    expect(bytes([], [a!])).toBe(0);
  });
});

describe('what only one of two drawings holds', () => {
  const long = {
    ...across,
    id: 'long',
    samples: Array.from({ length: 1000 }, (_, i) => [i, i, 0.5, i] as [number, number, number, number]),
  };
  const drawing = drawingOf(long, down);
  const picture = { source: `data:image/png;base64,${'A'.repeat(5000)}`, opacity: 1 };
  const little = 400;

  test('is little when ink is added', () => {
    expect(inkOnlyIn(drawing, addStrokes(drawing, [across]))).toBeLessThan(little);
  });

  test('is the ink that is rubbed out or moved', () => {
    expect(inkOnlyIn(drawing, removeStrokes(drawing, new Set(['long'])))).toBeGreaterThan(60_000);
    expect(inkOnlyIn(drawing, removeStrokes(drawing, new Set(['down'])))).toBeLessThan(2000);
    expect(inkOnlyIn(drawing, moveStrokes(drawing, new Set(['long']), 3, 4))).toBeGreaterThan(60_000);
  });

  test('is not the way of a stroke that only looks otherwise', () => {
    expect(inkOnlyIn(drawing, restyle(drawing, new Set(['long']), { colour: '#ff0000' }))).toBeLessThan(little);
  });

  test('is a picture that goes, not one that stays', () => {
    const traced: Drawing = { ...drawing, backdrop: picture };
    expect(inkOnlyIn(traced, { ...traced, backdrop: { ...picture, opacity: 0.5 } })).toBe(0);
    expect(inkOnlyIn(traced, { ...traced, backdrop: null })).toBeGreaterThan(5000);
    expect(inkOnlyIn(drawing, traced)).toBe(0);
  });
});
