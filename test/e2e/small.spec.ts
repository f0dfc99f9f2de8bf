import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { chooseMenu, dropFile, dropPath, expect, test } from './harness.ts';
import { unreachable } from './reach.ts';

/*
 * Text at its largest in the smallest window: every control can still be reached. In German, whose words are longer.
 */

test.setTimeout(400_000);

/** Until a studio has opened, or a file. */
const slow = { timeout: 60_000 };
const example = (name: string): string => join(root, 'assets', 'examples', name);
const dialog = (page: Page) => page.getByRole('dialog');

async function shrink(app: ElectronApplication, page: Page): Promise<void> {
  await page.evaluate(() => window.gomboc.call('settings.set', { language: 'de', textSize: 150, takes: 2 }));
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const [width, height] = window!.getMinimumSize();
    window!.setSize(width!, height!);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(620);
  await expect.poll(() => page.evaluate(() => innerHeight)).toBeLessThan(420);
}

/** Looks at all controls, and keeps a picture: Playwright's own are cut off where the page is zoomed. */
async function expectReachable(app: ElectronApplication, page: Page, what: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()).toPNG().toString('base64'),
  );
  const folder = join(root, 'test-results', 'screenshots');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `small-${what}.png`), Buffer.from(png, 'base64'));
  expect.soft(await unreachable(page), what).toEqual([]);
}

async function expectDialogs(app: ElectronApplication, page: Page, words: readonly string[]): Promise<void> {
  for (const word of words) {
    await chooseMenu(app, word);
    await expect(dialog(page)).toBeVisible({ timeout: 60_000 });
    await page.waitForTimeout(400);
    await expectReachable(app, page, word);
    await expect(async () => {
      await page.keyboard.press('Escape');
      await expect(dialog(page)).toHaveCount(0, { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
  }
}

test('Draw', async ({ gomboc: { app, page } }) => {
  await shrink(app, page);
  await page.getByTestId('studio-drawing').click();
  await expect(page.getByRole('button', { name: 'Halbe Katze' })).toBeVisible(slow);
  await expect(page.locator('[data-activity=finish]')).toBeVisible();
  await expectReachable(app, page, 'draw-empty');
  await dropPath(page, example('half-cat.json'));
  await expect(page.getByTestId('file').filter({ visible: true })).toHaveAccessibleName(/half-cat/, slow);
  for (const name of ['finish', 'tidy', 'replay', 'interpolate']) {
    await page.locator(`[data-activity=${name}]`).click();
    if (name === 'finish')
      await expect(page.getByRole('button', { name: 'Übernehmen' }).first()).toBeEnabled({ timeout: 180_000 });
    await expectReachable(app, page, `draw-${name}`);
    await page.keyboard.press('Escape');
  }
  await expectDialogs(app, page, ['export-png', 'variations']);
});

test('Music', async ({ gomboc: { app, page } }) => {
  await shrink(app, page);
  await page.getByTestId('studio-music').click();
  await expect(page.getByRole('button', { name: 'Kleiner Walzer' })).toBeVisible(slow);
  await expectReachable(app, page, 'music-empty');
  await dropPath(page, example('bach-prelude-in-c.mid'));
  await expect(page.getByTestId('file').filter({ visible: true })).toHaveAccessibleName(/bach-prelude/, slow);
  await page.getByLabel('Erzeugen', { exact: true }).getByRole('button', { name: 'Fortsetzen', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 180_000 });
  await expectReachable(app, page, 'music-takes');
  await page.getByRole('button', { name: 'Klaviatur' }).click();
  await expectReachable(app, page, 'music-keyboard');
  await expectDialogs(app, page, ['export-midi', 'listening']);
});

test('Code', async ({ gomboc: { app, page } }) => {
  await shrink(app, page);
  await page.getByTestId('studio-code').click();
  await expect(page.getByRole('button', { name: 'Login' })).toBeVisible(slow);
  await expectReachable(app, page, 'code-empty');
  for (const sketch of ['sketch-login.png', 'sketch-shop.png']) {
    await dropPath(page, example(sketch));
    await expect(page.getByTestId('file').filter({ visible: true })).toHaveAccessibleName(
      new RegExp(sketch.slice(0, -4)),
      slow,
    );
    await expect(page.getByRole('button', { name: 'Noch einmal lesen' })).toBeEnabled({ timeout: 60_000 });
  }
  await expectReachable(app, page, 'code-page');
  await page.getByRole('treeitem').first().click();
  await expectReachable(app, page, 'code-element');
  for (const pane of ['pane-preview', 'pane-code', 'pane-sketch']) {
    await chooseMenu(app, pane);
    await expectReachable(app, page, `code-${pane}`);
  }
  await expectDialogs(app, page, ['export-page', 'straighten']);
});

test('the window’s own sheets and the library', async ({ gomboc: { app, page } }) => {
  await shrink(app, page);
  await expectDialogs(app, page, ['settings', 'diagnostics', 'palette', 'shortcuts', 'about']);
  await page.getByTestId('studio-music').click();
  await page.getByRole('button', { name: 'Kleiner Walzer' }).click();
  await expect(page.getByTestId('file').filter({ visible: true })).toHaveAccessibleName(/little-waltz/, slow);
  await page.getByLabel('Erzeugen', { exact: true }).getByRole('button', { name: 'Fortsetzen', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 180_000 });
  await page.getByTestId('library-button').click();
  await expectReachable(app, page, 'library');
  await page.getByTestId('library-item').first().click();
  await expectReachable(app, page, 'library-item');
  await page.getByTestId('library-button').click();
});

test('as many notices as are shown stay within a low window, with ordinary text', async ({ gomboc: { app, page } }) => {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const [width, height] = window!.getMinimumSize();
    window!.setSize(width!, height!);
  });
  await expect.poll(() => page.evaluate(() => innerHeight)).toBeLessThan(620);
  await page.getByTestId('studio-code').click();
  await expect(page.getByRole('main').filter({ visible: true })).toBeVisible(slow);
  const bytes = Buffer.from('This is no page.');
  for (const i of [1, 2, 3, 4]) {
    await dropFile(page, `A sketch of the page for orders, as drawn on Monday, number ${i}.gompage`, bytes);
    await expect(page.getByRole('alert')).toHaveCount(i);
  }
  const { y } = (await page.getByRole('region', { name: 'Notices' }).boundingBox())!;
  expect(y).toBeGreaterThanOrEqual(0);
});
