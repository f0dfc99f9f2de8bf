import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BeatMap } from '../../../../../../renderer/studios/music/roll/beats.ts';
import type { Effect } from '../../../../../../renderer/studios/music/roll/gestures.ts';
import { NoteIndex } from '../../../../../../renderer/studios/music/roll/note-index.ts';
import { Roll, type RollHost } from '../../../../../../renderer/studios/music/roll/roll.ts';
import type { Scene } from '../../../../../../renderer/studios/music/roll/scene.ts';
import type { View } from '../../../../../../renderer/studios/music/roll/view.ts';
import { emptyPerformance } from '../../../../../../models/music/note.ts';
import { note } from '../some.ts';

vi.mock('../../../../../../renderer/studios/music/roll/palette.ts', () => ({
  readPalette: () => ({ velocity: [], takes: [], velocityPixels: new Uint32Array(128) }),
}));

/** What is written on the canvases. */
let written: string[];

/** A brush that paints nothing, and tells what it writes. */
const brush = new Proxy({} as Record<string, unknown>, {
  get: (_, name) => {
    if (name === 'getTransform') return () => ({ a: 1 });
    return name === 'fillText' ? (text: string) => void written.push(text) : () => undefined;
  },
  set: () => true,
});

class Canvas extends EventTarget {
  readonly style = {};
  readonly parentElement = {};
  readonly clientWidth = 1060;
  readonly clientHeight = 600;
  width = 1060;
  height = 600;
  getContext = () => brush;
  setPointerCapture = () => undefined;
}

const view = { start: 0, pixelsPerSecond: 100, topRow: 40, rowHeight: 10 };
const performance = emptyPerformance();
const scene: Scene = {
  ...{ performance, index: new NoteIndex([]), pedal: [], beats: new BeatMap([], []), duration: 10, view },
  ...{ selection: new Set(), region: null, loop: false, replaced: null, heard: [], ghosts: [], recording: [] },
  ...{ sounding: new Set(), focused: null, names: { velocity: 'Velocity', pedal: 'Pedal' } },
};

const before = new Set([note(60, 0, 1)]);
const marked = { from: 0, to: 1 };

let overlay: Canvas;
let frames: (() => void)[];
/** Whether a hand was on the roll, frame by frame. */
let held: boolean[];
let views: View[];
let effects: Effect[];
let roll: Roll;

beforeEach(() => {
  frames = [];
  held = [];
  views = [];
  effects = [];
  written = [];
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal(
    'ImageData',
    class ImageData {
      readonly data: Uint8ClampedArray;
      constructor(
        readonly width: number,
        readonly height: number,
      ) {
        this.data = new Uint8ClampedArray(4 * width * height);
      }
    },
  );
  vi.stubGlobal(
    'ResizeObserver',
    class extends EventTarget {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
  overlay = new Canvas();
  const host: RollHost = {
    stage: (laneHeight) => ({
      ...{ performance, index: scene.index, selection: before, region: marked, view, laneHeight },
      ...{ grid: { width: 1000, height: 442 }, duration: 10, velocity: 80 },
    }),
    apply: (effect) => effects.push(effect),
    abandon: () => undefined,
    setView: (next) => views.push(next),
    resize: () => undefined,
    sound: () => undefined,
  };
  const moving = (hand: boolean) => {
    held.push(hand);
    return { playhead: 0, recording: [] };
  };
  const canvas = (one: Canvas) => one as unknown as HTMLCanvasElement;
  roll = new Roll(canvas(new Canvas()), canvas(overlay), host, moving, () => false, scene);
});
afterEach(() => {
  roll.destroy();
  vi.unstubAllGlobals();
});

const paint = () => frames.splice(0).forEach((frame) => frame());
const pointer = (type: string, offsetX: number, offsetY: number, more: Partial<PointerEvent> = {}) =>
  overlay.dispatchEvent(
    Object.assign(new Event(type), { offsetX, offsetY, pointerId: 1, pointerType: 'pen', button: 0, ...more }),
  );

test('what is shown stays where it is while a hand marks a stretch of it', () => {
  paint();
  pointer('pointerdown', 200, 50);
  pointer('pointermove', 400, 50);
  paint();
  pointer('pointerup', 400, 50);
  paint();
  expect(held).toEqual([false, true, false]);
});

test('a hand that gives up leaves what was selected and marked before', () => {
  expect(roll.abandon()).toBe(false);
  for (const y of [250, 50]) {
    pointer('pointerdown', 200, y);
    pointer('pointermove', 400, y + 5);
    const { selection, region } = effects.at(-1)!;
    expect(selection ?? region).toBeTruthy();
    expect(roll.abandon()).toBe(true);
    expect(effects.at(-1)).toEqual({ selection: before, region: marked });
  }
  const done = effects.length;
  pointer('pointerup', 400, 50);
  expect(effects).toHaveLength(done);
});

test('a palm that lies on the screen makes way for the pen, and what it marked is given up', () => {
  const palm = { pointerId: 7, pointerType: 'touch' };
  pointer('pointerdown', 800, 50, palm);
  pointer('pointermove', 850, 50, palm);
  pointer('pointerdown', 200, 50);
  expect(effects).toContainEqual({ selection: before, region: marked });
  pointer('pointermove', 870, 50, palm);
  // The system sees a palm in it, too.
  pointer('pointercancel', 0, 0, palm);
  pointer('pointerup', 400, 50);
  const { region } = effects.at(-1)!;
  expect(region!.to - region!.from).toBeCloseTo(2);
});

test('the wheel scrolls, but not under a hand', () => {
  vi.stubGlobal('WheelEvent', { DOM_DELTA_LINE: 1 });
  const wheel = () =>
    overlay.dispatchEvent(Object.assign(new Event('wheel'), { deltaX: 100, deltaY: 0, deltaMode: 0 }));
  wheel();
  expect(views.map(({ start }) => start)).toEqual([1]);
  pointer('pointerdown', 200, 50);
  wheel();
  pointer('pointerup', 200, 50);
  wheel();
  expect(views).toHaveLength(2);
});

test('the lanes’ names are painted anew where they are called otherwise, and only then', () => {
  paint();
  const before = written.length;
  roll.show({ ...scene });
  paint();
  expect(written).toHaveLength(before);
  roll.show({ ...scene, names: { velocity: 'Anschlag', pedal: 'Pedal' } });
  paint();
  expect(written.slice(before)).toContain('Anschlag');
});
