import { expect, test } from 'vitest';
import type { Point } from '../../../../../../renderer/lib/ink/gesture.ts';
import type { Easel } from '../../../../../../renderer/studios/drawing/canvas/easel.ts';
import { PointerHands } from '../../../../../../renderer/studios/drawing/canvas/pointer.ts';
import { canvas, gestureCutOff } from '../../../some-pointer.ts';

test('a stroke whose pointer the system takes away ends where that was last', () => {
  const live = canvas();
  const ends: Point[] = [];
  const easel = {
    ...{ live, busy: false, scene: { tool: 'hand', view: { zoom: 1, x: 0, y: 0 } } },
    press: () => (easel.busy = true),
    drag: () => undefined,
    hover: () => undefined,
    letGo: (point: Point) => void ends.push(point),
  };
  const host = { pan: () => undefined, zoom: () => undefined, touched: () => false };
  new PointerHands(easel as unknown as Easel, host);
  gestureCutOff(live);
  expect(ends.map(({ x, y }) => [x, y])).toEqual([[60, 50]]);
});
