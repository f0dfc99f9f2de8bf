import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDrawing } from '../../../../../../../models/drawing/drawing.ts';
import type { Effect } from '../../../../../../../renderer/lib/ink/gesture.ts';
import { PenEasel } from '../../../../../../../renderer/studios/code/intake/pen/easel.ts';
import { canvas, gestureCutOff, pointer } from '../../../../some-pointer.ts';

beforeEach(() => {
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({});
    },
  );
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => undefined;
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

/** A canvas to draw on, and what the hands on it asked for. @param touched what is done as a pointer comes down */
function easel(touched: (made: PenEasel) => void = () => undefined) {
  const drawing = emptyDrawing();
  const live = canvas();
  const effects: Effect[] = [];
  const look = { colour: '#000000', width: 3, layer: drawing.layers[0]!.id };
  const made: PenEasel = new PenEasel(
    canvas() as unknown as HTMLCanvasElement,
    live as unknown as HTMLCanvasElement,
    {
      stage: (zoom) => ({ drawing, selection: new Set(), look, zoom, eraser: 5, id: 'a', now: 0 }),
      tool: () => 'pen',
      apply: (effect) => void effects.push(effect),
      touched: () => touched(made),
      moved: () => undefined,
    },
    drawing,
  );
  const lines = () => effects.map(({ stroke }) => stroke?.samples.map(([x, y]) => [x, y]));
  return { made, live, lines };
}

test('a stroke whose pointer the system takes away ends where that was last', () => {
  const { live, lines } = easel();
  gestureCutOff(live);
  expect(lines()).toEqual([[[40, 40], [60, 50]]]); // prettier-ignore
});

test('a palm that lies on the screen makes way for the pen', () => {
  const { live, lines } = easel();
  const palm = { pointerId: 7, pointerType: 'touch' };
  live.dispatchEvent(pointer('pointerdown', 300, 300, palm));
  live.dispatchEvent(pointer('pointerdown', 40, 40));
  live.dispatchEvent(pointer('pointermove', 302, 305, palm));
  live.dispatchEvent(pointer('pointerup', 302, 305, palm));
  live.dispatchEvent(pointer('pointerup', 60, 50));
  expect(lines()).toEqual([[[40, 40], [60, 50]]]); // prettier-ignore
});

test('the pointer takes over from the keyboard’s pen', () => {
  const point = (x: number, y: number) => ({ x, y, pressure: 0.5, time: 0, shift: false, alt: false });
  const { made, live, lines } = easel((pen) => pen.letGo(point(20, 10)));
  made.press(point(10, 10));
  live.dispatchEvent(pointer('pointerdown', 40, 40));
  live.dispatchEvent(pointer('pointerup', 60, 50));
  expect(lines()).toEqual([[[10, 10], [20, 10]], [[40, 40], [60, 50]]]); // prettier-ignore
});
