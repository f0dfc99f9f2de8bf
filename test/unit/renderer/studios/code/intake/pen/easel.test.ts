import { afterEach, expect, test, vi } from 'vitest';
import { emptyDrawing } from '../../../../../../../models/drawing/drawing.ts';
import type { Effect } from '../../../../../../../renderer/lib/ink/gesture.ts';
import { PenEasel } from '../../../../../../../renderer/studios/code/intake/pen/easel.ts';
import { canvas, gestureCutOff } from '../../../../some-pointer.ts';

afterEach(() => vi.unstubAllGlobals());

test('a stroke whose pointer the system takes away ends where that was last', () => {
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
  const drawing = emptyDrawing();
  const live = canvas();
  const effects: Effect[] = [];
  const look = { colour: '#000000', width: 3, layer: drawing.layers[0]!.id };
  new PenEasel(
    canvas() as unknown as HTMLCanvasElement,
    live as unknown as HTMLCanvasElement,
    {
      stage: (zoom) => ({ drawing, selection: new Set(), look, zoom, eraser: 5, id: 'a', now: 0 }),
      tool: () => 'pen',
      apply: (effect) => void effects.push(effect),
      touched: () => undefined,
      moved: () => undefined,
    },
    drawing,
  );
  gestureCutOff(live);
  expect(effects[0]?.stroke?.samples.map(([x, y]) => [x, y])).toEqual([
    [40, 40],
    [60, 50],
  ]);
});
