import { describe, expect, test } from 'vitest';
import { toPaper, toScreen } from '../../../../../renderer/lib/ink/view.ts';
import { Viewport } from '../../../../../renderer/studios/drawing/viewport.svelte.ts';

const shown = () => {
  const viewport = new Viewport(() => ({ x: 0, y: 0, width: 1024, height: 768 }));
  viewport.resize({ width: 800, height: 600 });
  return viewport;
};

describe('the viewport', () => {
  test('begins with the whole paper in the middle', () => {
    const { view, middle } = shown();
    expect(view.zoom).toBeCloseTo(Math.min(720 / 1024, 520 / 768));
    expect([middle.x, middle.y].map(Math.round)).toEqual([512, 384]);
  });

  test('fits again when the window changes, until a hand has chosen', () => {
    const viewport = shown();
    const { zoom } = viewport.view;
    viewport.resize({ width: 1600, height: 1200 });
    expect(viewport.view.zoom).toBeGreaterThan(zoom);
    viewport.pan(10, 0);
    const { view } = viewport;
    viewport.resize({ width: 1500, height: 1200 });
    expect(viewport.view).toEqual(view);
  });

  test('zooms where the pointer is', () => {
    const viewport = shown();
    const at = { x: 200, y: 150 };
    const before = toPaper(viewport.view, at);
    viewport.zoom(3, at);
    expect(toPaper(viewport.view, at).x).toBeCloseTo(before.x);
    expect(toPaper(viewport.view, at).y).toBeCloseTo(before.y);
  });

  test('stays within its limits', () => {
    const viewport = shown();
    viewport.zoom(1e9);
    expect(viewport.view.zoom).toBe(32);
    viewport.zoom(1e-9);
    expect(viewport.view.zoom).toBe(0.05);
  });

  test('never loses the paper out of sight', () => {
    const viewport = shown();
    viewport.pan(1e6, -1e6);
    const corner = toScreen(viewport.view, { x: 0, y: 768 });
    expect(corner.x).toBeLessThan(800);
    expect(corner.y).toBeGreaterThan(0);
  });

  test('shows a spot with as little movement as it takes', () => {
    const viewport = shown();
    viewport.zoom(8);
    const { view } = viewport;
    viewport.reveal(viewport.middle);
    expect(viewport.view).toEqual(view);
    viewport.reveal({ x: 1024, y: 768 });
    const at = toScreen(viewport.view, { x: 1024, y: 768 });
    expect([Math.round(at.x), Math.round(at.y)]).toEqual([760, 560]);
  });
});
