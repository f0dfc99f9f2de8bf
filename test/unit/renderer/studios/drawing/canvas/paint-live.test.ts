import { afterEach, expect, test, vi } from 'vitest';
import { paintHeldStrokes } from '../../../../../../renderer/studios/drawing/canvas/paint-live.ts';
import type { Scene } from '../../../../../../renderer/studios/drawing/canvas/scene.ts';
import { across, drawingOf } from '../../../../models/drawing/some-strokes.ts';

afterEach(() => vi.unstubAllGlobals());

test('strokes that are moved lie over each other as they do at rest: by their layers', () => {
  vi.stubGlobal('Path2D', Object);
  const layers = ['lower', 'upper'].map((id) => ({ id, name: id, visible: true, locked: false }));
  const strokes = [
    { ...across, id: 'above', layer: 'upper', colour: '#ffffff' },
    { ...across, id: 'below', layer: 'lower', colour: '#000000' },
  ];
  const scene = { drawing: { ...drawingOf(...strokes), layers }, selection: new Set(['above', 'below']) };
  const painted: string[] = [];
  const brush = {
    ...{ fillStyle: '', save: () => undefined, restore: () => undefined, transform: () => undefined },
    fill: () => void painted.push(brush.fillStyle),
  };
  const held = { erasing: null, shape: [1, 0, 0, 1, 5, 5] as const, marquee: null, hover: null };
  paintHeldStrokes(brush as unknown as CanvasRenderingContext2D, scene as unknown as Scene, held, false);
  expect(painted).toEqual(['#000000', '#ffffff']);
});
