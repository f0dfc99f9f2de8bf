import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { chooseMenu, dropFile, dropPath, expect, freezeEngine, killEngine, screenshot, test } from './harness.ts';
import {
  fileChip,
  greyPng,
  growth,
  inPreview,
  inspector,
  item,
  items,
  openCode,
  readDone,
  structure,
  type Seen,
  watchGrowth,
} from './page-hands.ts';

/*
 * From a sketch to a page: what the model reads, and what a person does with it.
 */

test.setTimeout(180_000);

/** Waits until the model is open, and as long as a person looks at the studio before they begin. */
async function atRest(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => window.gomboc.call('engine.status', undefined)), { timeout: 30_000 })
    .toMatchObject({ value: { state: 'ready' } });
  await page.waitForTimeout(1000);
}

/** Opens an example by its card. */
async function openExample(page: Page, name: 'Login' | 'Dashboard' | 'Shop'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await readDone(page);
}

type Place = readonly [x: number, y: number];

/** The pen on the paper; places are parts of the paper's width and height. */
async function penOf(page: Page): Promise<(...way: Place[]) => Promise<void>> {
  const paper = (await page.getByTestId('live-pen').boundingBox())!;
  const at = ([x, y]: Place) => [paper.x + paper.width * x, paper.y + paper.height * y] as const;
  return async (...way) => {
    await page.mouse.move(...at(way[0]!));
    await page.mouse.down();
    for (const point of way.slice(1)) await page.mouse.move(...at(point), { steps: 12 });
    await page.mouse.up();
  };
}

for (const name of ['login', 'dashboard', 'shop']) {
  test(`the example ${name} is dropped and read, and its page grows element by element`, async ({ gomboc }) => {
    const { page } = gomboc;
    await openCode(page);
    await atRest(page);
    await watchGrowth(page);
    await dropPath(page, join(root, 'assets', 'examples', `sketch-${name}.png`));
    await readDone(page);
    const { seen, dropped } = await growth(page);
    const rows = seen.map((one) => one.rows);
    // In several steps, and never back. The log-in has eight elements: they are there within a few frames.
    expect(new Set(rows).size).toBeGreaterThan(name === 'login' ? 2 : 3);
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
    expect(new Set(seen.map(({ boxes }) => boxes)).size).toBeGreaterThan(2);
    expect(new Set(seen.map(({ preview }) => preview)).size).toBeGreaterThan(2);
    const after = (one: Seen) => `${Math.round(one.painted - dropped)} ms after the drop`;
    // Reported, not asserted: a loaded machine is slow.
    const first = seen.find(({ preview }) => preview > 0)!;
    console.log(`    ${name}: first of ${rows.at(-1)} elements on screen ${after(first)}, last ${after(seen.at(-1)!)}`);
    await expect(fileChip(page)).toHaveAccessibleName(`File: sketch-${name}.gompage, not saved`);
    await screenshot(page, `code-${name}`);
  });
}

