import { beforeEach, describe, expect, test, vi } from 'vitest';
import { emptyDrawing } from '../../../../../../models/drawing/drawing.ts';
import { Replay } from '../../../../../../renderer/studios/drawing/model/replay.svelte.ts';
import { Timeline } from '../../../../../../renderer/studios/drawing/model/timeline.ts';
import { FakeHost, FakeWindow, strokeOf } from './studio.ts';

const first = strokeOf(
  [
    [0, 0, 0.5, 0],
    [100, 0, 0.5, 100],
    [200, 0, 1, 300],
  ],
  { startedAt: 1_000_000 },
);
const after = (ms: number, changes = {}) =>
  strokeOf(
    [
      [0, 50, 0.5, 0],
      [100, 50, 0.5, 200],
    ],
    { startedAt: 1_000_300 + ms, ...changes },
  );
const drawing = (...strokes: (typeof first)[]) => ({ ...emptyDrawing(), strokes });

describe('the timeline', () => {
  test('has strokes in their own time, pauses as they were, long ones cut short', () => {
    expect(new Timeline(drawing(first, after(200))).duration).toBe(300 + 200 + 200);
    expect(new Timeline(drawing(first, after(3_600_000))).duration).toBe(300 + 600 + 200);
    expect(new Timeline(drawing(first, after(0, { startedAt: 0 }))).duration).toBe(300 + 250 + 200);
    expect(new Timeline(emptyDrawing()).duration).toBe(0);
  });

  test('cuts the stroke that is being drawn where the pen is', () => {
    const second = after(200);
    const timeline = new Timeline(drawing(first, second));
    expect(timeline.at(0).strokes).toEqual([{ ...first, samples: [first.samples[0], first.samples[0]] }]);
    expect(timeline.at(200).strokes[0]!.samples).toEqual([
      [0, 0, 0.5, 0],
      [100, 0, 0.5, 100],
      [150, 0, 0.75, 200],
    ]);
    expect(timeline.at(400).strokes).toEqual([first]);
    expect(timeline.at(400).strokes[0]).toBe(first);
    expect(timeline.at(600).strokes[1]!.samples.at(-1)).toEqual([50, 50, 0.5, 100]);
    expect(timeline.at(timeline.duration).strokes).toEqual([first, second]);
  });

  test('shows dots and strokes without a clock', () => {
    const dot = strokeOf([[5, 5, 0.5, 0]]);
    const clockless = strokeOf([
      [0, 0, 0.5, 0],
      [50, 0, 0.5, 0],
      [100, 0, 0.5, 0],
    ]);
    const timeline = new Timeline(drawing(dot, clockless));
    expect(timeline.at(1).strokes).toEqual([dot]);
    expect(timeline.at(timeline.duration - 50).strokes[1]!.samples.at(-1)).toEqual([50, 0, 0.5, 0]);
  });

  test('leaves hidden layers out', () => {
    const hidden = { id: 'hidden', name: 'Hidden', visible: false, locked: false };
    const base = drawing(first, after(200, { layer: 'hidden' }));
    const timeline = new Timeline({ ...base, layers: [...base.layers, hidden] });
    expect(timeline.duration).toBe(300);
    expect(timeline.at(1000).strokes).toEqual([first]);
  });
});

describe('a replay', () => {
  let page: FakeWindow;
  let now: number;
  let host: FakeHost;
  let replay: Replay;

  const pass = (ms: number) => {
    now += ms;
    page.frame();
  };

  beforeEach(() => {
    page = new FakeWindow().install();
    now = 5000;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    host = new FakeHost(drawing(first, after(200)));
    replay = new Replay({ host });
    return () => vi.restoreAllMocks();
  });

  test('shows nothing of its own until it is opened, and plays then', () => {
    expect(replay.shown).toBeNull();
    replay.open();
    expect(replay.playing).toBe(true);
    pass(200);
    expect([replay.time, replay.shown!.strokes[0]!.samples.length]).toEqual([200, 3]);
    replay.close();
    expect(replay.shown).toBeNull();
    expect(page.frame()).toBe(0);
  });

  test('lies on the paper as it is now', () => {
    replay.open();
    pass(200);
    host.change({ ...host.drawing, paper: '#ffeedd' }, 'Change the paper');
    expect(replay.shown).toMatchObject({ paper: '#ffeedd', strokes: [{ id: first.id }] });
  });

  test('stops at its end, and from there plays from the start', () => {
    replay.open();
    pass(9000);
    expect([replay.time, replay.playing]).toEqual([700, false]);
    replay.toggle();
    pass(100);
    expect([replay.time, replay.playing]).toEqual([100, true]);
  });

  test('is faster or slower as it was told', () => {
    replay.open();
    replay.speed = 2;
    pass(100);
    expect(replay.time).toBe(200);
    replay.speed = 0.5;
    pass(100);
    expect(replay.time).toBe(250);
  });

  test('stays where it is put', () => {
    replay.open();
    replay.seek(400);
    pass(100);
    expect([replay.time, replay.playing]).toEqual([400, false]);
    replay.seek(1e9);
    expect(replay.time).toBe(700);
    replay.pause();
    replay.seek(-5);
    expect(replay.time).toBe(0);
  });
});
