import { expect } from '../e2e/harness.ts';
import { say, patience, pick, type Gesture, type Hand } from './hand.ts';

/*
 * What is done to the window and in the library, whichever studio is in front. No document changes.
 */

/** Chooses another of a setting's values than the one that is chosen. */
async function chooseOther(hand: Hand, label: RegExp): Promise<void> {
  const { page, random } = hand;
  await say(hand, 'settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const field = settings.getByRole('combobox', { name: label });
  const before = await field.textContent();
  await field.click();
  await page
    .getByRole('option', { selected: false })
    .nth(Math.floor(random() * (await page.getByRole('option', { selected: false }).count())))
    .click();
  await expect(field).not.toHaveText(before ?? '');
  await settings.getByRole('button', { name: 'Close' }).click();
  await expect(settings).toBeHidden();
}

const library = ({ page }: Hand) => page.getByTestId('library');

async function openLibrary(hand: Hand): Promise<void> {
  await hand.page.getByTestId('library-button').click();
  await expect(library(hand)).toBeVisible();
}

async function closeLibrary(hand: Hand): Promise<void> {
  await hand.page.getByTestId('library-button').click();
  await expect(library(hand)).toBeHidden();
}

/** Chooses something that was made; false: there is nothing yet. */
async function choose(hand: Hand): Promise<boolean> {
  const { page, random } = hand;
  await openLibrary(hand);
  const items = page.getByTestId('library-item');
  await expect(items.first().or(page.getByText(/^Nothing/).first())).toBeVisible();
  const count = await items.count();
  if (count === 0) {
    await closeLibrary(hand);
    return false;
  }
  await items.nth(Math.floor(random() * Math.min(count, 8))).click();
  await expect(page.getByTestId('library-details')).toBeVisible();
  return true;
}

export const gestures: Gesture[] = [
  {
    name: 'the window resized',
    weight: 1,
    make: async ({ app, page, random }) => {
      const size = pick(random, [[1440, 860], [1280, 800], [1100, 700], [1360, 768]] as const); // prettier-ignore
      await app.evaluate(
        ({ BrowserWindow }, [width, height]) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height),
        size,
      );
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size[0]);
    },
  },
  {
    name: 'the theme changed',
    weight: 1,
    make: async ({ page, random }) => {
      const theme = pick(random, ['dark', 'light'] as const);
      await page.evaluate((theme) => window.gomboc.call('settings.set', { theme }), theme);
    },
  },
  { name: 'the provider switched', weight: 1, make: (hand) => chooseOther(hand, /^Runs on/) },
  { name: 'the model switched', weight: 1, make: (hand) => chooseOther(hand, /^Music asks/) },
  {
    name: 'the library searched, something rated',
    weight: 1,
    make: async (hand) => {
      if (!(await choose(hand))) return;
      const { page, random } = hand;
      const stars = page.getByTestId('library-details').getByRole('button', { name: /stars?$/ });
      await stars.nth(Math.floor(random() * 5)).click();
      await page.getByLabel('Search the library').fill(pick(random, ['cat', 'page', 'continu', 'nothing of this']));
      await expect(page.getByTestId('library-count')).toHaveText(/item/);
      await page.getByLabel('Search the library').fill('');
      await closeLibrary(hand);
    },
  },
  {
    name: 'something of the library made again',
    weight: 1,
    make: async (hand) => {
      if (!(await choose(hand))) return;
      const { page } = hand;
      await page.getByTestId('library-details').getByRole('button', { name: 'Make again' }).click();
      await expect(page.getByTestId('library-verdict')).toHaveText(/^Made again/, patience);
      await closeLibrary(hand);
    },
  },
];
