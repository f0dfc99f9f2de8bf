import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { parseMidi } from 'midi-file';
import { expect } from '../e2e/harness.ts';
import {
  example,
  openCopy,
  patience,
  saveAs,
  say,
  stepping,
  takeAllBack,
  type Gesture,
  type Hand,
  type Studio,
} from './hand.ts';
import type { Document } from './known.ts';

/** How many notes the document has, as the piano roll tells a screen reader. */
const count = async (page: Page): Promise<number> =>
  Number(/(\d+) notes/.exec((await page.getByTestId('roll').getAttribute('aria-label')) ?? '')?.[1]);

const takes = (page: Page) => page.getByTestId('takes');
const dismiss = (page: Page) => page.getByRole('button', { name: 'Put these takes into the history' }).click();
const takesAre = (page: Page, state: string | RegExp) =>
  expect(takes(page)).toHaveAttribute('data-state', state, patience);

async function open(hand: Hand, document: Document, path: string): Promise<void> {
  document.begin(notesIn(readFileSync(path)).length);
  await openCopy(hand, path);
  await expect.poll(() => count(hand.page), patience).toBe(document.count);
}

const notesIn = (bytes: Buffer) =>
  parseMidi(bytes)
    .tracks.flat()
    .filter((event) => event.type === 'noteOn' && event.velocity > 0);

const begin = (hand: Hand, document: Document) => open(hand, document, example('little-waltz.mid'));

async function ask(hand: Hand): Promise<void> {
  await say(hand, 'continue');
  await takesAre(hand.page, /running|done/);
}

const gestures: Gesture[] = [
  {
    name: 'continue, accept a take',
    weight: 3,
    make: async (hand, document) => {
      const { page } = hand;
      await ask(hand);
      await takesAre(page, 'done');
      // The model may also be silent for as long.
      const played = takes(page).getByLabel(/^Look at take \d, [1-9]\d* notes$/);
      if ((await played.count()) === 0) return dismiss(page);
      const label = (await played.first().getAttribute('aria-label')) ?? '';
      const [, take, notes] = /take (\d), (\d+) notes/.exec(label) ?? [];
      await played.first().hover();
      await page.getByRole('button', { name: `Accept take ${take}`, exact: true }).click();
      document.edit(document.count + Number(notes));
      await expect.poll(() => count(page)).toBe(document.count);
    },
  },
  {
    name: 'continue, cancelled midway',
    weight: 3,
    make: async (hand) => {
      await ask(hand);
      await say(hand, 'cancel');
      await takesAre(hand.page, /cancelled|done/);
      await dismiss(hand.page);
    },
  },
  {
    name: 'a note deleted',
    weight: 3,
    can: (document) => document.count > 10,
    make: async ({ page }, document) => {
      await page.getByTestId('roll').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Delete');
      document.edit(document.count - 1);
      await expect.poll(() => count(page)).toBe(document.count);
    },
  },
  {
    name: 'played and stopped',
    weight: 1,
    make: async (hand) => {
      const { page } = hand;
      await say(hand, 'play-pause');
      await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
      await page.waitForTimeout(300);
      await say(hand, 'stop');
      await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    },
  },
  ...stepping(count),
  {
    name: 'saved and opened again',
    weight: 1,
    make: async (hand, document) => {
      const before = document.count;
      await open(hand, document, await saveAs(hand, 'mid'));
      expect(document.count).toBe(before);
    },
  },
  // Each continuation makes it longer.
  { name: 'an example opened', weight: 1, make: begin },
];

export const music: Studio = {
  id: 'music',
  extension: 'mid',
  count,
  begin,
  content: (bytes) => {
    const { tracks } = parseMidi(bytes);
    return JSON.stringify(tracks.map((events) => events.filter(({ type }) => type !== 'trackName')));
  },
  gestures,
  ask,
  clear: async (hand, document) => {
    await takeAllBack(hand);
    const remove = hand.page.getByRole('button', { name: 'Remove from the history' });
    while ((await remove.count()) > 0) await remove.first().click();
    await begin(hand, document);
  },
  settle: async ({ page }) => {
    await takesAre(page, /failed|done/);
    const failed = (await takes(page).getAttribute('data-state')) === 'failed';
    await dismiss(page);
    return failed;
  },
};
