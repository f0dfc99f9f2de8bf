import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Keeper } from '../../../../../renderer/studios/music/keeper.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('keeping unsaved work', () => {
  test('happens once, soon after the last of several changes', () => {
    const kept: [revision: number, text: string][] = [];
    let state = 'a';
    const keeper = new Keeper(
      () => state,
      () => {},
      async (...text) => void kept.push(text),
    );
    keeper.touch();
    vi.advanceTimersByTime(400);
    state = 'b';
    keeper.touch();
    vi.advanceTimersByTime(400);
    expect(kept).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(kept).toEqual([[2, 'b']]);
  });

  test('happens within seconds also while changes come without a pause, as takes do that are being made', () => {
    const kept: number[] = [];
    const keeper = new Keeper(
      () => 'x',
      () => {},
      async () => void kept.push(performance.now()),
    );
    const begin = performance.now();
    for (let time = 0; time < 20_000; time += 16) {
      keeper.touch();
      vi.advanceTimersByTime(16);
    }
    expect(kept.map((time) => Math.round((time - begin) / 1000))).toEqual([5, 10, 15]);
  });

  test('happens at once when the window goes, and only if something changed', () => {
    const kept: [revision: number, text: string][] = [];
    const keeper = new Keeper(
      () => 'x',
      () => {},
      async (...text) => void kept.push(text),
    );
    keeper.flush();
    keeper.touch();
    keeper.flush();
    vi.advanceTimersByTime(1000);
    expect(kept).toEqual([[1, 'x']]);
  });

  test('waits until what was kept before is back: nothing may take its place', async () => {
    const kept: [revision: number, text: string][] = [];
    let [state, back] = ['blank', () => {}];
    const keeper = new Keeper(
      () => state,
      () => {},
      async (...text) => void kept.push(text),
    );
    keeper.touch();
    keeper.after(new Promise((resolve) => (back = resolve)));
    await vi.advanceTimersByTimeAsync(1000);
    keeper.touch();
    keeper.flush();
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept).toEqual([]);
    state = 'what was kept';
    back();
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept.map(([, text]) => text)).toEqual(['what was kept']);
  });

  test('says when it failed, and tries again with the next change', async () => {
    const failures: unknown[] = [];
    let full = true;
    const keeper = new Keeper(
      () => 'x',
      (error) => failures.push(error),
      async () => {
        if (full) throw new Error('disk full');
      },
    );
    keeper.touch();
    await vi.advanceTimersByTimeAsync(500);
    expect(failures).toHaveLength(1);
    full = false;
    keeper.touch();
    await vi.advanceTimersByTimeAsync(500);
    expect(failures).toHaveLength(1);
  });
});
