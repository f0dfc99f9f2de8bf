import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addStrokes } from '../../../../../../models/drawing/edit.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { Easel } from '../../../../../../renderer/studios/drawing/canvas/easel.ts';
import { pressOnCanvas } from '../../../../../../renderer/studios/drawing/canvas/keys.ts';
import { PointerHands } from '../../../../../../renderer/studios/drawing/canvas/pointer.ts';
import { DrawingStudio } from '../../../../../../renderer/studios/drawing/studio.svelte.ts';
import type { ToolName } from '../../../../../../renderer/studios/drawing/tools/tool.ts';
import { across, down } from '../../../../models/drawing/some-strokes.ts';
import { canvas, pointer } from '../../../some-pointer.ts';

beforeEach(() => {
  const bridge = {
    call: async () => ({ ok: false, cancelled: true }),
    start: () => ({ done: new Promise(() => undefined), cancel: () => undefined }),
    on: () => () => undefined,
  };
  vi.stubGlobal('window', { gomboc: bridge, devicePixelRatio: 1 });
  vi.stubGlobal('document', {
    createElement: () => ({ style: { setProperty: () => undefined }, remove: () => undefined }),
  });
  vi.stubGlobal('getComputedStyle', () => ({ color: 'rgb(0, 0, 0)' }));
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

/** A studio with two strokes on its canvas, where a pixel is one of the paper, and what does things to it. */
function studioOnCanvas(tool: ToolName) {
  const studio = new DrawingStudio(new AppState());
  studio.document.edit({ label: 'Draw', drawing: addStrokes(studio.drawing, [across, down]) });
  studio.tool = tool;
  const live = Object.assign(canvas(), { parentElement: { append: () => undefined } });
  const [base, upper] = [canvas(), live] as unknown as [HTMLCanvasElement, HTMLCanvasElement];
  const easel = (studio.easel = new Easel(base, upper, studio, studio.scene));
  new PointerHands(easel, studio);
  const send = (...event: Parameters<typeof pointer>) => {
    easel.show(studio.scene);
    live.dispatchEvent(pointer(...event));
  };
  const press = (code: string) => {
    const key = { code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, repeat: false };
    return pressOnCanvas(studio, key, { canvas: true, byKeyboard: false });
  };
  return { studio, send, press };
}

test('Escape in a marquee leaves what was selected before', () => {
  const { studio, send, press } = studioOnCanvas('select');
  studio.document.select(new Set(['across']));
  send('pointerdown', 150, 5);
  send('pointermove', 250, 120);
  expect([...studio.document.selection]).toEqual(['down']);
  expect(press('Escape')).toBe(true);
  expect([...studio.document.selection]).toEqual(['across']);
  send('pointermove', 260, 130);
  send('pointerup', 260, 130);
  expect([...studio.document.selection]).toEqual(['across']);
});

test('Escape while strokes are moved leaves them where they were, and what was selected before', () => {
  const { studio, send, press } = studioOnCanvas('select');
  const before = studio.drawing;
  studio.document.select(new Set(['across']));
  send('pointerdown', 200, 60);
  send('pointermove', 250, 120);
  press('Escape');
  send('pointerup', 250, 120);
  expect(studio.drawing).toBe(before);
  expect([...studio.document.selection]).toEqual(['across']);
});

const lines = ({ drawing }: DrawingStudio) => drawing.strokes.slice(2).map(({ samples }) => samples.map(([x, y]) => [x, y])); // prettier-ignore

test('a palm that lies on the screen makes way for the pen, and one that comes later draws nothing', () => {
  const { studio, send } = studioOnCanvas('pen');
  const palm = (pointerId: number) => ({ pointerId, pointerType: 'touch' });
  send('pointerdown', 300, 300, palm(7));
  send('pointermove', 302, 305, palm(7));
  send('pointerdown', 40, 40);
  send('pointerdown', 310, 300, palm(8));
  send('pointermove', 303, 306, palm(7));
  send('pointermove', 60, 50);
  send('pointerup', 303, 306, palm(7));
  send('pointerup', 310, 300, palm(8));
  send('pointerup', 70, 55);
  expect(lines(studio)).toEqual([[[40, 40], [60, 50], [70, 55]]]); // prettier-ignore
});

test('the buttons that go back and forth draw nothing', () => {
  const { studio, send } = studioOnCanvas('pen');
  for (const button of [3, 4]) {
    send('pointerdown', 40, 40, { button, pointerType: 'mouse' });
    send('pointerup', 60, 50, { button, pointerType: 'mouse' });
  }
  expect(lines(studio)).toEqual([]);
});

test('a tool that is chosen while a marquee is drawn leaves nothing selected that is not seen to be', () => {
  const { studio, send } = studioOnCanvas('select');
  send('pointerdown', 150, 5);
  send('pointermove', 250, 120);
  studio.choose('pen');
  send('pointermove', 260, 130);
  send('pointerup', 260, 130);
  expect([studio.tool, ...studio.document.selection]).toEqual(['pen']);
});

test('and neither do strokes that were moved', () => {
  const { studio, send } = studioOnCanvas('select');
  send('pointerdown', 200, 60);
  send('pointermove', 250, 120);
  studio.choose('eraser');
  send('pointerup', 250, 120);
  expect(studio.drawing.strokes[1]!.samples[0]!.slice(0, 2)).toEqual([250, 70]);
  expect([studio.tool, ...studio.document.selection]).toEqual(['eraser']);
});

test('Enter while a hand draws leaves its line alone', () => {
  const { studio, send, press } = studioOnCanvas('pen');
  send('pointerdown', 40, 40);
  send('pointermove', 60, 50);
  press('Enter');
  press('Enter');
  send('pointermove', 70, 55);
  send('pointerup', 80, 60);
  expect(lines(studio)).toEqual([[[40, 40], [60, 50], [70, 55], [80, 60]]]); // prettier-ignore
});

test('undo, zoom and another layer leave the line under the pen alone', () => {
  const { studio, send } = studioOnCanvas('pen');
  const layer = studio.layers.current.id;
  send('pointerdown', 40, 40);
  send('pointermove', 60, 50);
  studio.undo();
  studio.layers.add();
  studio.zoom(2, { x: 0, y: 0 });
  send('pointermove', 200, 150);
  send('pointermove', 140, 110);
  send('pointerup', 140, 110);
  expect(studio.drawing.strokes.map((stroke) => stroke.layer)).toEqual([layer, layer, layer]);
});

test('the pointer takes over from the keyboard’s pen, whose line ends there', () => {
  const { studio, send } = studioOnCanvas('pen');
  studio.keyboardPen.toggle();
  studio.keyboardPen.move(1, 0, false);
  send('pointerdown', 40, 40);
  send('pointermove', 60, 50);
  send('pointerup', 70, 55);
  const [first, second] = lines(studio);
  expect([first?.at(-1), second]).toEqual([[408, 300], [[40, 40], [60, 50], [70, 55]]]); // prettier-ignore
  expect([studio.keyboardPen.down, studio.keyboardPen.spot]).toEqual([false, null]);
});

test('what the system takes away, and a window that goes, leave the line as far as it got', () => {
  const { studio, send } = studioOnCanvas('pen');
  send('pointerdown', 40, 40);
  send('pointermove', 60, 50);
  send('pointercancel', 0, 0);
  studio.keyboardPen.toggle();
  studio.keyboardPen.move(0, 1, false);
  studio.keyboardPen.leave();
  expect(lines(studio).map((line) => line.at(-1))).toEqual([[60, 50], [400, 308]]); // prettier-ignore
  expect(studio.inking).toBe(false);
});

test('what is refused on the side leaves the keyboard’s pen down', () => {
  const { studio, send } = studioOnCanvas('eraser');
  studio.keyboardPen.toggle();
  studio.refuse('Layer 1 is locked.');
  expect(studio.keyboardPen.down).toBe(true);
  studio.choose('pen');
  send('pointerdown', 40, 40);
  send('pointerup', 60, 50);
  expect(lines(studio)).toEqual([[[40, 40], [60, 50]]]); // prettier-ignore
});

test('a line whose layer another hand deletes meanwhile is not lost with it', () => {
  const { studio, send } = studioOnCanvas('pen');
  studio.layers.add();
  send('pointerdown', 40, 40);
  studio.layers.remove(studio.layers.current.id);
  send('pointerup', 60, 50);
  expect(studio.drawing.strokes.at(-1)!.layer).toBe(studio.drawing.layers[0]!.id);
  expect(studio.drawing.layers).toHaveLength(1);
});
