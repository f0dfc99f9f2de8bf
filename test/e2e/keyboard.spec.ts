import type { Locator, Page } from '@playwright/test';
import { activity, canvas, expectStrokes, onPaper, openDraw } from './drawing-hands.ts';
import { expect, test } from './harness.ts';
import { items, readDone } from './page-hands.ts';

/*
 * Each studio from the keyboard alone, from the window's first focus on: Tab and the keys of what has the focus.
 */

test.setTimeout(240_000);

/** More presses than any window has stops. */
const most = 120;

/** Presses Tab until it is there: what can't be reached that way fails. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeEnabled({ timeout: 90_000 });
  for (let press = 0; press < most; press++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      expect(await wanted.evaluate((element) => element.matches(':focus-visible')), 'the focus is seen').toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${wanted}`);
}

async function pressOn(page: Page, wanted: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

test('a stroke is drawn, and the model finishes the drawing', async ({ gomboc: { page } }) => {
  await page.evaluate(() => window.gomboc.call('settings.set', { suggestions: false }));
  await pressOn(page, page.getByTestId('studio-drawing'));
  await tabTo(page, canvas(page));
  await page.keyboard.press('Space');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(`Shift+${key}`);
  await page.keyboard.press('Space');
  await expectStrokes(page, 1);
  await pressOn(page, activity(page, 'finish'));
  await pressOn(page, button(page, 'Accept').first());
  await expect.poll(async () => (await onPaper(page)).byModel, { timeout: 20_000 }).toBeGreaterThan(0);
});

test('a layer is renamed, and neither its key nor the focus goes elsewhere', async ({ gomboc: { page } }) => {
  await openDraw(page, { suggestions: false });
  await tabTo(page, canvas(page));
  for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key);
  await expectStrokes(page, 1);
  await pressOn(page, activity(page, 'replay'));
  const sheet = page.getByRole('region', { name: 'Replay' });
  await expect(sheet).toBeVisible();
  const layer = page.getByTestId('layers').getByTitle('Double-click to rename');
  await tabTo(page, layer);
  const field = page.getByLabel('Name of the layer');
  await page.keyboard.press('F2');
  await expect(field).toBeFocused();
  await field.fill('paper');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  expect(await layer.textContent()).not.toContain('paper');
  expect(await sheet.isVisible(), 'what is open stays open').toBe(true);
  await expect(layer).toBeFocused();
  await page.keyboard.press('F2');
  await field.fill('paper');
  await page.keyboard.press('Enter');
  await expect(layer).toHaveText('paper');
  await expect(layer).toBeFocused();
});

test('a layer is moved down step by step, and deleted, without looking for the focus', async ({ gomboc: { page } }) => {
  await openDraw(page, { suggestions: false });
  const layers = page.getByTestId('layers');
  const names = layers.getByTitle('Double-click to rename');
  const add = layers.getByRole('button', { name: 'Add a layer' });
  await pressOn(page, add);
  await page.keyboard.press('Enter');
  await expect(names).toHaveCount(3);
  const [uppermost] = await names.allTextContents();
  const down = layers.getByRole('button', { name: `Move ${uppermost!.trim()} down`, exact: true });
  await pressOn(page, down);
  await expect(names.nth(1)).toHaveText(uppermost!);
  await expect(down).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(names.nth(2)).toHaveText(uppermost!);
  await expect(names.nth(2)).toBeFocused();
  await pressOn(page, layers.getByRole('button', { name: `Delete ${uppermost!.trim()}`, exact: true }));
  await expect(names).toHaveCount(2);
  await expect(layers.locator('[aria-current=true]')).toBeFocused();
});

test('an example is continued, and a take accepted', async ({ gomboc: { page } }) => {
  const notes = async () =>
    Number(/(\d+) notes?/.exec((await page.getByTestId('roll').getAttribute('aria-label'))!)![1]);
  const first = page.locator('.empty').filter({ visible: true }).getByRole('button').nth(1);
  await pressOn(page, first);
  await expect.poll(notes).toBeGreaterThan(10);
  const before = await notes();
  await pressOn(
    page,
    page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }),
  );
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  await pressOn(page, button(page, 'Accept take 1'));
  await expect.poll(notes).toBeGreaterThan(before);
});

test('a sketch is read, and a word of the page corrected', async ({ gomboc: { page } }) => {
  await pressOn(page, page.getByTestId('studio-code'));
  await pressOn(page, button(page, 'Login'));
  await readDone(page);
  await tabTo(page, items(page).first());
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('element-text')).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Welcome');
  await page.keyboard.press('Enter');
  await expect(items(page).first()).toBeFocused();
  await expect(items(page).first()).toHaveAccessibleName(/^Welcome/);
});

test('the library is searched, and what was made is opened', async ({ gomboc: { page } }) => {
  await openDraw(page, { suggestions: false });
  await page
    .getByRole('button', { name: 'Half cat' })
    .or(page.locator('.empty').getByRole('button').first())
    .first()
    .click();
  await pressOn(page, activity(page, 'finish'));
  await expect(button(page, 'Accept').first()).toBeEnabled({ timeout: 90_000 });
  await pressOn(page, page.getByTestId('library-button'));
  await tabTo(page, page.getByLabel('Search the library'));
  await page.keyboard.type('finish');
  await expect(page.getByTestId('library-item').first()).toBeVisible();
  await tabTo(page, page.getByRole('listbox', { name: 'What was made' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(canvas(page)).toBeVisible();
});
