import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { LibraryItem } from '../../models/library/item.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { activity, openDraw } from './drawing-hands.ts';
import { dropPath, expect, freezeLibrary, scratch, screenshot, stubDialog, test, watchProgress } from './harness.ts';
import { fileChip, items as structureItems, openCode, readDone } from './page-hands.ts';

/*
 * The library: what was made in the studios is found, made again, rated, opened, taken away and deleted.
 */

test.setTimeout(240_000);

const example = (name: string): string => join(root, 'assets', 'examples', name);
const patience = { timeout: 90_000 };

const cards = (page: Page): Locator => page.getByTestId('library-item');
const details = (page: Page): Locator => page.getByTestId('library-details');
const search = (page: Page): Locator => page.getByLabel('Search the library');

async function openLibrary(page: Page): Promise<void> {
  await page.getByTestId('library-button').click();
  await expect(page.getByTestId('library')).toBeVisible();
}

/** A page of the library, as main tells it. */
async function told(page: Page): Promise<LibraryItem[]> {
  const reply = await page.evaluate(() => {
    const all = { text: '', studio: null, rating: null, stars: 0, tag: null, model: null };
    return window.gomboc.call('library.page', { ...all, after: null, limit: 200 });
  });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value.items;
}

/** Four drawings like the half cat, made in the Draw studio. */
async function makeDrawings(page: Page): Promise<void> {
  await openDraw(page, { suggestions: false });
  await dropPath(page, example('half-cat.json'));
  await activity(page, 'variations').click();
  // All nine are drawn: before that it says “Cancel”.
  const dialog = page.getByRole('dialog', { name: 'Variations' });
  await expect(dialog.getByRole('button', { name: 'Again' })).toBeVisible(patience);
  await expect
    .poll(async () => (await told(page)).filter(({ studio }) => studio === 'drawing').length, patience)
    .toBeGreaterThan(3);
  await page.keyboard.press('Escape');
}

/** A page, read in the Code studio. Answers how many elements it has. */
async function makePage(page: Page): Promise<number> {
  await openCode(page);
  await dropPath(page, example('sketch-login.png'));
  await readDone(page);
  await expect.poll(async () => (await told(page)).filter(({ studio }) => studio === 'code').length, patience).toBe(1);
  return structureItems(page).count();
}

test('what two studios made is found by search, rated, tagged, made again the same, opened and deleted', async ({
  gomboc,
}) => {
  const { page } = gomboc;
  await openLibrary(page);
  await expect(page.getByText('Nothing was made yet.')).toBeVisible();
  await makeDrawings(page);
  const elements = await makePage(page);
  const made = await told(page);

  await openLibrary(page);
  await expect(cards(page)).toHaveCount(made.length);
  await screenshot(page, 'library');
  await search(page).fill('variation ca');
  const drawings = made.filter(({ studio, title }) => studio === 'drawing' && /variation.* ca/i.test(title));
  expect(drawings.length).toBeGreaterThan(0);
  await expect(page.getByTestId('library-count')).toHaveText(
    drawings.length === 1 ? '1 item' : `${drawings.length} items`,
  );
  await expect(cards(page)).toHaveCount(drawings.length);

  // The keyboard: down into the list, and what is chosen is told.
  await page.getByRole('listbox', { name: 'What was made' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(details(page).getByRole('heading')).toHaveText(drawings[0]!.title);
  await details(page).getByRole('button', { name: '4 stars' }).click();
  await details(page).getByLabel('Add a tag').fill('for the poster');
  await page.keyboard.press('Enter');
  await expect(details(page).getByText('for the poster')).toBeVisible();
  await screenshot(page, 'library-details');
  await search(page).fill('poster');
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toHaveAccessibleName(/4 stars/);

  const shares = await watchProgress(page);
  await details(page).getByRole('button', { name: 'Make again' }).click();
  await expect(page.getByTestId('library-verdict')).toHaveText('Made again: the same as the first time.', patience);
  expect((await shares()).length).toBeGreaterThan(0);
  const again = (await told(page)).filter(({ run }) => !made.some((item) => item.run === run));
  expect(again.map(({ place, sha256 }) => [place, sha256])).toEqual(
    made.filter(({ run }) => run === drawings[0]!.run).map(({ place, sha256 }) => [place, sha256]),
  );

  // Deleted with a word, after being asked.
  const total = made.length + again.length;
  await page.getByRole('listbox', { name: 'What was made' }).focus();
  // On a Mac the key that says so is Backspace.
  for (const key of ['Delete', 'Backspace']) {
    await page.keyboard.press(key);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  }
  expect(await told(page)).toHaveLength(total);
  await details(page).getByRole('button', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByTestId('library-count')).toHaveText(`${total - 1} items`);
  expect(await told(page)).toHaveLength(total - 1);

  // The page opens in its studio, with the sketch that it was read from.
  await search(page).fill('');
  await page.getByRole('combobox', { name: 'Studio' }).click();
  await page.getByRole('option', { name: 'Code', exact: true }).click();
  await expect(cards(page)).toHaveCount(1);
  await cards(page).dblclick();
  await expect(page.getByTestId('library')).toBeHidden();
  await expect(structureItems(page)).toHaveCount(elements);
  await expect(fileChip(page)).toHaveText(/Page/);
  await expect(page.getByTestId('studio-code')).toHaveAttribute('aria-current', 'page');
  await screenshot(page, 'library-opened');
});

test('it is there at the next start; exported and deleted in one action each', async ({ launchWith }) => {
  const first = await launchWith();
  await makePage(first.page);
  await first.page.evaluate(() => window.gomboc.call('settings.set', { theme: 'light' }));
  await first.close();

  const { app, page } = await launchWith({ userData: first.userData });
  await openLibrary(page);
  await expect(cards(page)).toHaveCount(1);
  await screenshot(page, 'library-light');
  const path = join(scratch('export'), 'mine.zip');
  writeFileSync(path, 'the zip before');
  await stubDialog(app, { save: path });
  const all = page.getByRole('button', { name: 'Export everything…' });
  const goOn = await freezeLibrary(app);
  await all.click();
  await expect(page.getByRole('progressbar', { name: 'Exporting…' })).toBeVisible();
  await page.getByTestId('library').getByRole('button', { name: 'Cancel' }).click();
  await expect(all).toBeVisible();
  goOn();
  // Its answer comes after what it was asked before.
  expect(await told(page)).toHaveLength(1);
  expect([readFileSync(path, 'utf8'), readdirSync(dirname(path))]).toEqual(['the zip before', ['mine.zip']]);

  await all.click();
  await expect(page.getByText('The library was exported to “mine.zip”')).toBeVisible();
  expect(Object.keys(unzipSync(readFileSync(path))).some((name) => /^code\/.*\.gompage$/.test(name))).toBe(true);

  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await screenshot(page, 'library-delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Nothing was made yet.')).toBeVisible();
  expect(await told(page)).toEqual([]);
});

test('a damaged library is set aside with a word, and a new one goes on', async ({ launchWith }) => {
  const first = await launchWith();
  await first.close();
  writeFileSync(join(first.userData, 'library.sqlite'), 'no database'.repeat(1000));
  const { page } = await launchWith({ userData: first.userData });
  await openLibrary(page);
  await expect(page.getByText(/It was kept as “.*library\.sqlite\.damaged-/)).toBeVisible();
  await makePage(page);
});
