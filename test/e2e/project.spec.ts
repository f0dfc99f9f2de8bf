import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { draw, expectStrokes, halfCat, openDraw } from './drawing-hands.ts';
import { chooseMenu, dropPath, expect, freezeLibrary, scratch, screenshot, stubDialog, test } from './harness.ts';

/*
 * A project: the work of all studios in one file, which opens anywhere.
 */

test.setTimeout(240_000);

const notes = async (page: Page): Promise<number> => {
  const label = (await page.getByTestId('roll').getAttribute('aria-label')) ?? '';
  return Number(/([\d,]+) notes?/.exec(label)?.[1]?.replaceAll(',', ''));
};

test('all studios’ work is saved as one file, opened in another profile, and what was there comes back', async ({
  launchWith,
}) => {
  const path = join(scratch('project'), 'mine.gomboc');
  const first = await launchWith();
  await openDraw(first.page, { suggestions: false });
  for (const way of halfCat) await draw(first.page, way);
  await expectStrokes(first.page, halfCat.length);
  await first.page.getByTestId('studio-music').click();
  await dropPath(first.page, join(root, 'assets', 'examples', 'bach-prelude-in-c.mid'));
  await expect.poll(() => notes(first.page)).toBeGreaterThan(100);
  const played = await notes(first.page);
  await first.page.getByTestId('studio-drawing').click();
  await stubDialog(first.app, { save: path });
  // At once: what was not written down yet is in it all the same.
  await chooseMenu(first.app, 'save-project');
  await expect(first.page.getByText('The project was saved as “mine.gomboc”')).toBeVisible();
  expect(existsSync(path)).toBe(true);
  await first.close();

  const { app, page } = await launchWith();
  await page.getByTestId('studio-drawing').click();
  await draw(page, halfCat[0]!);
  await expectStrokes(page, 1);
  await stubDialog(app, { open: path });
  await chooseMenu(app, 'open-project');
  await expect(page.getByText('“mine.gomboc” was opened')).toBeVisible({ timeout: 30_000 });
  await expectStrokes(page, halfCat.length);
  await screenshot(page, 'project-opened');
  await page.getByTestId('studio-music').click();
  await expect.poll(() => notes(page)).toBe(played);

  await page.getByTestId('studio-drawing').click();
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.getByText('“What was there before” was opened')).toBeVisible({ timeout: 30_000 });
  await expectStrokes(page, 1);

  // Dropped on the window it is opened, too; a damaged one changes nothing.
  await dropPath(page, path);
  await expect(page.getByText('“mine.gomboc” was opened')).toBeVisible({ timeout: 30_000 });
  await expectStrokes(page, halfCat.length);
  const damaged = join(scratch('damaged'), 'damaged.gomboc');
  writeFileSync(damaged, 'PK but nothing else');
  await dropPath(page, damaged);
  await expect(page.getByText('The project could not be opened')).toBeVisible();
  await expectStrokes(page, halfCat.length);
});

test('a project is shown also where it cannot be written down which studio is in front now', async ({
  gomboc: { app, page, userData },
}) => {
  await openDraw(page, { suggestions: false });
  await draw(page, halfCat[0]!);
  const path = join(scratch('project'), 'mine.gomboc');
  await stubDialog(app, { save: path, open: path });
  await chooseMenu(app, 'save-project');
  await expect(page.getByText('The project was saved as “mine.gomboc”')).toBeVisible();
  await draw(page, halfCat[1]!);
  await page.getByTestId('studio-music').click();
  // Settings that can't be written: a folder stands in their way.
  const settings = join(userData, 'settings.json');
  await expect.poll(() => existsSync(settings) && readFileSync(settings, 'utf8')).toContain('"studio": "music"');
  rmSync(settings);
  mkdirSync(settings);
  await chooseMenu(app, 'open-project');
  await expect(page.getByText('“mine.gomboc” was opened')).toBeVisible({ timeout: 30_000 });
  await expectStrokes(page, 1);
});

test('a save or an opening that takes long can be cancelled: everything stays as it was', async ({
  gomboc: { app, page },
}) => {
  const path = join(scratch('project'), 'mine.gomboc');
  await openDraw(page, { suggestions: false });
  await draw(page, halfCat[0]!);
  await stubDialog(app, { save: path });
  await chooseMenu(app, 'save-project');
  const saved = page.getByText('The project was saved as “mine.gomboc”');
  await expect(saved).toBeVisible();
  const before = readFileSync(path);

  await draw(page, halfCat[1]!);
  // It packs what is saved.
  const goOn = await freezeLibrary(app);
  await chooseMenu(app, 'save-project');
  const saving = page.getByRole('status').filter({ hasText: 'The project is being saved…' });
  await expect(saving.getByRole('progressbar', { name: 'The project is being saved…' })).toHaveAttribute('value', '0');
  await saving.getByRole('button', { name: 'Cancel' }).click();
  await expect(saving).toBeHidden();
  goOn();
  // Its answer comes after what it was asked before.
  await page.evaluate(() => window.gomboc.call('library.facets', undefined));
  expect(readFileSync(path)).toEqual(before);
  expect(readdirSync(dirname(path))).toEqual(['mine.gomboc']);

  await chooseMenu(app, 'save-project');
  await expect(saved).toBeVisible();
  expect(readFileSync(path)).not.toEqual(before);

  // Opening it, too: then everything is as it was.
  await draw(page, halfCat[2]!);
  await expectStrokes(page, 3);
  const thaw = await freezeLibrary(app);
  await stubDialog(app, { open: path });
  await chooseMenu(app, 'open-project');
  const opening = page.getByRole('status').filter({ hasText: 'The project is being opened…' });
  await opening.getByRole('button', { name: 'Cancel' }).click();
  await expect(opening).toBeHidden();
  thaw();
  await page.evaluate(() => window.gomboc.call('library.facets', undefined));
  await expectStrokes(page, 3);
  await draw(page, halfCat[0]!);
  await expectStrokes(page, 4);
});
