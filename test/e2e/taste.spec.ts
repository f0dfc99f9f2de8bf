import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { draw, expectStrokes, ghosts, ghostsReady, halfCat, openDraw, saved } from './drawing-hands.ts';
import { chooseMenu, dropPath, expect, screenshot, test } from './harness.ts';
import { items, openCode, readDone } from './page-hands.ts';

/*
 * Taste, in each studio: what is kept decides the order of the next takes, suggestions and readings; it says why, can be
 * switched off and reset.
 */

test.setTimeout(240_000);

/** Four takes with the same seed: the same takes each time, so that only their order can change. Answers that. */
async function takesInOrder(page: Page): Promise<number[]> {
  await page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }).click();
  const takes = page.getByTestId('takes');
  await expect(takes).toHaveAttribute('data-state', 'running');
  await expect(takes).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  return takes
    .getByTestId('take')
    .evaluateAll((cards) => cards.map((card) => Number((card as HTMLElement).dataset['take'])));
}

const set = (page: Page, change: { taste?: boolean; continueSeconds?: number }) =>
  page.evaluate((change) => window.gomboc.call('settings.set', change), change);

test('a kept take puts its like first; why is told; switched off and reset it is as before', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await set(page, { continueSeconds: 4 });
  await dropPath(page, join(root, 'assets', 'examples', 'bach-prelude-in-c.mid'));
  await expect(page.getByTestId('file')).toHaveAccessibleName(/bach-prelude/);
  // Of some seeds the last take is so much like the first that it stays behind it.
  await page.getByRole('textbox', { name: 'Seed' }).fill('7');
  await expect(page.getByRole('button', { name: /^Seed is locked/ })).toHaveAttribute('aria-pressed', 'true');
  expect(await takesInOrder(page)).toEqual([0, 1, 2, 3]);
  await expect(page.getByTestId('why')).toHaveCount(0);

  const last = page.getByTestId('take').nth(3);
  await last.getByRole('button', { name: 'Keep in the history' }).click();
  const [first] = await takesInOrder(page);
  expect(first).toBe(3);
  const why = page.getByTestId('why');
  await why.getByRole('button', { name: 'Why this first?' }).click();
  await expect(why.getByRole('status')).toHaveText(/^You have kept what was like it: .+\.$/);
  await screenshot(page, 'taste');

  await set(page, { taste: false });
  await expect(page.getByTestId('take').first()).toHaveAttribute('data-take', '0');
  await expect(page.getByTestId('why')).toHaveCount(0);
  await set(page, { taste: true });
  await expect(page.getByTestId('take').first()).toHaveAttribute('data-take', '3');

  await chooseMenu(app, 'settings');
  await expect(page.getByTestId('lessons')).not.toHaveText(/^0 /);
  await page.getByRole('button', { name: 'Reset what it learned' }).click();
  await expect(page.getByTestId('lessons')).toHaveText('0 lessons so far');
  await screenshot(page, 'taste-settings');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('take').first()).toHaveAttribute('data-take', '0');
});

test('a ghost that is accepted is the first one when the same are offered again', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  // The same ghosts for the same drawing in all runs of this test; some seeds bring only ghosts that are all alike.
  const seed = page.getByRole('textbox', { name: 'Seed', exact: true }).first();
  await page.getByRole('button', { name: 'A new seed each time' }).first().click();
  await seed.fill('2');
  await seed.press('Enter');
  for (const way of halfCat) await draw(page, way);
  await expectStrokes(page, halfCat.length);
  const count = await ghostsReady(page);
  expect(count).toBeGreaterThan(1);
  await expect(ghosts(page).getByTestId('why')).toHaveCount(0);

  await page.keyboard.press('ArrowLeft');
  await expect(ghosts(page)).toContainText(`${count} of ${count}`);
  await page.keyboard.press('Tab');
  await expectStrokes(page, halfCat.length + 1);
  const accepted = (await saved(app, 'accepted.gomdraw')).strokes.at(-1)!.samples;
  await page.keyboard.press('ControlOrMeta+z');
  await expectStrokes(page, halfCat.length);

  expect(await ghostsReady(page)).toBe(count);
  await expect(ghosts(page)).toContainText(`1 of ${count}`);
  const why = ghosts(page).getByTestId('why');
  await why.getByRole('button', { name: 'Why this first?' }).click();
  await expect(why.getByRole('status')).toHaveText(/^You have kept what was like it: .+\.$/);
  await screenshot(page, 'draw-taste');
  await page.getByTestId('canvas').focus();
  await page.keyboard.press('Tab');
  await expectStrokes(page, halfCat.length + 1);
  expect((await saved(app, 'first.gomdraw')).strokes.at(-1)!.samples).toEqual(accepted);
});

/** The same readings each time, in their order, once they are read. */
async function readingsInOrder(page: Page): Promise<number[]> {
  const panel = page.getByTestId('readings');
  await expect(panel).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  return panel
    .getByTestId('version')
    .evaluateAll((tiles) => tiles.map((tile) => Number((tile as HTMLElement).dataset['reading'])));
}

const lessonsOf = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.gomboc.call('taste.get', undefined);
    return reply.ok ? reply.value.lessons : -1;
  });

test('a reading that is used puts its like first among the next ones; changing it by hand counts, too', async ({
  gomboc,
}) => {
  const { page } = gomboc;
  await openCode(page);
  await dropPath(page, join(root, 'assets', 'examples', 'sketch-dashboard.png'));
  await readDone(page);
  const panel = page.getByTestId('readings');
  const others = page.getByRole('button', { name: 'Other readings' });
  // The same readings in all runs of this test; that these are sent away is not to be learned.
  await set(page, { taste: false });
  await others.click();
  await readingsInOrder(page);
  await panel.getByRole('button', { name: 'A new seed each time' }).click();
  await panel.getByLabel('Seed', { exact: true }).fill('7');
  await panel.getByLabel('Seed', { exact: true }).press('Enter');
  await panel.getByRole('button', { name: 'Close' }).click();
  await set(page, { taste: true });
  expect(await lessonsOf(page)).toBe(0);

  await others.click();
  const order = await readingsInOrder(page);
  expect(order).toHaveLength(4);
  await expect(panel.getByTestId('why')).toHaveCount(0);
  const last = panel.getByTestId('version').last();
  await last.click();
  // It is looked at in all panes, and is the page only when it is used.
  const count = Number(/\d+/.exec((await last.textContent())!)![0]);
  await expect(items(page)).toHaveCount(count);
  await screenshot(page, 'code-readings');
  await panel.getByRole('button', { name: 'Use this reading' }).click();
  await expect(panel).toHaveCount(0);
  await expect(items(page)).toHaveCount(count);
  await expect.poll(() => lessonsOf(page)).toBe(5);

  await items(page).last().click();
  await page.keyboard.press('Delete');
  await expect(items(page)).toHaveCount(count - 1);
  await expect.poll(() => lessonsOf(page)).toBe(6);

  await others.click();
  const [first] = await readingsInOrder(page);
  expect(first).toBe(order.at(-1));
  const why = panel.getByTestId('why');
  await why.getByRole('button', { name: 'Why this first?' }).click();
  await expect(why.getByRole('status')).toHaveText(/^You have kept what was like it: .+\.$/);
  await screenshot(page, 'code-readings-why');
});
