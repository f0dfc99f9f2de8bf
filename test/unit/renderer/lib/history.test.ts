import { describe, expect, test } from 'vitest';
import { History } from '../../../../renderer/lib/history.svelte.ts';

describe('history', () => {
  test('steps back and forward, and says what each step was', () => {
    const history = new History('a');
    history.push('b', { label: 'Write b' });
    history.push('c', { label: 'Write c' });
    expect(history.undoLabel).toBe('Write c');
    expect(history.undo()).toBe('Write c');
    expect([history.present, history.undoLabel, history.redoLabel]).toEqual(['b', 'Write b', 'Write c']);
    history.undo();
    expect(history.undo()).toBeNull();
    expect(history.present).toBe('a');
    expect([history.redo(), history.redo(), history.redo()]).toEqual(['Write b', 'Write c', null]);
    expect(history.present).toBe('c');
  });

  test('a change after going back forgets what was ahead', () => {
    const history = new History(1);
    history.push(2, { label: 'two' });
    history.undo();
    history.push(3, { label: 'three' });
    expect(history.redoLabel).toBeNull();
    history.undo();
    expect(history.present).toBe(1);
  });

  test('changes with one key are one step, until something else happens', () => {
    const history = new History(0);
    history.push(1, { label: 'Louder', merge: 'louder' });
    history.push(2, { label: 'Louder', merge: 'louder' });
    history.settle();
    history.push(3, { label: 'Louder', merge: 'louder' });
    history.undo();
    expect(history.present).toBe(2);
    history.undo();
    expect(history.present).toBe(0);
  });

  test('a run can be spared when others are ended', () => {
    const history = new History(0);
    history.push(1, { label: 'Draw', merge: 'ink' });
    history.settle('ink');
    history.push(2, { label: 'Draw', merge: 'ink' });
    history.settle('text');
    history.push(3, { label: 'Draw', merge: 'ink' });
    expect([history.undo(), history.present, history.undo(), history.present]).toEqual(['Draw', 2, 'Draw', 0]);
  });

  test('a key does not merge into what was undone to', () => {
    const history = new History(0);
    history.push(1, { label: 'x', merge: 'x' });
    history.undo();
    history.push(2, { label: 'x', merge: 'x' });
    history.undo();
    expect(history.present).toBe(0);
  });

  test('what is amended belongs to the step before it', () => {
    const history = new History(0);
    history.amend(1);
    expect([history.present, history.undo()]).toEqual([1, null]);
    history.push(2, { label: 'x' });
    history.amend(3);
    history.undo();
    expect(history.present).toBe(1);
    history.redo();
    expect(history.present).toBe(3);
  });

  test('of two histories it is told which has the later step, also when it was made by merging', () => {
    const [one, other] = [new History(0), new History(0)];
    expect([one.undoAt, one.redoAt]).toEqual([null, null]);
    one.push(1, { label: 'x', merge: 'x' });
    other.push(1, { label: 'y' });
    expect(other.undoAt).toBeGreaterThan(one.undoAt!);
    const made = one.undoAt;
    one.undo();
    expect([one.undoAt, one.redoAt]).toEqual([null, made]);
    one.redo();
    expect([one.undoAt, one.redoAt]).toEqual([made, null]);
    other.push(2, { label: 'y', merge: 'y' });
    one.push(2, { label: 'x' });
    other.push(3, { label: 'y', merge: 'y' });
    expect(other.undoAt).toBeGreaterThan(one.undoAt!);
  });

  /** What is in the first and not in the second. */
  const only = (state: readonly number[], next: readonly number[]) => state.filter((one) => !next.includes(one)).length;

  test('the oldest steps go when all together cost too much; the latest never does', () => {
    const history = new History<number[]>([], only, 10);
    for (let i = 1; i <= 6; i++) history.push(new Array<number>(4).fill(i), { label: String(i) });
    expect(history.undo()).toBe('6');
    expect(history.undo()).toBe('5');
    expect(history.undo()).toBeNull();
    const heavy = new History(new Array<number>(1000).fill(0), only, 10);
    heavy.push([], { label: 'clear' });
    expect(heavy.undo()).toBe('clear');
  });

  test('what the next state shares costs a step nothing, however much it is', () => {
    const history = new History([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], only, 10);
    for (let i = 10; i < 40; i++) history.push([...history.present, i], { label: String(i) });
    expect(history.past).toHaveLength(30);
    history.push([], { label: 'clear' });
    expect(history.past).toHaveLength(1);
  });

  test('a step that goes on costs what its end left of its beginning', () => {
    const history = new History([1, 2, 3, 4], only, 10);
    history.push([1, 2, 3], { label: 'less', merge: 'less' });
    history.push([1], { label: 'less', merge: 'less' });
    expect(history.past.map(({ cost }) => cost)).toEqual([3]);
    history.amend([1, 2]);
    expect(history.past.map(({ cost }) => cost)).toEqual([2]);
    history.undo();
    history.redo();
    expect([history.past.map(({ cost }) => cost), history.present]).toEqual([[2], [1, 2]]);
  });

  test('steps that cost nothing do not become endlessly many', () => {
    const history = new History(0, () => 0, 1);
    for (let i = 1; i <= 5100; i++) history.push(i, { label: '' });
    expect([history.past.length, history.past[0]!.state]).toEqual([5000, 100]);
  });
});
