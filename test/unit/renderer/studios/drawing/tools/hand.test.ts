import { expect, test } from 'vitest';
import { movePaper } from '../../../../../../renderer/studios/drawing/tools/hand.ts';
import { at } from './hands.ts';

test('the hand moves the paper by as much as it moved itself', () => {
  const hand = movePaper(at(100, 100));
  expect(hand.move([at(110, 95), at(120, 90)]).pan).toEqual({ dx: 20, dy: -10 });
  expect(hand.up(at(125, 90)).pan).toEqual({ dx: 5, dy: 0 });
});
