import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parseMidi } from 'midi-file';
import { root } from '../../scripts/lib/shell.mjs';
import {
  chooseMenu,
  dragCount,
  dropFile,
  dropPath,
  expect,
  killEngine,
  lastDrag,
  memory,
  scratch,
  screenshot,
  stubDialog,
  test,
  watchDrags,
} from './harness.ts';

/*
 * The Music studio on the model that ships: what a musician does, from a file to a file. The screenshots are looked
 * at, and the README shows them.
 */

const prelude = join(root, 'assets', 'examples', 'bach-prelude-in-c.mid');
const folder = (): string => mkdtempSync(join(tmpdir(), 'gomboc-music-'));

/** How many notes the document has, as the piano roll tells a screen reader. */
const notes = async (page: Page): Promise<number> => {
  const label = (await page.getByTestId('roll').getAttribute('aria-label')) ?? '';
  return Number(/([\d,]+) notes?/.exec(label)?.[1]?.replaceAll(',', ''));
};

async function openPrelude(page: Page, theme: 'dark' | 'light' = 'dark'): Promise<number> {
  await page.evaluate((theme) => window.gomboc.call('settings.set', { theme }), theme);
  await dropPath(page, prelude);
  await expect.poll(() => notes(page)).toBeGreaterThan(100);
  return notes(page);
}

const make = (page: Page, kind: 'Continue' | 'Fill' | 'Vary') =>
  page.getByLabel('Generate', { exact: true }).getByRole('button', { name: kind, exact: true }).click();

/** Waits until the takes at hand are in that state; generation on a busy machine takes its time. */
const takesAre = (page: Page, state: string) =>
  expect(page.getByTestId('takes')).toHaveAttribute('data-state', state, { timeout: 90_000 });

/** Selects a stretch of time by dragging along the ruler. */
async function dragRuler(page: Page, fromX: number, toX: number): Promise<void> {
  const box = (await page.getByTestId('roll').boundingBox())!;
  const y = box.y + 50;
  await page.mouse.move(box.x + fromX, y);
  await page.mouse.down();
  await page.mouse.move(box.x + (fromX + toX) / 2, y, { steps: 4 });
  await page.mouse.move(box.x + toX, y, { steps: 4 });
  await page.mouse.up();
}

test.setTimeout(180_000);

test('a performance is continued, heard, accepted, undone, redone, exported and dragged out', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await screenshot(page, 'empty');
  const before = await openPrelude(page);
  await screenshot(page, 'open');

  await make(page, 'Continue');
  const takes = page.getByTestId('takes');
  await expect(takes.getByTestId('take')).toHaveCount(4);
  // Notes stream in while the run is still on.
  await expect(takes.getByLabel(/^Look at take 1, [1-9]\d* notes$/)).toBeVisible({ timeout: 60_000 });
  await expect(takes).toHaveAttribute('data-state', 'running');
  await screenshot(page, 'streaming');
  await takesAre(page, 'done');
  await screenshot(page, 'takes');
  expect(await notes(page)).toBe(before);

  await page.getByRole('button', { name: 'Listen to take 2' }).click();
  const time = page.getByTestId('time');
  const heardAt = await time.textContent();
  await expect.poll(() => time.textContent()).not.toBe(heardAt);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();

  // Twice: Electron has lost the second drag of a window before.
  await watchDrags(app);
  const card = takes.getByTestId('take').first();
  for (const _ of [1, 2]) {
    await card.hover();
    await card.dispatchEvent('dragstart');
  }
  await expect.poll(() => dragCount(app)).toBe(2);
  expect(
    readFileSync((await lastDrag(app))!)
      .subarray(0, 4)
      .toString(),
  ).toBe('MThd');

  const played = Number(/(\d+) notes?/.exec((await takes.getByTestId('take').nth(1).textContent()) ?? '')![1]);
  await page.getByRole('button', { name: 'Accept take 2' }).click();
  await expect.poll(() => notes(page)).toBe(before + played);
  await screenshot(page, 'accepted');
  await chooseMenu(app, 'undo');
  await expect.poll(() => notes(page)).toBe(before);
  await chooseMenu(app, 'redo');
  await expect.poll(() => notes(page)).toBe(before + played);

  const path = join(folder(), 'exported.mid');
  await stubDialog(app, { save: path });
  await chooseMenu(app, 'export-midi');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  // A second library's eyes: as many note-ons as the roll says, and the pedal.
  const events = parseMidi(readFileSync(path)).tracks.flat();
  expect(events.filter(({ type }) => type === 'noteOn')).toHaveLength(before + played);
  expect(events.some((event) => event.type === 'controller' && event.controllerType === 64)).toBe(true);

  const resident = await memory(app);
  console.log(`memory with a model loaded, MiB: ${JSON.stringify(resident)}`);
});

