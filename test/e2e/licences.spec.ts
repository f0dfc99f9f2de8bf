import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMidi } from 'midi-file';
import { root } from '../../scripts/lib/shell.mjs';
import type { ElectronApplication, Page } from '@playwright/test';
import { chooseMenu, dropPath, expect, scratch, screenshot, stubDialog, test } from './harness.ts';

/*
 * What a model's licence asks: told before the first use, and in what leaves the app.
 */

test.setTimeout(180_000);

test('each studio tells its model’s licence until it is noted, and then no more', async ({ launchWith }) => {
  const first = await launchWith({ firstUse: true });
  const studios = { music: 'CC-BY-NC-SA-4.0', drawing: 'CC-BY-4.0', code: /.+/ };
  for (const [studio, licence] of Object.entries(studios)) {
    await first.page.getByTestId(`studio-${studio}`).click();
    const note = first.page.getByRole('status').filter({ hasText: 'Before you use' }).filter({ visible: true });
    await expect(note).toContainText(licence);
    await screenshot(first.page, `licence-${studio}`);
    await note.getByRole('button', { name: 'Understood' }).click();
    await expect(note).toHaveCount(0);
  }
  await first.close();

  const { page } = await launchWith({ userData: first.userData });
  for (const studio of Object.keys(studios)) {
    await page.getByTestId(`studio-${studio}`).click();
    await expect(page.getByTestId(`studio-${studio}`)).toHaveAttribute('aria-current', 'page');
    await expect(
      page
        .getByText('parameters')
        .or(page.getByText(/not for commercial use|CC/))
        .first(),
    ).toBeAttached();
    await expect(page.getByText('Before you use')).toHaveCount(0);
  }
});

/** What the MIDI file says that the app exports now. */
async function saidBy(app: ElectronApplication, page: Page, name: string): Promise<string[]> {
  const path = join(scratch(name), 'exported.mid');
  await stubDialog(app, { save: path });
  await chooseMenu(app, 'export-midi');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(() => existsSync(path)).toBe(true);
  return parseMidi(readFileSync(path))
    .tracks.flat()
    .flatMap((event) => (event.type === 'text' ? [event.text] : []));
}

test('a MIDI file says which model made parts of it, under which licence, from which seed', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await dropPath(page, join(root, 'assets', 'examples', 'little-waltz.mid'));
  await expect(page.getByTestId('file')).toHaveAccessibleName(/little-waltz/);
  const exported = (name: string) => saidBy(app, page, name);
  expect(await exported('before')).toEqual([]);

  await page.getByRole('textbox', { name: 'Seed' }).fill('11');
  await page.getByRole('textbox', { name: 'Seed' }).press('Tab');
  await expect(page.getByRole('button', { name: /^Seed is locked/ })).toHaveAttribute('aria-pressed', 'true');
  await page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  await page.getByRole('button', { name: 'Accept take 1' }).click();
  await expect.poll(() => page.getByTestId('file').getAttribute('aria-label')).toContain('not saved');
  const [line, ...more] = await exported('after');
  expect(line).toMatch(/^Made in part by a model: piano \d+\.\d+\.\d+, seed 11\. Licence: CC-BY-NC-SA-4\.0, not for/);
  expect(more).toEqual([]);
  await page.getByRole('button', { name: 'Undo Accept take 1' }).click();
  await expect(page.getByRole('button', { name: 'Redo Accept take 1' })).toBeVisible();
  expect(await exported('undone')).toEqual([]);
  // Opened again, it still says so.
  await dropPath(page, join(test.info().outputPath('after'), 'exported.mid'));
  await expect(page.getByTestId('file')).toHaveAccessibleName('File: exported.mid');
  expect(await exported('again')).toEqual([line]);
});

test('whoever sells music changes to the model that may be sold; the file says so', async ({ launchWith }) => {
  const { app, page } = await launchWith({ firstUse: true });
  const note = page.getByRole('status').filter({ hasText: 'Before you use' }).filter({ visible: true });
  await note.getByRole('button', { name: 'Understood' }).click();
  const warning = page.getByText('What this model makes is not for commercial use');
  await expect(warning).toBeVisible();
  await page.getByRole('button', { name: 'Use one that is free to sell' }).click();
  await expect(warning).toHaveCount(0);
  await expect(note).toContainText('“Piano performances, free to sell”: CC-BY-4.0');
  await note.getByRole('button', { name: 'Understood' }).click();

  await dropPath(page, join(root, 'assets', 'examples', 'little-waltz.mid'));
  await expect(page.getByTestId('file')).toHaveAccessibleName(/little-waltz/);
  await page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  await page.getByRole('button', { name: 'Accept take 1' }).click();
  await expect.poll(() => page.getByTestId('file').getAttribute('aria-label')).toContain('not saved');
  const [line] = await saidBy(app, page, 'sold');
  expect(line).toMatch(/^Made in part by a model: piano-free .* Licence: CC-BY-4\.0/);
});
