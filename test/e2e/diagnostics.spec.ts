import { existsSync, readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { expectAccessible } from './axe.ts';
import {
  chooseMenu,
  enginePids,
  expect,
  freezeEngine,
  killEngine,
  scratch,
  screenshot,
  stubDialog,
  test,
} from './harness.ts';

/*
 * What a person can read and hand on when something went wrong: with what happened, and without where.
 */

test.setTimeout(180_000);

const sheet = (page: Page) => page.getByRole('dialog', { name: 'Diagnostics' });
const log = (page: Page) => page.getByTestId('log');

test('a crash of the engine and a refused file are in it, and no path', async ({ gomboc }) => {
  const { app, page, userData } = gomboc;
  const state = () => page.evaluate(() => window.gomboc.call('engine.status', undefined));
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ value: { state: 'ready' } });
  expect(await killEngine(app)).toBe(1);
  await expect.poll(() => enginePids(app)).toEqual([]);
  // A file of the person's, which cannot be opened: its name is in the toast, and stays out of the log.
  const refused = join(scratch('refused'), 'library.gomboc');
  await stubDialog(app, { open: refused });
  await chooseMenu(app, 'open-project');
  await expect(page.getByRole('alert')).toContainText('library.gomboc');

  const sentence = `“library.gomboc” is lost in ${join(userData, 'x y.mid')}`;
  await page.evaluate((sentence) => window.gomboc.call('diagnostics.note', { code: 'internal', sentence }), sentence);

  await chooseMenu(app, 'diagnostics');
  await expect(log(page)).toContainText('told: internal: “…” is lost in <path>');
  await expect(log(page)).toContainText('Gomboc engine: ended (exit code 9)');
  await expect(log(page)).toContainText('provider cpu: chosen');
  await expect(log(page)).toContainText('engine: stopped unexpectedly');
  await expect(log(page)).toContainText('project.open: file-unreadable');
  await expect(log(page)).toContainText('told: file-unreadable: “…” cannot be read ({code}).');
  await expect(sheet(page).getByText('Engine stopped: ')).toBeVisible();
  // What it had found out is not lost with it.
  await expect(sheet(page).getByText('In use: ')).toBeVisible();
  await expect(sheet(page).getByText('music/piano', { exact: true })).toBeVisible();
  await screenshot(page, 'diagnostics');
  await log(page).scrollIntoViewIfNeeded();
  await screenshot(page, 'diagnostics-log');
  await expectAccessible(page, 'diagnostics');

  await sheet(page).getByRole('button', { name: 'Copy' }).click();
  await expect(sheet(page).getByRole('status')).toHaveText('Copied');
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('Gomboc engine: ended (exit code 9)');
  expect(copied).toContain('onnxruntime: 1.');
  // What goes wrong is told here: a notice of the window would lie under the sheet.
  await stubDialog(app, { save: join(scratch('gone'), 'away', 'report.txt') });
  await sheet(page).getByRole('button', { name: 'Save…' }).click();
  await expect(sheet(page).getByRole('alert')).toContainText('The diagnostics could not be saved');
  await expect(sheet(page).getByRole('status')).toHaveText('');
  const path = join(scratch('saved'), 'report.txt');
  await stubDialog(app, { save: path });
  await sheet(page).getByRole('button', { name: 'Save…' }).click();
  await expect(sheet(page).getByRole('status')).toHaveText('Saved as “report.txt”');
  await expect(sheet(page).getByRole('alert')).toHaveCount(0);
  expect(readFileSync(path, 'utf8')).toBe(copied);
  for (const text of [copied, readFileSync(join(userData, 'log.txt'), 'utf8')]) {
    for (const secret of [userData, root, homedir(), hostname(), 'library.gomboc']) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/(?<![\w~])\/\w/);
  }
  expect(existsSync(refused)).toBe(false);
});

test('it opens from the settings, also with an engine that hangs, and knows of the run before', async ({
  launchWith,
}) => {
  const first = await launchWith();
  await expect.poll(() => enginePids(first.app)).not.toEqual([]);
  await freezeEngine(first.app);
  await first.page.getByRole('button', { name: 'Settings' }).click();
  await first.page.getByRole('button', { name: 'Diagnostics…' }).click();
  await expect(sheet(first.page).getByText('The engine does not answer.')).toBeVisible({ timeout: 30_000 });
  await first.close();

  const { app, page } = await launchWith({ userData: first.userData });
  await chooseMenu(app, 'diagnostics');
  await expect(log(page)).toBeVisible({ timeout: 30_000 });
  expect((await log(page).innerText()).match(/ Gomboc \d\S+: started/g)).toHaveLength(2);
});