test('what the model read is corrected: what follows is read again, and undo goes back step by step', async ({
  gomboc,
}) => {
  const { app, page } = gomboc;
  await openCode(page);
  await openExample(page, 'Login');
  const before = await items(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  // A leaf in the first half, which may be a label wherever it stands.
  const leaf = items(page)
    .filter({ hasNot: page.locator('.fold.open') })
    .first();
  const id = (await leaf.getAttribute('data-row'))!;
  await leaf.click();
  await expect(inspector(page)).toBeVisible();
  const target = /(^|, )Label(,|$)/.test((await leaf.getAttribute('aria-label'))!) ? 'Link' : 'Label';
  await inspector(page).getByRole('combobox', { name: /^Kind/ }).click();
  await page.getByRole('option', { name: target, exact: true }).click();
  await readDone(page);
  await expect(page.locator(`[data-row="${id}"]`)).toHaveAccessibleName(new RegExp(`(^|, )${target}, by your word$`));
  await page.getByTestId('history').click();
  await expect(
    page.getByTestId('history').getByRole('button', { name: new RegExp(`Make it: ${target}`) }),
  ).toBeVisible();
  await screenshot(page, 'code-corrected');
  for (let i = 0; i < 2; i++) await chooseMenu(app, 'undo');
  await expect
    .poll(() => items(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label'))))
    .toEqual(before);
});

test('a picture without a wireframe is said to have none, and is read all the same when the person insists', async ({
  gomboc,
}) => {
  const { page } = gomboc;
  await openCode(page);
  await dropFile(page, 'nothing.png', greyPng(640, 480, 250));
  await expect(page.getByRole('heading', { name: 'No wireframe found' })).toBeVisible({ timeout: 30_000 });
  await expect(items(page)).toHaveCount(0);
  await screenshot(page, 'code-nothing');
  await page.getByRole('button', { name: 'Read it anyway' }).click();
  await expect(page.getByRole('heading', { name: 'No wireframe found' })).toBeHidden();
  await readDone(page);
});

test('a wireframe is drawn here, and the page grows with it', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await chooseMenu(app, 'live');
  const draw = await penOf(page);
  // A crossed box and two buttons.
  await draw([0.2, 0.2], [0.8, 0.2], [0.8, 0.42], [0.2, 0.42], [0.2, 0.2]);
  await draw([0.2, 0.2], [0.8, 0.42]);
  await draw([0.8, 0.2], [0.2, 0.42]);
  await readDone(page);
  const once = await items(page).count();
  await draw([0.2, 0.5], [0.5, 0.5], [0.5, 0.56], [0.2, 0.56], [0.2, 0.5]);
  await draw([0.2, 0.62], [0.5, 0.62], [0.5, 0.68], [0.2, 0.68], [0.2, 0.62]);
  await readDone(page);
  await screenshot(page, 'code-pen');
  // The pen's own undo takes ink back, and the page follows.
  for (let i = 0; i < 2; i++) await chooseMenu(app, 'undo');
  await readDone(page);
  await expect.poll(() => items(page).count()).toBe(once);
  await chooseMenu(app, 'live');
  await expect(page.getByTestId('sketch')).toBeVisible();
});

test('with the pen in the hand undo takes strokes back, and nothing else; put down, they are one step', async ({
  gomboc,
}) => {
  const { app, page } = gomboc;
  await openCode(page);
  await chooseMenu(app, 'live');
  const paper = page.getByTestId('live-pen');
  const box = (await paper.boundingBox())!;
  const line = async (y: number) => {
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * y, { steps: 8 });
    await page.mouse.up();
  };
  const strokes = (count: number) =>
    expect(paper).toHaveAccessibleName(`Wireframe, ${count} stroke${count === 1 ? '' : 's'}`);
  const steps = page.getByTestId('history').locator('summary');
  const undo = () => page.keyboard.press('Control+z');
  // Waited for, or the next key and stroke would come before it.
  const takePen = async () => {
    await chooseMenu(app, 'live');
    await expect(paper).toBeVisible();
  };
  const putPen = async () => {
    await chooseMenu(app, 'live');
    await expect(paper).toBeHidden();
  };
  await line(0.3);
  await line(0.4);
  await strokes(2);
  await putPen();
  await expect(steps).toHaveText('History 1');

  // Taken up again and emptied: what was done before stays done.
  await takePen();
  await line(0.5);
  for (const left of [2, 1, 0, 0]) {
    await undo();
    await strokes(left);
  }
  await expect(steps).toHaveText('History 2');
  await expect(page.getByRole('button', { name: 'Nothing to undo' }).filter({ visible: true })).toBeDisabled();
  await chooseMenu(app, 'redo');
  await strokes(1);
  await putPen();
  await expect(steps).toHaveText('History 2');

  // Back to the two strokes that were there before, then to none; and both again.
  await undo();
  await expect(steps).toHaveText('History 1');
  await takePen();
  await strokes(2);
  await putPen();
  await undo();
  await expect(page.getByTestId('sketch')).toBeHidden();
  for (let i = 0; i < 2; i++) await chooseMenu(app, 'redo');
  await takePen();
  await strokes(1);
});

test('the page follows the pen, stroke by stroke', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await atRest(page);
  await chooseMenu(app, 'live');
  const draw = await penOf(page);
  await page.evaluate(() => {
    const waits: number[] = [];
    Object.assign(window, { waits });
    let penUp = 0;
    addEventListener('pointerup', ({ timeStamp }) => (penUp = timeStamp), { capture: true });
    let reading = false;
    new MutationObserver(() => {
      const was = reading;
      reading = document.querySelector('[role=status]') !== null;
      // The second frame begins when the first has been painted.
      const painted = () => void waits.push(performance.now() - penUp);
      if (was && !reading) requestAnimationFrame(() => requestAnimationFrame(painted));
    }).observe(document.body, { childList: true, subtree: true });
  });
  const waits = () => page.evaluate(() => (window as unknown as { waits: number[] }).waits);
  const strokes = 6;
  for (let i = 0; i < strokes; i++) {
    const [top, bottom] = [0.1 + 0.14 * i, 0.2 + 0.14 * i];
    await draw([0.2, top], [0.8, top], [0.8, bottom], [0.2, bottom], [0.2, top]);
    await expect.poll(async () => (await waits()).length).toBe(i + 1);
  }
  expect(await items(page).count()).toBeGreaterThan(1);
  // Reported, not asserted: a loaded machine is slow.
  console.log(`    pen-up to page on screen: ${(await waits()).map(Math.round).join(', ')} ms`);
});

