import { describe, expect, test } from 'vitest';
import { seconds } from '../../../../../../models/music/note.ts';
import { begin, type Point, type Stage } from '../../../../../../renderer/studios/music/roll/gestures.ts';
import { hitTest, layout } from '../../../../../../renderer/studios/music/roll/layout.ts';
import { NoteIndex } from '../../../../../../renderer/studios/music/roll/note-index.ts';
import { pitchToY, timeToX, type View } from '../../../../../../renderer/studios/music/roll/view.ts';
import { note, performanceOf } from '../some.ts';

const areas = layout(1060, 600);
const view: View = { start: 0, pixelsPerSecond: 100, topRow: 40, rowHeight: 10 };
const first = note(60, 1, 2);
const second = note(67, 3, 3.5);
const piece = performanceOf(first, second);

const stage = (changes: Partial<Stage> = {}): Stage => {
  const performance = changes.performance ?? piece;
  return {
    performance,
    index: new NoteIndex(performance.notes),
    selection: new Set(),
    region: null,
    view,
    grid: areas.grid,
    laneHeight: areas.velocity.height,
    duration: 10,
    velocity: 80,
    ...changes,
  };
};

type Keys = Partial<Pick<Point, 'shift' | 'alt'>>;

/** A hand that presses at one place of the grid (time and pitch), goes to another and lets go. */
function hand(
  on: Stage,
  area: 'grid' | 'ruler' | 'velocity' | 'pedal' | 'keys' | 'overview',
  keys: Keys = {},
  double = false,
) {
  const rect = areas[area];
  const point = (x: number, y: number): Point => ({ x, y, shift: false, alt: false, ...keys });
  return {
    drag([x, y]: [number, number], ...way: [number, number][]) {
      const hit = hitTest(areas, on, rect.x + x, rect.y + y);
      const gesture = begin(on, hit, point(x, y), double)!;
      const moves = way.map(([toX, toY]) => gesture.move(point(toX, toY)));
      const [endX, endY] = way.at(-1) ?? [x, y];
      return { down: gesture.down, moves, up: gesture.up(point(endX, endY)) };
    },
  };
}

/** Middle of a key's row at a time, in pixels of the grid. */
const place = (time: number, pitch: number): [number, number] => [
  timeToX(view, time),
  pitchToY(view, pitch) + view.rowHeight / 2,
];

describe('a click', () => {
  test('on a note selects it and lets it sound', () => {
    const { down } = hand(stage(), 'grid').drag(place(1.5, 60));
    expect([...down.selection!]).toEqual([first]);
    expect(down.sound).toEqual({ pitch: 60, velocity: 64 });
  });

  test('with shift adds to the selection, and takes away', () => {
    const added = hand(stage({ selection: new Set([first]) }), 'grid', { shift: true }).drag(place(3.2, 67));
    expect(added.down.selection!.size).toBe(2);
    const taken = hand(stage({ selection: new Set([first, second]) }), 'grid', { shift: true }).drag(place(3.2, 67));
    expect([...taken.down.selection!]).toEqual([first]);
  });

  test('on one of several selected notes picks that one', () => {
    const { up } = hand(stage({ selection: new Set([first, second]) }), 'grid').drag(place(1.5, 60));
    expect([...up.selection!]).toEqual([first]);
  });

  test('beside all notes lets go of the selection', () => {
    const { up } = hand(stage({ selection: new Set([first]) }), 'grid').drag(place(5, 50));
    expect(up.selection!.size).toBe(0);
  });

  test('on the ruler sets the playhead', () => {
    const { up } = hand(stage({ region: { from: 1, to: 2 } }), 'ruler').drag([450, 30]);
    expect(up).toEqual({ playhead: 4.5, region: null });
  });
});

