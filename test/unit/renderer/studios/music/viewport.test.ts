import { expect, test } from 'vitest';
import { emptyPerformance } from '../../../../../models/music/note.ts';
import { timeToX } from '../../../../../renderer/studios/music/roll/view.ts';
import { Viewport } from '../../../../../renderer/studios/music/viewport.svelte.ts';

test('the view follows a recording that goes on behind the end of the music', () => {
  const viewport = new Viewport(emptyPerformance, () => 0);
  viewport.resize({ width: 1000, height: 400 });
  for (const time of [10, 30, 90, 600]) {
    viewport.followPlayhead(time);
    const x = timeToX(viewport.view, time);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(1000);
    const { view } = viewport;
    viewport.followPlayhead(time + 0.01);
    // A page is turned, not the view moved with each frame.
    expect(viewport.view).toBe(view);
  }
});

test('what is played may be looked away from, until the playhead comes by', () => {
  const viewport = new Viewport(emptyPerformance, () => 600);
  viewport.resize({ width: 1000, height: 400 });
  viewport.set({ ...viewport.view, start: 0, pixelsPerSecond: 50 });
  viewport.followPlayhead(5);
  viewport.page(1);
  const { start } = viewport.view;
  expect(start).toBeGreaterThan(5);
  viewport.followPlayhead(5.02);
  expect(viewport.view.start).toBe(start);
  viewport.followPlayhead(start + 1);
  viewport.followPlayhead(start + 20);
  expect(viewport.view.start).toBeGreaterThan(start);
});

test('zooming and another size of the window don’t lose the playhead', () => {
  const viewport = new Viewport(emptyPerformance, () => 600);
  viewport.resize({ width: 1000, height: 400 });
  viewport.set({ ...viewport.view, start: 0, pixelsPerSecond: 50 });
  const seen = (time: number) => {
    viewport.followPlayhead(time);
    const x = timeToX(viewport.view, time);
    return x >= 0 && x <= viewport.grid.width;
  };
  expect(seen(1)).toBe(true);
  viewport.zoom(4);
  expect(seen(1.02)).toBe(true);
  viewport.resize({ width: 100, height: 400 });
  expect(seen(2)).toBe(true);
});

test('an empty roll that is made narrower as its first notes are recorded goes on to be followed', () => {
  const viewport = new Viewport(emptyPerformance, () => 0);
  viewport.resize({ width: 1000, height: 400 });
  viewport.followPlayhead(12);
  viewport.resize({ width: 600, height: 400 });
  viewport.followPlayhead(12.02);
  expect(timeToX(viewport.view, 12.02)).toBeLessThan(600);
});