test('the engine is killed while it reads: it is said, and trying again works', async ({ launchWith }) => {
  const { app, page } = await launchWith();
  await openCode(page);
  await openExample(page, 'Login');
  const failed = page.getByRole('alert').filter({ hasText: 'engine-stopped' });
  // Held still, or a reading may be over before it is killed.
  await freezeEngine(app);
  await dropPath(page, join(root, 'assets', 'examples', 'sketch-dashboard.png'));
  await expect(page.getByText('Reading · 0 elements')).toBeVisible();
  expect(await killEngine(app)).toBe(1);
  await expect(failed).toHaveCount(1);
  await screenshot(page, 'code-engine-killed');
  await failed.getByRole('button', { name: 'Try again' }).click();
  await readDone(page);
  await expect(failed).toHaveCount(0);

  // Where there is a page it stays, and it is said all the same.
  const elements = await items(page).count();
  const readAgain = async () => {
    await freezeEngine(app);
    await page.getByRole('button', { name: 'Read again' }).click();
    await expect(page.getByText(`Reading · ${elements} element`)).toBeVisible();
    expect(await killEngine(app)).toBe(1);
    await expect(failed).toHaveCount(1);
    await expect(items(page)).toHaveCount(elements);
  };
  await readAgain();
  await screenshot(page, 'code-engine-killed-again');
  await failed.getByRole('button', { name: 'Dismiss' }).click();
  await expect(failed).toHaveCount(0);
  await readAgain();
  await failed.getByRole('button', { name: 'Try again' }).click();
  await readDone(page);
  await expect(failed).toHaveCount(0);
});

test('what was read is there again after a kill', async ({ launchWith }) => {
  const first = await launchWith();
  await openCode(first.page);
  await openExample(first.page, 'Shop');
  const before = await items(first.page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
  await first.page.waitForTimeout(800);
  first.app.process().kill('SIGKILL');
  const second = await launchWith({ userData: first.userData });
  await expect(items(second.page)).toHaveCount(before.length);
  expect(await items(second.page).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')))).toEqual(
    before,
  );
  // It was not read again: then there would be a time that it took.
  await expect(second.page.getByTestId('reading')).toHaveText(/^\s*Reading\s*(Mark|$)/);
  expect(second.complaints).toEqual([]);
});

test('a sketch that is still being read when the window is closed is there again', async ({ launchWith }) => {
  const first = await launchWith();
  await openCode(first.page);
  // Held still, or it may be read and written down before the window is closed; but only when it has told of its models.
  await expect(first.page.getByRole('button', { name: 'CPU' })).toBeVisible({ timeout: 60_000 });
  await freezeEngine(first.app);
  await dropPath(first.page, join(root, 'assets', 'examples', 'sketch-login.png'));
  await expect(first.page.getByText('Reading · 0 elements')).toBeVisible();
  await first.close();
  const second = await launchWith({ userData: first.userData });
  await expect(fileChip(second.page)).toContainText('sketch-login');
  await readDone(second.page);
});

test('the preview beside the sketch, in each look', async ({ gomboc }) => {
  const { page } = gomboc;
  for (const look of ['plain', 'dark', 'sketchy'] as const) {
    await openCode(page, { look, theme: look === 'plain' ? 'light' : 'dark' });
    if (look === 'plain') await openExample(page, 'Shop');
    await expect(inPreview(page, 'body > *').first()).toBeVisible();
    await page.waitForTimeout(300);
    await screenshot(page, `code-look-${look}`);
  }
  await expect(structure(page)).toBeVisible();
  await expect(item(page, /./).first()).toBeVisible();
});
