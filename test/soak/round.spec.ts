import { expect, test } from '../e2e/harness.ts';
import { round } from './round.ts';
import { gestures as ofTheWindow } from './window.ts';
import { atWork, studios } from './work.ts';

/* The soak in short, among the tests of the real app. `npm run soak` takes its time, and measures the memory. */

// About a minute on a machine that does nothing else.
test.setTimeout(900_000);

test('each gesture of each studio, a kill of the engine and of the app: nothing is lost, every control answers', async ({
  launchWith,
}) => {
  const outcome = await atWork(launchWith, 6, (work) => round(work, 8));
  const slowest = Object.entries(outcome.gestures).sort(([, a], [, b]) => b.slowest - a.slowest)[0];
  console.log(`    ${Object.keys(outcome.gestures).length} gestures, the slowest ${slowest?.[0]}: ${slowest?.[1].slowest.toFixed(1)} s`); // prettier-ignore
  expect(outcome.troubles).toEqual([]);
  expect(outcome.lost).toEqual([]);
  expect(outcome.controls.dead).toEqual([]);
  expect(Object.keys(outcome.gestures)).toHaveLength(
    studios.reduce((sum, { gestures }) => sum + gestures.length, ofTheWindow.length),
  );
  expect(outcome.kills).toBe(1);
  expect(outcome.compared).toBe(3);
});
