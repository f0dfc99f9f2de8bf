import { describe, expect, test } from 'vitest';
import { Stroke } from '../../../../../models/drawing/stroke.ts';
import { mostStrokes } from '../../../../../models/drawing/edit.ts';
import { changeLayer } from '../../../../../models/drawing/layers.ts';
import { begin } from '../../../../../renderer/studios/drawing/tools/begin.ts';
import { across, at, both, gesture, press, stage } from '../../studios/drawing/tools/hands.ts';

describe('the pen', () => {
  test('draws a stroke where it goes, in the look of its beginning', () => {
    const { stroke } = gesture('pen', [at(10, 10), at(20, 12), at(30, 10)]).at(-1)!;
    expect(Stroke.parse(stroke)).toMatchObject({
      id: 'new',
      colour: '#e03131',
      width: 8,
      author: 'person',
      startedAt: 1_000,
    });
    expect(stroke!.samples.map(([x, y]) => [x, y])).toEqual([
      [10, 10],
      [20, 12],
      [30, 10],
    ]);
  });

  test('counts time from the moment it touches down', () => {
    const hand = press('pen', at(0, 0, { time: 700 }));
    hand.move([at(5, 0, { time: 708 })]);
    const { stroke } = hand.up(at(9, 0, { time: 716 }));
    expect(stroke!.samples.map(([, , , ms]) => ms)).toEqual([0, 8, 16]);
  });

  test('hands out each sample once, as they come', () => {
    const hand = press('pen', at(0, 0));
    expect(hand.down.ink).toHaveLength(1);
    expect(hand.move([at(1, 0), at(2, 0), at(3, 0)]).ink).toHaveLength(3);
    expect(hand.move([at(4, 0)]).ink!.map(([x]) => x)).toEqual([4]);
  });

  test('leaves a dot where it only taps', () => {
    const { stroke } = gesture('pen', [at(40, 40)]).at(-1)!;
    expect(stroke!.samples).toHaveLength(1);
  });

  test('keeps the pressure that was felt last, since a lifted pen reports none', () => {
    const hand = press('pen', at(0, 0, { pressure: 0.8 }));
    hand.move([at(5, 5, { pressure: 0.7 })]);
    const { stroke } = hand.up(at(9, 9, { pressure: 0 }));
    expect(stroke!.samples.map(([, , pressure]) => pressure)).toEqual([0.8, 0.7, 0.7]);
  });

  test('leaves nothing where the device told nothing of use', () => {
    const { stroke } = gesture('pen', [at(NaN, 0), at(3, Infinity)]).at(-1)!;
    expect(stroke).toBeUndefined();
  });

  test.each([
    ['hidden', { visible: false }],
    ['locked', { locked: true }],
  ])('refuses a layer that is %s, with a reason', (word, change) => {
    const drawing = changeLayer(both, both.layers[0]!.id, change);
    const begun = begin('pen', stage({ drawing }), at(0, 0));
    expect(begun).toHaveProperty('refused', expect.stringContaining(word));
  });

  test('refuses a drawing that can hold no more strokes, with a reason', () => {
    const strokes = Array.from({ length: mostStrokes }, (_, i) => ({ ...across, id: `s${i}` }));
    expect(begin('pen', stage({ drawing: { ...both, strokes: strokes.slice(1) } }), at(0, 0))).toHaveProperty('down');
    const begun = begin('pen', stage({ drawing: { ...both, strokes } }), at(0, 0));
    expect(begun).toHaveProperty('refused', expect.stringContaining('20,000 strokes'));
  });
});
