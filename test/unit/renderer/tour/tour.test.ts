import { beforeEach, expect, test } from 'vitest';
import type { StudioId } from '../../../../electron/ipc/contract.ts';
import { whileWanted } from '../../../../renderer/lib/demonstration.ts';
import { steps } from '../../../../renderer/tour/steps.ts';
import { Tour } from '../../../../renderer/tour/tour.svelte.ts';

interface Shown {
  studio: StudioId;
  signal: AbortSignal;
  end: (made: boolean) => void;
  fail: (error: Error) => void;
}

let shown: Shown[];
let errors: unknown[];
let tour: Tour;
/** Lets what was promised be heard. */
const heard = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  shown = [];
  errors = [];
  tour = new Tour({
    demonstrate: (studio, signal) =>
      new Promise((end, fail) => {
        shown.push({ studio, signal, end, fail });
      }),
    failed: (error) => errors.push(error),
  });
});

test('each studio has its turn, and what is made is made to its end', async () => {
  tour.next();
  expect([tour.step, shown.length]).toEqual([null, 0]);
  tour.begin();
  expect([tour.step?.studio, tour.outcome, shown.length]).toEqual([null, null, 0]);
  for (const { studio } of steps.slice(1)) {
    tour.next();
    expect([tour.step?.studio, tour.outcome]).toEqual([studio, 'under-way']);
  }
  expect(shown.map(({ studio }) => studio)).toEqual(['code', 'drawing', 'music']);
  expect(tour.last).toBe(true);
  shown[0]!.end(true);
  await heard();
  expect(tour.outcome).toBe('under-way');
  shown[2]!.end(false);
  await heard();
  expect(tour.outcome).toBe('not-made');
  tour.next();
  expect(tour.step).toBe(null);
  expect(shown.map(({ signal }) => signal.aborted)).toEqual([false, false, false]);
});

test('skipping ends what is under way, and a new tour knows nothing of the old', async () => {
  tour.begin();
  tour.next();
  tour.next();
  tour.skip();
  expect(tour.step).toBe(null);
  expect(shown.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  tour.begin();
  tour.next();
  shown[0]!.end(true);
  await heard();
  expect([tour.outcome, shown[2]!.signal.aborted]).toEqual(['under-way', false]);
});

test('a defect is told, and the tour goes on', async () => {
  tour.begin();
  tour.next();
  const error = new Error('stumbled');
  shown[0]!.fail(error);
  await heard();
  expect([tour.outcome, errors]).toEqual(['not-made', [error]]);
  tour.next();
  expect(tour.step?.studio).toBe('drawing');
});

test('work is cancelled while it lasts, not after, and not begun when nobody wants it', async () => {
  let cancelled = 0;
  const wish = new AbortController();
  let end = () => undefined as void;
  const work = () => new Promise<void>((resolve) => (end = resolve));
  const first = whileWanted(wish.signal, () => cancelled++, work);
  end();
  await first;
  const second = whileWanted(wish.signal, () => cancelled++, work);
  wish.abort();
  end();
  await second;
  expect(cancelled).toBe(1);
  await whileWanted(
    wish.signal,
    () => cancelled++,
    () => Promise.reject(new Error('begun')),
  );
});