test('a region is filled, and a selection varied', async ({ gomboc }) => {
  const { page } = gomboc;
  await openPrelude(page);
  await dragRuler(page, 300, 620);
  await page.getByRole('radio', { name: 'Fill' }).click();
  await expect(page.getByTestId('target')).toContainText(/\d/);
  await make(page, 'Fill');
  await takesAre(page, 'done');
  await page.getByLabel('Look at take 1', { exact: false }).click();
  await screenshot(page, 'fill');
  await page.getByRole('button', { name: 'Accept take 1' }).click();
  await page.getByRole('radio', { name: 'Vary' }).click();
  await make(page, 'Vary');
  await takesAre(page, 'done');
  await screenshot(page, 'vary');
});

test('cancelling leaves what was made and harms nothing', async ({ gomboc }) => {
  const { page } = gomboc;
  const before = await openPrelude(page);
  await make(page, 'Continue');
  await expect(page.getByTestId('takes').getByLabel(/^Look at take 1, [1-9]\d* notes$/)).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await takesAre(page, 'cancelled');
  expect(await notes(page)).toBe(before);
});

test('the engine is killed mid-way: a readable error, nothing lost, and the next request works', async ({
  launchWith,
}) => {
  const { app, page } = await launchWith();
  const before = await openPrelude(page);
  await make(page, 'Continue');
  await expect(page.getByTestId('takes').getByLabel(/^Look at take 1, [1-9]\d* notes$/)).toBeVisible({
    timeout: 60_000,
  });
  expect(await killEngine(app)).toBe(1);
  await takesAre(page, 'failed');
  await expect(page.getByRole('alert').getByText('engine-stopped')).toBeVisible();
  await screenshot(page, 'engine-killed');
  expect(await notes(page)).toBe(before);
  await page.getByRole('button', { name: 'Try again' }).click();
  await takesAre(page, 'done');
});

test('without a model the studio still plays and edits, and says what is missing', async ({ launchWith }) => {
  const { page } = await launchWith({ modelsRoot: folder() });
  await openPrelude(page);
  await expect(page.getByText('model-missing').first()).toBeVisible();
  await screenshot(page, 'no-model');
});

test('a damaged file is refused with a reason, and the work at hand stays', async ({ gomboc }) => {
  const { page } = gomboc;
  const before = await openPrelude(page);
  await dropFile(page, 'damaged.mid', new TextEncoder().encode('This is a shopping list, not a performance.'));
  await expect(page.getByText('midi-unreadable')).toBeVisible();
  await screenshot(page, 'damaged-file');
  expect(await notes(page)).toBe(before);
});

test('of several dropped files the first is opened, and the rest is told of', async ({ gomboc: { page } }) => {
  await dropPath(page, join(root, 'assets', 'examples', 'little-waltz.mid'), prelude);
  await expect(page.getByTestId('file')).toHaveAccessibleName(/little-waltz/);
  await expect(page.getByText('1 more file was not opened')).toBeVisible();
  // Those of a folder, too.
  const folder = scratch('performances');
  for (const name of ['c', 'b', 'a']) cpSync(prelude, join(folder, `${name}.mid`));
  await dropPath(page, folder);
  await expect(page.getByText('2 more files were not opened')).toBeVisible();
  await expect(page.getByTestId('file')).toHaveAccessibleName(/: a\.mid/);
});

test('unsaved work is there again after a restart', async ({ launchWith }) => {
  const first = await launchWith();
  const before = await openPrelude(first.page);
  // The work is kept half a second after a change.
  await first.page.waitForTimeout(1500);
  await first.close();
  const second = await launchWith({ userData: first.userData });
  await expect.poll(() => notes(second.page)).toBe(before);
});

test('light theme', async ({ gomboc }) => {
  const { page } = gomboc;
  await openPrelude(page, 'light');
  await page.waitForTimeout(500);
  await screenshot(page, 'light');
});
