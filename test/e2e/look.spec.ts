import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { chooseMenu, dropPath, expect, screenshot, test, type Gomboc } from './harness.ts';
import { readDone } from './page-hands.ts';

/*
 * What the person and the system wish of the look: contrast, motion, the size of text.
 */

test.setTimeout(180_000);

const example = (name: string): string => join(root, 'assets', 'examples', name);
const looks = (page: Page) =>
  page.evaluate(() => {
    const { dataset } = document.documentElement;
    return [dataset['theme'], 'contrast' in dataset] as const;
  });
/** The colour in the middle of the roll's paper: the canvas must follow, too. */
const rollColour = (page: Page) =>
  page
    .getByTestId('roll')
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) =>
      [...canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3),
    );

test('the theme follows the system, or does not; canvases go along', async ({ gomboc: { page } }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => looks(page)).toEqual(['light', false]);
  await expect.poll(async () => (await rollColour(page))[0]).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => looks(page)).toEqual(['dark', false]);
  await expect.poll(async () => (await rollColour(page))[0]).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
  await expect.poll(() => looks(page)).toEqual(['dark', true]);
  await page.emulateMedia({ colorScheme: 'light', contrast: null, forcedColors: 'active' });
  await expect.poll(async () => (await looks(page))[1]).toBe(true);
  // Asked for a colour, the system would answer with that of its text.
  await expect.poll(async () => (await rollColour(page))[0]).toBeGreaterThan(200);
  await screenshot(page, 'forced-colors');
  await page.emulateMedia({ colorScheme: null, contrast: 'more', forcedColors: null });
  for (const theme of ['dark', 'light'] as const) {
    await page.evaluate((theme) => window.gomboc.call('settings.set', { theme }), theme);
    await expect.poll(() => looks(page)).toEqual([theme, false]);
  }
  await page.emulateMedia({ contrast: null });
  await page.evaluate(() => window.gomboc.call('settings.set', { theme: 'contrast' }));
  await expect.poll(async () => (await looks(page))[1]).toBe(true);
});

test('what is chosen, and what a key would choose, has an edge in high contrast and in the system’s colours', async ({
  gomboc: { app, page },
}) => {
  const edges = (where: Locator) =>
    where.evaluateAll((all) =>
      all.map((one) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return outlineStyle === 'none' ? 0 : parseInt(outlineWidth);
      }),
    );
  await page.getByTestId('studio-drawing').click();
  const layers = page.getByTestId('layers');
  await layers.getByRole('button', { name: 'Add a layer' }).click();
  const names = layers.getByTitle('Double-click to rename');
  await expect(names).toHaveCount(2);
  await page.evaluate(() => window.gomboc.call('settings.set', { theme: 'contrast' }));
  await expect.poll(() => edges(names)).toEqual([2, 0]);
  // Who has chosen a theme has the system's colours all the same, where it forces them.
  await page.evaluate(() => window.gomboc.call('settings.set', { theme: 'dark' }));
  await page.emulateMedia({ forcedColors: 'active' });
  await expect.poll(() => edges(names)).toEqual([2, 0]);
  await chooseMenu(app, 'settings');
  await page.getByLabel('Language').click();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => edges(page.getByRole('option'))).toEqual([2, 3, 0]);
});

