import { beforeEach, describe, expect, test } from 'vitest';
import { keepTest, restoreTest } from '../../../../../../renderer/studios/music/listening/kept.ts';
import { ListeningTest } from '../../../../../../renderer/studios/music/listening/test.svelte.ts';
import { pair, setOf } from '../../../../models/music/listening/pieces.ts';

let taken: ListeningTest;
const hear = () => {
  taken.count('a');
  taken.count('b');
};
/** Answers the pair in front and goes on. */
const answer = (choice: 'a' | 'b') => {
  hear();
  taken.choose(choice);
  taken.submit(1);
};

beforeEach(() => {
  taken = new ListeningTest();
  taken.begin(setOf(pair('a'), pair('b', 'Waltz', 50)));
});

describe('an answer', () => {
  test('needs both clips to be heard, and a choice', () => {
    taken.choose('a');
    expect(taken.canAnswer).toBe(false);
    taken.count('a');
    taken.submit(1);
    expect(taken.answer).toBeNull();
    taken.count('b');
    expect(taken.canAnswer).toBe(true);
    taken.submit(9);
    expect(taken.answer).toEqual({ choice: 'a', confidence: 'fairly', plays: { a: 1, b: 1 }, at: 9 });
  });

  test('stands: nothing that is pressed later changes it', () => {
    answer('b');
    const before = taken.answer;
    hear();
    taken.choose('a');
    taken.shiftConfidence(1);
    taken.submit(2);
    expect(taken.answers).toEqual([before]);
    taken.next();
    expect(taken.draft).toEqual({ choice: null, confidence: 'fairly', plays: { a: 0, b: 0 } });
  });

  test('is needed to go on, and the next one begins blank', () => {
    taken.next();
    expect(taken.index).toBe(0);
    answer('a');
    taken.next();
    expect([taken.index, taken.answer, taken.heardBoth]).toEqual([1, null, false]);
    taken.count('a');
    taken.previous();
    expect(taken.answer?.choice).toBe('a');
    taken.next();
    // Looking back loses nothing of what was begun.
    expect(taken.draft.plays).toEqual({ a: 1, b: 0 });
  });

  test('is as sure as said, within the steps that there are', () => {
    taken.shiftConfidence(1);
    taken.shiftConfidence(1);
    expect(taken.draft.confidence).toBe('sure');
    for (const _ of [1, 2, 3]) taken.shiftConfidence(-1);
    expect(taken.draft.confidence).toBe('guess');
  });

  test('counts, and at the end there is no pair in front', () => {
    answer('a');
    taken.next();
    answer('a');
    expect(taken.score).toMatchObject({ right: 1, answered: 2 });
    taken.next();
    expect([taken.pair, taken.index]).toEqual([null, 2]);
    taken.add(pair('b'));
    expect(taken.pair?.personIs).toBe('b');
  });
});

describe('kept over a restart', () => {
  test('it goes on where it was', () => {
    answer('b');
    taken.next();
    taken.count('a');
    taken.choose('b');
    const text = JSON.stringify(keepTest(taken.snapshot()!));
    const again = new ListeningTest();
    again.restore(restoreTest(JSON.parse(text))!);
    expect(again.snapshot()).toEqual(taken.snapshot());
  });

  test.each([null, undefined, 3, {}, { set: '{', answers: [], index: 0, draft: {} }])('%j is no test', (kept) => {
    expect(restoreTest(kept)).toBeNull();
  });

  test('more answers than pairs are cut off', () => {
    answer('a');
    const state = taken.snapshot()!;
    const again = new ListeningTest();
    again.restore({ ...state, answers: Array.from({ length: 5 }, () => state.answers[0]!), index: 5 });
    expect([again.answers.length, again.index]).toEqual([2, 2]);
  });
});
