import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { expectAccessible } from './axe.ts';
import { activity, openDraw } from './drawing-hands.ts';
import { chooseMenu, dropPath, expect, test } from './harness.ts';
import { openCode, readDone } from './page-hands.ts';

/*
 * What axe-core says of every studio, sheet and dialog, in every theme.
 */

test.setTimeout(240_000);

const example = (name: string): string => join(root, 'assets', 'examples', name);
const dialog = (page: Page) => page.getByRole('dialog');

/** Looks at dialogs that menu words open, one after the other. */
async function expectDialogs(gomboc: { app: Parameters<typeof chooseMenu>[0]; page: Page }, words: readonly string[]) {
  for (const word of words) {
    await chooseMenu(gomboc.app, word);
    await expect(dialog(gomboc.page)).toBeVisible({ timeout: 60_000 });
    await expectAccessible(gomboc.page, word);
    // The first Escape may be for the hint of what has the focus.
    await expect(async () => {
      await gomboc.page.keyboard.press('Escape');
      await expect(dialog(gomboc.page)).toHaveCount(0, { timeout: 1000 });
    }).toPass({ timeout: 20_000 });
  }
}

test('Draw, empty and with what was made', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page, { suggestions: false });
  await expectAccessible(page, 'Draw, empty');
  await dropPath(page, example('half-cat.json'));
  await expect(page.getByRole('button', { name: /^File: half-cat/ })).toBeVisible();
  await activity(page, 'finish').click();
  await expect(page.getByRole('button', { name: 'Accept', exact: true }).first()).toBeEnabled({ timeout: 90_000 });
  await expectAccessible(page, 'Draw, finishing');
  await page.getByRole('button', { name: 'Accept', exact: true }).first().click();
  for (const name of ['tidy', 'replay', 'interpolate'] as const) {
    await activity(page, name).click();
    await expectAccessible(page, `Draw, ${name}`);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Escape');
  await expectDialogs(gomboc, ['export-svg', 'variations']);
});

test('Music, empty and with what was made', async ({ gomboc }) => {
  const { page } = gomboc;
  await expectAccessible(page, 'Music, empty');
  await dropPath(page, example('bach-prelude-in-c.mid'));
  await expect(page.getByTestId('file')).toHaveAccessibleName(/bach-prelude/);
  await page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  await expectAccessible(page, 'Music, with takes');
  await expectDialogs(gomboc, ['export-midi', 'listening']);
});

test('Code, empty and with what was made', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await expectAccessible(page, 'Code, empty');
  await dropPath(page, example('sketch-login.png'));
  await readDone(page);
  await expectAccessible(page, 'Code, with a page');
  await page.getByRole('treeitem').first().click();
  await expectAccessible(page, 'Code, with an element');
  await expectDialogs(gomboc, ['export-page', 'straighten']);
  await page.getByTestId('library-button').click();
  await page.getByTestId('library-item').first().click();
  await expectAccessible(page, 'Library, with what was made');
});

test('the library, the settings and the sheets of the window', async ({ gomboc }) => {
  await gomboc.page.getByTestId('library-button').click();
  await expectAccessible(gomboc.page, 'Library, empty');
  await expectDialogs(gomboc, ['settings', 'shortcuts', 'about']);
});

test('what is under way is not read out step by step', async ({ gomboc: { page } }) => {
  await page.evaluate(() => {
    window.heard = [];
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const within = target instanceof Element ? target : target.parentElement;
        const region = within?.closest('[aria-live], [role=status], [role=alert], output');
        const text = region?.textContent?.trim();
        if (text && region!.getAttribute('aria-live') !== 'off' && window.heard!.at(-1) !== text)
          window.heard!.push(text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const heard = async (): Promise<unknown[]> => page.evaluate(() => window.heard!.splice(0));
  await dropPath(page, example('bach-prelude-in-c.mid'));
  await expect(page.getByTestId('file')).toHaveAccessibleName(/bach-prelude/);
  await heard();
  await page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  const takes = await heard();
  expect(takes.join('\n')).toContain('times faster than it plays');
  expect(takes.length, takes.join('\n')).toBeLessThan(6);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const seconds = async () => Number(/0:(\d+\.\d)/.exec((await page.getByTestId('time').textContent()) ?? '')?.[1]);
  await expect.poll(seconds).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  const times = await heard();
  expect(times.length, times.join('\n')).toBeLessThan(3);
  await openCode(page);
  await heard();
  await dropPath(page, example('sketch-shop.png'));
  await readDone(page);
  const elements = await heard();
  expect(elements.length, elements.join('\n')).toBeLessThan(6);
});
