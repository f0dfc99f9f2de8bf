import { flushSync } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Ink } from '../../../../models/drawing/stroke.ts';
import { thumbnail, type Thumbnail } from '../../../../renderer/studios/drawing/model/thumbnail.ts';
import { miniRoll, type MiniRoll } from '../../../../renderer/studios/music/takes/mini-roll.ts';
import { note } from '../studios/music/some.ts';

/* What is made while another studio is in front is seen when its own comes back. */

/** A canvas that loses what is on it when it is given a size, as the browser's does. */
class Canvas {
  clientWidth = 0;
  clientHeight = 0;
  height = 0;
  painted = 0;
  #width = 0;
  set width(width: number) {
    this.#width = width;
    this.painted = 0;
  }
  get width(): number {
    return this.#width;
  }
  getContext = () => {
    const mark = (): void => void (this.painted += Math.min(1, this.#width));
    return { scale: () => undefined, setTransform: () => undefined, fillRect: mark, stroke: mark };
  };
}

const watching = new Set<() => void>();
let canvas: Canvas;

beforeEach(() => {
  canvas = new Canvas();
  class Observer {
    constructor(private readonly changed: () => void) {}
    observe = () => void watching.add(this.changed);
    disconnect = () => void watching.delete(this.changed);
  }
  vi.stubGlobal('ResizeObserver', Observer);
  vi.stubGlobal(
    'Path2D',
    class extends Array {
      moveTo = () => undefined;
      lineTo = () => undefined;
    },
  );
  vi.stubGlobal('window', { devicePixelRatio: 2 });
  vi.stubGlobal('getComputedStyle', () => ({ color: 'red' }));
});
afterEach(() => vi.unstubAllGlobals());

/** Shows the one while the canvas is behind, then the other, and comes back. Answers how much is painted then. */
function behind<What>(picture: (what: () => What) => Attachment<HTMLCanvasElement>, first: What, later: What): number {
  let shown = $state.raw(first);
  const end = $effect.root(() => {
    $effect(() => picture(() => shown)(canvas as unknown as HTMLCanvasElement) as () => void);
  });
  flushSync();
  shown = later;
  flushSync();
  expect(canvas.painted).toBe(0);
  Object.assign(canvas, { clientWidth: 80, clientHeight: 36 });
  for (const changed of watching) changed();
  expect(canvas.width).toBe(160);
  end();
  expect(watching.size).toBe(0);
  return canvas.painted;
}

test('a take in little', () => {
  const first: MiniRoll = { lane: { notes: [], sounding: [] }, region: { from: 0, to: 4 }, theme: 'dark' };
  const lane = { notes: [note(60, 0, 1), note(64, 1, 2)], sounding: [note(67, 2, 3)] };
  expect(behind(miniRoll, first, { ...first, lane })).toBe(3);
});

test('an ending of a drawing in little', () => {
  const line: Ink = [
    [
      [0, 0],
      [10, 10],
    ],
  ];
  const first: Thumbnail = { under: line, ink: [], theme: 'dark' };
  expect(behind(thumbnail, first, { ...first, ink: line })).toBe(2);
});
