import type { Page } from '@playwright/test';
import { expect } from '../e2e/harness.ts';
import { items } from '../e2e/page-hands.ts';
import {
  example,
  openCopy,
  patience,
  pick,
  saveAs,
  say,
  stepping,
  type Gesture,
  type Hand,
  type Studio,
} from './hand.ts';
import type { Document } from './known.ts';

/** Waits until nothing is being read, and something was. */
async function readDone(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Read again' })).toBeEnabled(patience);
  await expect(items(page).first()).toBeVisible(patience);
}

const count: Studio['count'] = (page) => items(page).count();

/** Only what is in front stays on the desk. */
async function tidy(page: Page): Promise<void> {
  const others = page.getByTestId('desk').locator('li', { has: page.locator('[aria-current=false]') });
  while ((await others.count()) > 0)
    await others
      .first()
      .getByRole('button', { name: /^Put .* away$/ })
      .click();
}

async function open(hand: Hand, document: Document, path: string): Promise<void> {
  const { page } = hand;
  await openCopy(hand, path);
  const shown = page.getByRole('button', { name: 'Structure', exact: true });
  if ((await shown.getAttribute('aria-pressed')) === 'false') await shown.click();
  await readDone(page);
  await tidy(page);
  document.begin(await count(page));
}

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort().map(([name, part]) => [name, inOrder(part)])); // prettier-ignore
};

const sketches = ['sketch-login.png', 'sketch-dashboard.png', 'sketch-shop.png'];
const openAny = (hand: Hand, document: Document) => open(hand, document, example(pick(hand.random, sketches)));

const ask = (hand: Hand): Promise<void> => say(hand, 'read');

/** How many elements there are, if they are as many a moment later; else 0. */
async function restsAt(page: Page): Promise<number> {
  const before = await count(page);
  await page.waitForTimeout(300);
  return (await count(page)) === before ? before : 0;
}

const gestures: Gesture[] = [
  { name: 'a sketch opened and read', weight: 2, make: openAny },
  {
    name: 'read again',
    weight: 2,
    make: async (hand, document) => {
      await ask(hand);
      await readDone(hand.page);
      await expect.poll(() => restsAt(hand.page)).toBeGreaterThan(0);
      document.edit(await count(hand.page));
    },
  },
  {
    name: 'read again, stopped midway, taken back',
    weight: 3,
    make: async (hand, document) => {
      const { page } = hand;
      await ask(hand);
      await say(hand, 'cancel');
      await readDone(page);
      // That may still be of the reading before: the page has the words one after the other, and not at once.
      await expect.poll(() => restsAt(page)).toBeGreaterThan(0);
      const said = await page
        .getByTestId('announcement')
        .filter({ hasText: /Read \d|Stopped/ })
        .textContent();
      // It was read before the word reached it, or got as far as an element: a step of its own either way.
      if (said?.includes('Read')) document.edit(await count(page));
      else if (await page.getByRole('button', { name: /^Undo Read, as far/ }).isVisible()) {
        await say(hand, 'undo');
        document.forgetRedo();
      }
      await expect.poll(() => count(page)).toBe(document.count);
    },
  },
  {
    name: 'an element deleted',
    weight: 3,
    can: (document) => document.count > 6,
    make: async ({ page, random }, document) => {
      const row = items(page).nth(Math.floor(random() * document.count));
      await row.click();
      await page.keyboard.press('Delete');
      await expect.poll(() => count(page)).toBeLessThan(document.count);
      document.edit(await count(page));
    },
  },
  {
    name: 'written as something else',
    weight: 1,
    make: async ({ page, random }) => {
      const target = pick(random, ['html', 'svelte', 'react', 'markup'] as const);
      await page.evaluate((codeTarget) => window.gomboc.call('settings.set', { codeTarget }), target);
    },
  },
  ...stepping(count),
  {
    name: 'saved and opened again',
    weight: 1,
    make: async (hand, document) => {
      const before = document.count;
      await open(hand, document, await saveAs(hand, 'gompage'));
      expect(document.count).toBe(before);
    },
  },
];

export const code: Studio = {
  id: 'code',
  extension: 'gompage',
  // The order of an element's fields says nothing.
  content: (bytes) => JSON.stringify(inOrder(JSON.parse(bytes.toString()))),
  count,
  begin: openAny,
  gestures,
  ask,
  clear: async (hand, document) => {
    // Five times: the four that were put away last can be brought back.
    for (let i = 0; i < 5; i++) await open(hand, document, example(sketches[0]!));
  },
  settle: async ({ page }) => {
    await expect(page.getByRole('button', { name: 'Read again' })).toBeEnabled(patience);
    return page.getByRole('alert').filter({ hasText: 'The sketch could not be read' }).isVisible();
  },
};
