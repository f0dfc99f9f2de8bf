import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { chooseMenu, dropFile, dropPath, expect, freezeEngine, killEngine, screenshot, test } from './harness.ts';
import { fileChip, greyPng, inPreview, inspector, item, items, openCode, readDone, structure } from './page-hands.ts';

/*
 * From a sketch to a page: what the model reads, and what a person does with it.
 */

test.setTimeout(180_000);

/** Notes how many elements each pane has, frame by frame, until `window.grown` is read. */
const watchGrowth = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: { at: number; rows: number; boxes: number; preview: number }[] = [];
    Object.assign(window, { grown: seen });
    const look = (): void => {
      const frame = document.querySelector<HTMLIFrameElement>('[data-testid=preview]');
      const now = {
        at: performance.now(),
        rows: document.querySelectorAll('[data-row]').length,
        boxes: document.querySelectorAll('[data-box]').length,
        preview: frame?.contentDocument?.querySelectorAll('[data-element]').length ?? 0,
      };
      const last = seen.at(-1);
      if (!last || last.rows !== now.rows || last.boxes !== now.boxes || last.preview !== now.preview) seen.push(now);
      requestAnimationFrame(look);
    };
    look();
  });

const growth = (page: Page) =>
  page.evaluate(
    () => (window as unknown as { grown: { at: number; rows: number; boxes: number; preview: number }[] }).grown,
  );

/** Opens an example by its card. */
async function openExample(page: Page, name: 'Login' | 'Dashboard' | 'Shop'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await readDone(page);
}

test('a real photo of paper is dropped and read', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await dropPath(page, join(root, 'test', 'fixtures', 'photos', 'paper.png'));
  await readDone(page);
  // The model is weak on hands: that it reads something of this photo is what is asked.
  expect(await page.getByRole('treeitem').count()).toBeGreaterThan(4);
  await expect(fileChip(page)).toHaveAccessibleName('File: paper.gompage, not saved');
  await screenshot(page, 'code-photo');
});

for (const name of ['login', 'dashboard', 'shop']) {
  test(`the example ${name} is dropped and read, and its page grows element by element`, async ({ gomboc }) => {
    const { page } = gomboc;
    await openCode(page);
    await watchGrowth(page);
    const began = await page.evaluate(() => performance.now());
    await dropPath(page, join(root, 'assets', 'examples', `sketch-${name}.png`));
    await readDone(page);
    const seen = await growth(page);
    const rows = seen.map((one) => one.rows);
    // In several steps, and never back. The log-in has eight elements: they are there within a few frames.
    expect(new Set(rows).size).toBeGreaterThan(name === 'login' ? 2 : 3);
    expect([...rows].sort((a, b) => a - b)).toEqual(rows);
    expect(new Set(seen.map(({ boxes }) => boxes)).size).toBeGreaterThan(2);
    expect(new Set(seen.map(({ preview }) => preview)).size).toBeGreaterThan(2);
    const first = seen.find((one) => one.preview > 0)!.at - began;
    const last = seen.at(-1)!.at - began;
    console.log(
      `    ${name}: ${rows.at(-1)} elements, first on screen ${Math.round(first)} ms, last ${Math.round(last)} ms`,
    );
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
  const target = (await leaf.getAttribute('aria-label'))!.startsWith('Label') ? 'Link' : 'Label';
  await inspector(page).getByRole('combobox', { name: /^Kind/ }).click();
  await page.getByRole('option', { name: target, exact: true }).click();
  await readDone(page);
  await expect(page.locator(`[data-row="${id}"]`)).toHaveAccessibleName(new RegExp(`^${target}.*by your word$`));
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
  const paper = (await page.getByTestId('live-pen').boundingBox())!;
  const at = (x: number, y: number) => [paper.x + paper.width * x, paper.y + paper.height * y] as const;
  const draw = async (...way: (readonly [number, number])[]) => {
    await page.mouse.move(...at(...way[0]!));
    await page.mouse.down();
    for (const point of way.slice(1)) await page.mouse.move(...at(...point), { steps: 12 });
    await page.mouse.up();
  };
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
  await line(0.3);
  await line(0.4);
  await strokes(2);
  await chooseMenu(app, 'live');
  await expect(steps).toHaveText('History 1');

  // Taken up again and emptied: what was done before stays done.
  await chooseMenu(app, 'live');
  await line(0.5);
  for (const left of [2, 1, 0, 0]) {
    await undo();
    await strokes(left);
  }
  await expect(steps).toHaveText('History 2');
  await expect(page.getByRole('button', { name: 'Nothing to undo' }).filter({ visible: true })).toBeDisabled();
  await chooseMenu(app, 'redo');
  await strokes(1);
  await chooseMenu(app, 'live');
  await expect(steps).toHaveText('History 2');

  // Back to the two strokes that were there before, then to none; and both again.
  await undo();
  await expect(steps).toHaveText('History 1');
  await chooseMenu(app, 'live');
  await strokes(2);
  await chooseMenu(app, 'live');
  await undo();
  await expect(page.getByTestId('sketch')).toBeHidden();
  for (let i = 0; i < 2; i++) await chooseMenu(app, 'redo');
  await chooseMenu(app, 'live');
  await strokes(1);
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