describe('a drag', () => {
  test('moves a note in time and pitch, as one step', () => {
    const { moves, up } = hand(stage(), 'grid').drag(place(1.5, 60), place(1.6, 61), place(2, 64));
    expect(moves[0]!.draft!.performance.notes[0]).toMatchObject({ pitch: 61 });
    expect(up.commit!.label).toBe('Move notes');
    expect(up.commit!.edit.performance.notes[0]).toEqual(note(64, 1.5, 2.5));
  });

  test('lets every new pitch sound once', () => {
    const { moves } = hand(stage(), 'grid').drag(place(1.5, 60), place(1.55, 61), place(1.6, 61), place(1.6, 62));
    expect(moves.map(({ sound }) => sound?.pitch)).toEqual([61, undefined, 62]);
  });

  test('with alt leaves the original and moves a copy', () => {
    const { up } = hand(stage(), 'grid', { alt: true }).drag(place(1.5, 60), place(5.5, 60));
    expect(up.commit!.edit.performance.notes).toHaveLength(3);
    expect(up.commit!.edit.performance.notes[0]).toEqual(first);
  });

  test("at a note's end makes it longer", () => {
    const { up } = hand(stage(), 'grid').drag([timeToX(view, 2) - 2, place(2, 60)[1]], place(2.5, 60));
    expect(up.commit!.edit.performance.notes[0]!.end).toBeCloseTo(2.52);
  });

  test('that trembles is a click', () => {
    const [x, y] = place(1.5, 60);
    const { moves, up } = hand(stage(), 'grid').drag([x, y], [x + 2, y + 1]);
    expect(moves[0]).toEqual({});
    expect(up.commit).toBeUndefined();
  });

  test('over the empty grid selects what it touches', () => {
    const { moves, up } = hand(stage(), 'grid').drag(place(0.5, 70), place(2.5, 62), place(2.5, 58));
    expect(moves[0]!.selection!.size).toBe(0);
    expect(moves[1]!.marquee).toMatchObject({ width: 200 });
    expect([...up.selection!]).toEqual([first]);
  });

  test('along the ruler marks a region, in either direction', () => {
    const { up } = hand(stage(), 'ruler').drag([450, 30], [300, 30], [200, 30]);
    expect(up).toEqual({ region: { from: 2, to: 4.5 }, marked: true });
  });

  test("of a region's edge moves that edge", () => {
    const { up } = hand(stage({ region: { from: 2, to: 4 } }), 'ruler').drag([402, 30], [500, 30]);
    expect(up).toEqual({ region: { from: 2, to: 5 }, marked: true });
  });

  test('of an edge past the other turns the region around', () => {
    const { up } = hand(stage({ region: { from: 2, to: 4 } }), 'ruler').drag([402, 30], [100, 30]);
    expect(up.region).toEqual({ from: 1, to: 2 });
  });
});

describe('drawing', () => {
  test('a double click puts a note there, a drag makes it longer', () => {
    const short = hand(stage(), 'grid', {}, true).drag(place(5, 50));
    expect(short.up.commit!.edit.performance.notes[2]).toEqual(note(50, 5, 5.25, 80));
    const long = hand(stage(), 'grid', {}, true).drag(place(5, 50), place(7, 50));
    expect(long.up.commit!.edit.performance.notes[2]).toEqual(note(50, 5, 7, 80));
  });

  test('in the velocity lane a stroke sets the notes it passes', () => {
    const height = areas.velocity.height;
    const { up } = hand(stage(), 'velocity').drag([90, 0], [310, height]);
    const [a, b] = up.commit!.edit.performance.notes;
    expect(a!.velocity).toBeGreaterThan(115);
    expect(b!.velocity).toBeLessThan(10);
  });

  test('in the velocity lane only selected notes change, if any are', () => {
    const { up } = hand(stage({ selection: new Set([second]) }), 'velocity').drag([90, 2], [310, 2]);
    expect(up.commit!.edit.performance.notes[0]).toBe(first);
    expect(up.commit!.edit.performance.notes[1]!.velocity).toBeGreaterThan(115);
  });

  test('in the pedal lane a drag puts the pedal down, a click lifts it', () => {
    const { up } = hand(stage(), 'pedal').drag([100, 8], [300, 8]);
    const pedalled = up.commit!.edit.performance;
    expect(pedalled.pedal).toEqual([
      { time: seconds(1), down: true },
      { time: seconds(3), down: false },
    ]);
    const lifted = hand(stage({ performance: pedalled }), 'pedal').drag([200, 8]);
    expect(lifted.up.commit!.edit.performance.pedal).toEqual([]);
  });

  test('in the pedal lane a click that trembles puts no pedal down', () => {
    const { moves, up } = hand(stage(), 'pedal').drag([100, 8], [102, 9]);
    expect([moves, up]).toEqual([[{}], {}]);
  });

  test('in the pedal lane a drag that comes back to where it began lifts nothing else', () => {
    const pedal = [
      { time: seconds(1), down: true },
      { time: seconds(3), down: false },
    ];
    const { up } = hand(stage({ performance: { ...piece, pedal } }), 'pedal').drag([200, 8], [260, 8], [200, 8]);
    expect(up).toEqual({});
  });
});

describe('the piano at the edge', () => {
  test('sounds key after key as the hand glides', () => {
    const y = (pitch: number) => pitchToY(view, pitch) + 5;
    const { moves } = hand(stage(), 'keys').drag([10, y(60)], [10, y(61)], [50, y(62)]);
    expect(moves.map(({ sound }) => sound!.pitch)).toEqual([61, 62]);
    expect(moves[1]!.sound!.velocity).toBeGreaterThan(moves[0]!.sound!.velocity);
  });
});

describe('the overview', () => {
  test('brings what is under the hand to the middle of the window', () => {
    const { down } = hand(stage(), 'overview').drag([500, 10]);
    expect(down.view!.start).toBeCloseTo(5 - 5);
  });
});