/** What lasts longer than a moment of all that is on the page and in its shadow roots, now or when it changes. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const seconds = (list: string) => Math.max(...list.split(',').map((one) => parseFloat(one) || 0));
    const all = (root: ParentNode): Element[] =>
      [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    return all(document).flatMap((element) => {
      const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
      const longest = Math.max(animationName === 'none' ? 0 : seconds(animationDuration), seconds(transitionDuration));
      return longest > 0.01 ? [`${element.localName}.${element.getAttribute('class') ?? ''}: ${longest} s`] : [];
    });
  });

test('who wishes for less motion gets it, in every studio', async ({ gomboc: { app, page } }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // What glides is told apart by asking for it: nothing may.
  await page.evaluate(() => {
    const { scrollTo } = Element.prototype;
    window.heard = [];
    Element.prototype.scrollTo = function (this: Element, ...how: unknown[]) {
      window.heard?.push((how[0] as ScrollToOptions).behavior);
      return Reflect.apply(scrollTo, this, how);
    };
  });
  for (const studio of ['drawing', 'music', 'code']) {
    await page.getByTestId(`studio-${studio}`).click();
    await expect(page.getByTestId(`studio-${studio}`)).toHaveAttribute('aria-current', 'page');
    expect(await moving(page), studio).toEqual([]);
  }
  await dropPath(page, example('sketch-shop.png'));
  await readDone(page);
  expect(await moving(page), 'a page that was read').toEqual([]);
  for (const row of [page.getByRole('treeitem').last(), page.getByRole('treeitem').first()]) {
    for (let i = 0; i < 4; i++) await chooseMenu(app, 'zoom-in');
    await row.click();
  }
  await expect.poll(() => page.evaluate(() => window.heard?.length)).toBeGreaterThan(0);
  expect(await page.evaluate(() => new Set(window.heard).has('smooth'))).toBe(false);
  await page.emulateMedia({ reducedMotion: null });
  expect((await moving(page)).length, 'this would have told').toBeGreaterThan(0);
});

test('text grows and shrinks by menu, keeps its size, and nothing is cut off or covered', async ({ launchWith }) => {
  const first = await launchWith();
  const { app, page } = first;
  const ratio = () => page.evaluate(() => devicePixelRatio);
  const normal = await ratio();
  await chooseMenu(app, 'text-larger');
  await expect.poll(ratio).toBeCloseTo(normal * 1.1, 2);
  await chooseMenu(app, 'text-normal');
  await expect.poll(ratio).toBeCloseTo(normal, 2);
  // Without a canvas in front, the keys of its zoom are those of the text.
  await page.getByTestId('library-button').click();
  await chooseMenu(app, 'zoom-in');
  await expect.poll(ratio).toBeCloseTo(normal * 1.1, 2);
  await expect(page.getByTestId('library')).toBeVisible();
  await chooseMenu(app, 'text-larger');
  await chooseMenu(app, 'text-larger');
  await chooseMenu(app, 'text-larger');
  await expect.poll(ratio).toBeCloseTo(normal * 1.5, 2);

  for (const studio of ['drawing', 'music', 'code']) {
    await page.getByTestId(`studio-${studio}`).click();
    if (studio === 'music') await dropPath(page, example('bach-prelude-in-c.mid'));
    if (studio === 'code') {
      await dropPath(page, example('sketch-login.png'));
      await readDone(page);
    }
    expect(await outside(page), studio).toEqual([]);
    await picture(app, `large-${studio}`);
  }
  await chooseMenu(app, 'settings');
  await expect(page.getByLabel('Size of text and controls')).toHaveText('150 %');
  expect(await outside(page), 'settings').toEqual([]);
  await picture(app, 'large-settings');
  await first.close();
  const second = await launchWith({ userData: first.userData });
  await expect.poll(() => second.page.evaluate(() => devicePixelRatio)).toBeCloseTo(normal * 1.5, 2);
});

/** Controls that stick out of the window to a side, where nothing scrolls to them. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('button, input, [role=slider], [role=radio], [role=combobox]')].flatMap((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const seen = width > 0 && element.checkVisibility();
      return seen && (left < -1 || right > innerWidth + 1) ? [`${element.outerHTML.slice(0, 120)}`] : [];
    }),
  );

/** Playwright's own pictures are cut off where the page is zoomed. */
async function picture(app: Gomboc['app'], name: string): Promise<void> {
  const png = await app.evaluate(async ({ BrowserWindow }) =>
    (await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()).toPNG().toString('base64'),
  );
  const folder = join(root, 'test-results', 'screenshots');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), Buffer.from(png, 'base64'));
}
