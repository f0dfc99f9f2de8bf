import { afterEach, expect, test, vi } from 'vitest';
import { OverviewPicture } from '../../../../../../renderer/studios/music/roll/paint-base.ts';
import type { Palette } from '../../../../../../renderer/studios/music/roll/palette.ts';
import type { Scene } from '../../../../../../renderer/studios/music/roll/scene.ts';
import { note, performanceOf } from '../some.ts';

afterEach(() => vi.unstubAllGlobals());

test('the strip of the whole piece is painted as fine as the screen that the window came to', () => {
  const made: [number, number][] = [];
  class Canvas {
    constructor(width: number, height: number) {
      made.push([width, height]);
    }
    getContext = () => ({ scale: () => undefined, fillRect: () => undefined });
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  const picture = new OverviewPicture();
  const scene = { performance: performanceOf(note(60, 0, 1)), duration: 10 } as Scene;
  const palette = { background: 'black', velocity: [] as readonly string[] } as Palette;
  const draw = (ratio: number) => {
    vi.stubGlobal('window', { devicePixelRatio: ratio });
    const paint = { getTransform: () => ({ a: ratio }), drawImage: () => undefined };
    picture.draw(paint as unknown as CanvasRenderingContext2D, { x: 0, y: 0, width: 300, height: 30 }, scene, palette);
  };
  for (const ratio of [1, 1, 2]) draw(ratio);
  expect(made.slice(1)).toEqual([
    [300, 30],
    [600, 60],
  ]);
});
