import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { miniRoll, type MiniRoll } from '../../../../../../renderer/studios/music/takes/mini-roll.svelte.ts';
import { note } from '../some.ts';

afterEach(() => vi.unstubAllGlobals());

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
  getContext = () => ({ scale: () => undefined, fillRect: () => void (this.painted += Math.min(1, this.#width)) });
}

test('a take that was made behind another studio is painted when its own comes back', () => {
  const watching = new Set<() => void>();
  class Observer {
    constructor(private readonly changed: () => void) {}
    observe = () => void watching.add(this.changed);
    disconnect = () => void watching.delete(this.changed);
  }
  vi.stubGlobal('ResizeObserver', Observer);
  vi.stubGlobal('window', { devicePixelRatio: 2 });
  vi.stubGlobal('getComputedStyle', () => ({ color: 'red' }));
  const canvas = new Canvas();
  const asked: MiniRoll = { lane: { notes: [], sounding: [] }, region: { from: 0, to: 4 }, theme: 'dark' };
  let shown = $state.raw(asked);
  const end = $effect.root(() => {
    $effect(() => miniRoll(() => shown)(canvas as unknown as HTMLCanvasElement) as () => void);
  });
  flushSync();
  shown = { ...asked, lane: { notes: [note(60, 0, 1), note(64, 1, 2)], sounding: [note(67, 2, 3)] } };
  flushSync();
  expect(canvas.painted).toBe(0);
  Object.assign(canvas, { clientWidth: 80, clientHeight: 36 });
  for (const changed of watching) changed();
  expect([canvas.width, canvas.painted]).toEqual([160, 3]);
  end();
  expect(watching.size).toBe(0);
});
