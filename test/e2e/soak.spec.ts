import { soak } from '../soak/soak.ts';
import { expect, test } from './harness.ts';

/* The soak in short. `npm run soak` takes its time, and measures the memory. */

test.setTimeout(600_000);

test('hasty work in all studios, and kills of the engine: nothing is lost, every control answers', async ({
  launchWith,
}) => {
  const report = await soak({ launch: launchWith, seconds: 12, killEverySeconds: 5, seed: 6, buttons: 6 });
  console.log(
    `    ${Object.values(report.gestures).reduce((sum, one) => sum + one, 0)} gestures, ${report.kills} kills, ${report.controls.buttons} buttons`,
  );
  expect(report.troubles).toEqual([]);
  expect(report.lost).toEqual([]);
  expect(report.controls.dead).toEqual([]);
  expect(report.kills).toBeGreaterThan(0);
  expect(report.compared).toBeGreaterThan(3);
});
