import { describe, expect, test } from 'vitest';
import { boundsOf } from '../../../../../../models/drawing/edit.ts';
import { frameOf, handleSpot, scaleHandles } from '../../../../../../renderer/studios/drawing/tools/handles.ts';
import { across, at, both, gesture, linesOf, press, stage } from './hands.ts';

const holding = (...ids: string[]) => stage({ selection: new Set(ids) });
const corner = scaleHandles.find(({ across, along }) => across === 1 && along === 1)!;
const side = scaleHandles.find(({ across, along }) => across === 1 && along === 0)!;

/** Where a handle of the frame around `across` is. */
const spotOf = (handle: typeof corner) => handleSpot(frameOf(holding('across'))!, handle, 1);

describe('selecting', () => {
  test('a click on a stroke selects it, one beside lets go', () => {
    expect([...press('select', at(60, 52)).down.selection!]).toEqual(['across']);
    expect([...gesture('select', [at(300, 250)], holding('across')).at(-1)!.selection!]).toEqual([]);
  });

  test('shift adds a stroke, and takes it away again', () => {
    expect([...press('select', at(200, 60, { shift: true }), holding('across')).down.selection!]).toEqual([
      'across',
      'down',
    ]);
    expect([...press('select', at(60, 50, { shift: true }), holding('across', 'down')).down.selection!]).toEqual([
      'down',
    ]);
  });

  test('a click on one of several leaves only that one selected', () => {
    const effects = gesture('select', [at(60, 50)], holding('across', 'down'));
    expect([...effects.at(-1)!.selection!]).toEqual(['across']);
  });

  test('a marquee selects what it touches, with shift besides what was', () => {
    const effects = gesture('select', [at(150, 5), at(250, 120)]);
    expect(effects[1]!.marquee).toEqual({ x: 150, y: 5, width: 100, height: 115 });
    expect([...effects.at(-1)!.selection!]).toEqual(['down']);
    const more = gesture('select', [at(150, 5, { shift: true }), at(250, 120, { shift: true })], holding('across'));
    expect([...more.at(-1)!.selection!]).toEqual(['across', 'down']);
  });

  test('a click where strokes cross selects the one that is seen on top, whichever was drawn first', () => {
    const layers = ['lower', 'upper'].map((id) => ({ id, name: id, visible: true, locked: false }));
    const [above, below] = [
      { ...across, id: 'above', layer: 'upper' },
      { ...across, id: 'below', layer: 'lower' },
    ];
    const drawing = { ...both, layers, strokes: [above, below] };
    expect([...press('select', at(60, 50), stage({ drawing })).down.selection!]).toEqual(['above']);
    const locked = layers.map((layer) => ({ ...layer, locked: layer.id === 'upper' }));
    const under = stage({ drawing: { ...drawing, layers: locked } });
    expect([...press('select', at(60, 50), under).down.selection!]).toEqual(['below']);
  });

  test('hits thin lines as easily when they are far away', () => {
    expect([...press('select', at(60, 65), stage({ zoom: 0.25 })).down.selection!]).toEqual(['across']);
    expect(press('select', at(60, 65), stage({ zoom: 1 })).down.selection).toBeUndefined();
  });
});

describe('moving', () => {
  test('a drag moves what is selected, as one step', () => {
    const { commit } = gesture('select', [at(60, 50), at(70, 60), at(80, 75)], holding('across', 'down')).at(-1)!;
    expect(commit!.label).toBe('Move 2 strokes');
    expect(linesOf(commit!.drawing)[0]).toEqual([
      [30, 75],
      [130, 75],
    ]);
  });

  test('a drag after shift has let go of the last stroke is no step', () => {
    const effects = gesture('select', [at(60, 50, { shift: true }), at(90, 80, { shift: true })], holding('across'));
    expect([...effects[0]!.selection!]).toEqual([]);
    expect(effects.at(-1)).toEqual({});
  });

  test('a trembling click moves nothing', () => {
    expect(gesture('select', [at(60, 50), at(61, 51)]).at(-1)!.commit).toBeUndefined();
  });

  test('shift keeps to one direction', () => {
    const { commit } = gesture('select', [at(60, 50), at(90, 55, { shift: true })], holding('across')).at(-1)!;
    expect(linesOf(commit!.drawing)[0]![0]).toEqual([40, 50]);
  });

  test('a drag shows the way without changing the drawing', () => {
    const [, moved] = gesture('select', [at(60, 50), at(70, 60)]);
    expect(moved).toEqual({ shape: [1, 0, 0, 1, 10, 10] });
  });
});

describe('handles', () => {
  test('there are eight, and each scales towards its side', () => {
    expect(scaleHandles).toHaveLength(8);
    const from = spotOf(side);
    const { commit } = gesture('select', [at(from.x, from.y), at(from.x + 116, from.y)], holding('across')).at(-1)!;
    const frame = frameOf(holding('across'))!;
    const grown = boundsOf([commit!.drawing.strokes[0]!])!;
    expect(commit!.label).toBe('Scale a stroke');
    expect(grown.width).toBeGreaterThan(1.9 * frame.width - 24);
    expect(linesOf(commit!.drawing)[0]![0]![1]).toBeCloseTo(50);
  });

  test('shift keeps the proportions', () => {
    const from = spotOf(corner);
    const to = at(from.x + 116, from.y, { shift: true });
    const { commit } = gesture('select', [at(from.x, from.y), to], holding('across')).at(-1)!;
    expect(commit!.drawing.strokes[0]!.width).toBeCloseTo(across.width * 2, 1);
  });

  test('the one above turns, with shift in steps of 15 degrees', () => {
    const frame = frameOf(holding('across'))!;
    const from = handleSpot(frame, { kind: 'rotate', across: 0, along: -1 }, 1);
    const to = at(frame.x + frame.width + 30, frame.y + frame.height / 2 + 2, { shift: true });
    const { commit } = gesture('select', [at(from.x, from.y), to], holding('across')).at(-1)!;
    const [start, end] = linesOf(commit!.drawing)[0]!;
    expect(commit!.label).toBe('Rotate a stroke');
    expect(start![0]).toBeCloseTo(end![0]!);
    expect(Math.abs(start![1]! - end![1]!)).toBeCloseTo(100);
  });

  test('pulled through the other side they mirror, and never end at nothing', () => {
    const from = spotOf(side);
    const frame = frameOf(holding('across'))!;
    const shrink = gesture('select', [at(from.x, from.y), at(frame.x, from.y)], holding('across')).at(-1)!.commit!;
    const [a, b] = linesOf(shrink.drawing)[0]!;
    expect(Math.abs(b![0]! - a![0]!)).toBeGreaterThan(0.5);
    const mirror = gesture('select', [at(from.x, from.y), at(frame.x - 50, from.y)], holding('across')).at(-1)!.commit!;
    const [c, d] = linesOf(mirror.drawing)[0]!;
    expect(c![0]!).toBeGreaterThan(d![0]!);
    expect(both.strokes[0]).toBe(across);
  });
});
