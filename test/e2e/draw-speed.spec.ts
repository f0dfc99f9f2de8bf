import type { Page } from '@playwright/test';
import { chooseMenu, expect, test } from './harness.ts';
import { draw, expectStrokes, ghostsReady, halfCat, openDraw, Pen, report } from './drawing-hands.ts';

/*
 * How quick the Draw studio is: reported, not asserted, for it is the machine's as much as ours. Only that something
 * was measured is.
 */

test.setTimeout(240_000);

/** ms, by share of the sorted. */
const ranked = (sorted: readonly number[], share: number): string =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(0);

/** Times from the pen's lifting to the first ghost, so far. */
const waits = (page: Page): Promise<number[]> =>
  page.evaluate(() => performance.getEntriesByName('first ghost').map(({ duration }) => duration));

test('from pen-up to the first ghost', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  for (let round = 0; round < 8; round++) {
    for (const way of halfCat) {
      await draw(page, way);
      await ghostsReady(page);
    }
    await chooseMenu(app, 'new');
    await expectStrokes(page, 0);
  }
  // The first one waits for the model to be opened.
  const [first, ...warm] = await waits(page);
  const sorted = warm.toSorted((a, b) => a - b);
  expect(sorted.length).toBeGreaterThanOrEqual(20);
  const of = `of ${sorted.length} strokes p50 ${ranked(sorted, 0.5)} ms, p95 ${ranked(sorted, 0.95)} ms, most ${ranked(sorted, 1)} ms`;
  report('pen-up to first ghost', `${of}; the very first ${first!.toFixed(0)} ms`);
});

test('frames while ten seconds of ink flow, with suggestions on', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page);
  // The model is at work when the long stroke begins, and is asked to stop.
  for (const way of halfCat) await draw(page, way);
  const pen = await Pen.over(page);
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let before = performance.now();
    const tick = (now: number) => {
      frames.push(now - before);
      before = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await pen.down(0, 0, 0.5);
  const began = performance.now();
  const reports: Promise<unknown>[] = [];
  for (let i = 0; performance.now() - began < 10_000; i++) {
    const angle = i / 25;
    const radius = 40 + 180 * Math.abs(Math.sin(i / 300));
    reports.push(pen.move(radius * Math.cos(angle), radius * Math.sin(angle), 0.5));
    // A pen reports 125 times a second.
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + (i + 1) * 8 - performance.now())));
  }
  await Promise.all(reports);
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.slice(1));
  await pen.up(0, 0);
  await expectStrokes(page, halfCat.length + 1);
  const sorted = frames.toSorted((a, b) => a - b);
  expect(sorted.length).toBeGreaterThan(10);
  const slow = frames.filter((ms) => ms > 33.4).length;
  const spread = `p50 ${ranked(sorted, 0.5)} ms, p95 ${ranked(sorted, 0.95)} ms, longest ${ranked(sorted, 1)} ms`;
  report('inking for 10 s', `${frames.length} frames, ${slow} over 33 ms; ${spread}; ${reports.length} pen reports`);
});
