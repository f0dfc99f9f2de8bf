import { describe, expect, test } from 'vitest';
import { changeLayer } from '../../../../../models/drawing/layers.ts';
import { at, both, down, gesture, press, stage } from '../../studios/drawing/tools/hands.ts';

describe('the eraser', () => {
  test('takes away the strokes that it meets, whole, as one step', () => {
    const effects = gesture('eraser', [at(60, 20), at(60, 80)]);
    expect(effects.at(-1)!.commit).toMatchObject({ label: 'Erase a stroke', drawing: { strokes: [down] } });
  });

  test('meets strokes between two far samples of a quick hand', () => {
    const { commit } = gesture('eraser', [at(60, 60), at(240, 40)]).at(-1)!;
    expect(commit).toMatchObject({ label: 'Erase 2 strokes', drawing: { strokes: [] } });
  });

  test('shows what will go before the hand lets go', () => {
    const hand = press('eraser', at(60, 50));
    expect([...hand.down.erasing!]).toEqual(['across']);
    expect([...hand.move([at(200, 50)]).erasing!]).toEqual(['across', 'down']);
  });

  test('is no step where it met nothing', () => {
    expect(gesture('eraser', [at(300, 200), at(310, 210)]).at(-1)!.commit).toBeUndefined();
  });

  test('does not reach locked layers', () => {
    const drawing = changeLayer(both, both.layers[0]!.id, { locked: true });
    expect(gesture('eraser', [at(60, 20), at(60, 80)], stage({ drawing })).at(-1)!.commit).toBeUndefined();
  });
});
