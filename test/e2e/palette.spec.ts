import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { chooseMenu, expect, screenshot, test, type Gomboc } from './harness.ts';

/*
 * The command palette, by the keyboard: found by a few letters, done, remembered, and told why it can't be done.
 */

test.setTimeout(180_000);

const palette = (page: Page) => page.getByTestId('palette');
const options = (page: Page) => palette(page).getByRole('option');

async function open({ app, page }: Gomboc): Promise<void> {
  await chooseMenu(app, 'palette');
  await expect(palette(page).getByRole('combobox')).toBeFocused();
}

test('a command is found, done and remembered; what can’t be done says why', async ({ gomboc }) => {
  const { page } = gomboc;
  await open(gomboc);
  await expectAccessible(page, 'palette');
  await screenshot(page, 'palette');
  // Not its beginning, and not all letters of it.
  await page.keyboard.type('lsttst');
  await expect(options(page).first()).toContainText('Listening test');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toHaveCount(0);
  await expect(page.getByRole('dialog', { name: 'Listening test' })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 1000 });
  }).toPass();

  await open(gomboc);
  await expect(options(page).first()).toContainText('Listening test');
  await page.keyboard.type('transpose up');
  await expect(options(page).first()).toContainText('Select notes first');
  await page.keyboard.press('Enter');
  await expect(palette(page).getByRole('status')).toHaveText('Transpose up: Select notes first');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toHaveCount(0);

  // From the library into a studio, and another studio's commands there.
  await page.getByTestId('library-button').click();
  await open(gomboc);
  await page.keyboard.type('draw');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('canvas')).toBeVisible();
  await open(gomboc);
  await page.keyboard.type('eraser');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Eraser' })).toHaveAttribute('aria-pressed', 'true');
});
