import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addStrokes } from '../../../../../models/drawing/edit.ts';
import { overlaps } from '../../../../../models/drawing/extent.ts';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { boxToScreen } from '../../../../../renderer/lib/ink/view.ts';
import { DrawingStudio } from '../../../../../renderer/studios/drawing/studio.svelte.ts';
import { across } from '../../../models/drawing/some-strokes.ts';

let studio: DrawingStudio;
let stop: () => void;

beforeEach(() => {
  const bridge = {
    call: async () => ({ ok: false, cancelled: true }),
    start: () => ({ done: new Promise(() => undefined), cancel: () => undefined }),
    on: () => () => undefined,
  };
  vi.stubGlobal('window', { gomboc: bridge });
  studio = new DrawingStudio(new AppState());
  stop = $effect.root(() => studio.connect());
  studio.resize({ width: 800, height: 600 });
  flushSync();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

test('a paper that comes back by undo is shown whole, as it was before', () => {
  const { view } = studio.viewport;
  studio.document.edit({ label: 'Draw', drawing: addStrokes(studio.drawing, [across]) });
  flushSync();
  expect(studio.viewport.view).toBe(view);
  studio.setPaper(8000, 6000, null);
  flushSync();
  expect(studio.viewport.view.zoom).toBeLessThan(view.zoom / 2);
  studio.undo();
  flushSync();
  expect(studio.viewport.view).toEqual(view);
});

test('or in sight at least, where the person has chosen what is seen', () => {
  studio.setPaper(8000, 6000, null);
  flushSync();
  studio.zoom(32, { x: 700, y: 500 });
  const { zoom } = studio.viewport.view;
  studio.undo();
  flushSync();
  const { width, height } = studio.drawing;
  const paper = boxToScreen(studio.viewport.view, { x: 0, y: 0, width, height });
  expect(studio.viewport.view.zoom).toBe(zoom);
  expect(overlaps(paper, { x: 0, y: 0, width: 800, height: 600 })).toBe(true);
});
