import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { chooseMenu, expect, scratch, screenshot, stubDialog, test, watchProgress } from './harness.ts';
import {
  activity,
  canvas,
  draw,
  expectStrokes,
  ghosts,
  ghostsReady,
  halfCat,
  onPaper,
  openDraw,
  picture,
  place,
  saved,
  steps,
  watchJobs,
} from './drawing-hands.ts';

/*
 * The Draw studio on the model that ships: half a cat, drawn on together. What is asserted holds for any model that
 * draws at all; what it draws is looked at in the screenshots.
 */

test.setTimeout(240_000);

/** The time that a model gets on a busy machine. */
const patience = { timeout: 90_000 };

async function drawHalfCat(page: Page): Promise<void> {
  for (const way of halfCat) await draw(page, way);
  await expectStrokes(page, halfCat.length);
}

/** Undo in the studio, which is to leave so many strokes. */
async function undoTo(app: ElectronApplication, page: Page, strokes: number): Promise<void> {
  await chooseMenu(app, 'undo');
  await expectStrokes(page, strokes);
}

test('while the pen rests ghosts appear: cycled, accepted, undone, redone, sent away, steered', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  await screenshot(page, 'draw-empty');
  await drawHalfCat(page);
  const count = await ghostsReady(page);
  expect(count).toBeGreaterThan(1);
  await screenshot(page, 'draw-ghosts');

  await expect(ghosts(page)).toContainText(`1 of ${count}`);
  await page.keyboard.press('ArrowRight');
  await expect(ghosts(page)).toContainText(`2 of ${count}`);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(ghosts(page)).toContainText(`${count} of ${count}`);
  expect(await onPaper(page)).toEqual({ strokes: 3, byModel: 0 });

  await page.keyboard.press('Tab');
  await expect.poll(() => onPaper(page)).toEqual({ strokes: 4, byModel: 1 });
  await undoTo(app, page, 3);
  await chooseMenu(app, 'redo');
  await expect.poll(() => onPaper(page)).toEqual({ strokes: 4, byModel: 1 });

  // It goes on by itself; Esc sends it away until the next stroke, which brings new ones.
  await ghostsReady(page);
  await page.keyboard.press('Escape');
  await expect(ghosts(page)).toBeHidden();
  await draw(page, [
    [48, -40],
    [60, -30],
    [48, -18],
    [36, -30],
  ]);
  await ghostsReady(page);
  expect(await steps(page)).toEqual([
    'Draw a stroke',
    'Accept suggestion by the model',
    'Draw a stroke',
    'Draw a stroke',
    'Draw a stroke',
    'The beginning',
  ]);
});

test('a new stroke takes older suggestions away as soon as the pen touches the paper', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page);
  await drawHalfCat(page);
  await ghostsReady(page);
  const box = (await canvas(page).boundingBox())!;
  await page.mouse.move(box.x + 60, box.y + 60);
  await page.mouse.down();
  await expect(ghosts(page)).toBeHidden();
  await page.mouse.move(box.x + 90, box.y + 70, { steps: 4 });
  await expect(ghosts(page)).toBeHidden();
  await page.mouse.up();
  await expectStrokes(page, 4);
  await ghostsReady(page);
});

test('a click on a ghost accepts it; with the seed locked, the same drawing brings the same ghost again', async ({
  gomboc,
}) => {
  const { app, page } = gomboc;
  await openDraw(page);
  await page.getByRole('button', { name: 'A new seed each time' }).first().click();
  await drawHalfCat(page);
  await ghostsReady(page);
  await page.getByTestId('accept-ghost').click();
  await expect.poll(() => onPaper(page)).toEqual({ strokes: 4, byModel: 1 });
  const { strokes, width, height } = await saved(app, 'accepted.gomdraw');
  await undoTo(app, page, 3);
  await ghostsReady(page);

  const breadth = (xs: readonly number[]) => Math.max(...xs) - Math.min(...xs);
  const zoom = breadth(halfCat[0]!.map(([x]) => x)) / breadth(strokes[0]!.samples.map(([x]) => x));
  const ghost = strokes[3]!.samples;
  const [x, y] = ghost[Math.floor(ghost.length / 2)]!;
  const at = await place(page);
  await page.keyboard.press('v');
  await page.mouse.click(...at((x - width / 2) * zoom, (y - height / 2) * zoom));
  await expect.poll(() => onPaper(page)).toEqual({ strokes: 4, byModel: 1 });
  const again = await saved(app, 'clicked.gomdraw');
  expect(again.strokes[3]!.samples).toEqual(ghost);
});

test('suggestions can be switched off wholly: no ghosts, and nothing is asked', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  await page.getByRole('switch', { name: 'Suggest strokes while the pen rests' }).click();
  await expect(page.getByRole('switch', { name: /^Suggest strokes/ })).not.toBeChecked();
  const jobs = await watchJobs(app);
  await drawHalfCat(page);
  await undoTo(app, page, 2);
  await expect(ghosts(page)).toBeHidden();
  expect(await jobs()).toEqual([]);

  // Asked for by hand, the model still answers.
  await page.getByRole('button', { name: 'What is it?' }).click();
  await expect(page.getByTestId('guesses').getByRole('listitem')).toHaveCount(5, patience);
  expect(await jobs()).toEqual(['drawing.recognise']);
  await chooseMenu(app, 'suggest');
  await ghostsReady(page);
  expect(await jobs()).toEqual(['drawing.recognise', 'drawing.complete']);
});

test('what the recogniser thinks is shown, can be corrected, and undone', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page);
  await drawHalfCat(page);
  await ghostsReady(page);
  const panel = page.getByTestId('guesses');
  const labels = await panel
    .getByRole('listitem')
    .getByRole('button')
    .evaluateAll((all) => all.map((one) => one.ariaLabel!));
  const likely = labels.map((label) => Number(/(\d+) % likely/.exec(label)![1]));
  expect(likely).toHaveLength(5);
  expect(likely).toEqual(likely.toSorted((a, b) => b - a));
  // Five of all classes, each rounded by half a percent at most.
  expect(likely.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(102);
  expect(likely[0]).toBeGreaterThan(0);

  await panel.getByLabel('What the drawing is').pressSequentially('cat');
  await page.getByRole('option', { name: 'cat', exact: true }).click();
  await expect(panel.getByRole('heading')).toHaveText('It is: cat');
  await ghostsReady(page);
  // The menu's word would go to the text field, which has the focus.
  await page.getByRole('button', { name: 'Undo Call it cat' }).click();
  await expect(panel.getByRole('heading')).toHaveText('The model sees');
  await expect(panel.getByRole('listitem')).toHaveCount(5, patience);
  await panel.getByRole('listitem').nth(1).getByRole('button').click();
  await expect(panel.getByRole('heading')).toHaveText(/^It is: /);
  expect((await steps(page))[0]).toMatch(/^Call it (?!.*by the model)/);
});

test('the drawing is finished and varied, each one undo step', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  await drawHalfCat(page);
  await activity(page, 'finish').click();
  const sheet = page.getByRole('region', { name: 'Finish' });
  await expect(sheet.getByRole('button', { name: 'Accept' })).toBeEnabled(patience);
  await sheet.getByRole('button', { name: /^Look at way 2/ }).click();
  await expect(sheet.getByRole('button', { name: /^Look at way 2/ })).toHaveAttribute('aria-pressed', 'true');
  await screenshot(page, 'draw-finish');
  const [, more] = /(\d+) strokes?/.exec((await sheet.getByLabel(/^Look at way 2/).getAttribute('aria-label'))!)!;
  await sheet.getByRole('button', { name: 'Accept' }).click();
  await expect.poll(() => onPaper(page)).toEqual({ strokes: 3 + Number(more), byModel: Number(more) });
  expect((await steps(page))[0]).toBe('Finish drawing by the model');
  await undoTo(app, page, 3);

  await activity(page, 'variations').click();
  const dialog = page.getByRole('dialog', { name: 'Variations' });
  await expect(dialog.getByRole('button', { name: /^Variation \d/ })).toHaveCount(9);
  await expect(dialog.getByRole('button', { name: 'Again' })).toBeVisible(patience);
  await dialog.getByRole('button', { name: 'Variation 1' }).click();
  await screenshot(page, 'draw-variations');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await onPaper(page)).byModel).toBeGreaterThan(0);
  const { strokes, byModel } = await onPaper(page);
  expect(byModel).toBe(strokes);
  await undoTo(app, page, 3);
  expect((await onPaper(page)).byModel).toBe(0);
});

test('on the way to another drawing the slider changes what is shown', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  await drawHalfCat(page);
  const path = join(scratch('other'), 'sun.svg');
  const rays = [0, 1, 2, 3].map((i) => `<path d="M${50 + 30 * (i - 1.5)} 10V2"/>`).join('');
  writeFileSync(
    path,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="30"/>${rays}</svg>`,
  );
  await stubDialog(app, { open: path });
  const own = await picture(page);
  await activity(page, 'interpolate').click();
  await page.getByRole('button', { name: 'Choose a drawing…' }).click();
  await expect(page.getByRole('region', { name: 'Interpolate' })).toContainText('To sun', patience);
  const slider = page.getByRole('slider', { name: 'Between the drawings' });
  await expect.poll(() => picture(page)).not.toBe(own);
  const middle = await picture(page);
  await screenshot(page, 'draw-interpolate');
  await slider.focus();
  await slider.press('End');
  await expect.poll(() => picture(page)).not.toBe(middle);
  const end = await picture(page);
  await slider.press('Home');
  await expect.poll(() => picture(page)).not.toBe(end);
  // At its beginning there is the drawing itself.
  await expect.poll(() => picture(page)).toBe(own);
  await slider.press('End');
  await page.getByRole('button', { name: 'Use this one' }).click();
  await expectStrokes(page, 5);
  await undoTo(app, page, 3);
});

test('lines are tidied, before and after can be compared, and it is undone', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page);
  await drawHalfCat(page);
  const own = await picture(page);
  const shares = await watchProgress(page);
  await activity(page, 'tidy').click();
  const sheet = page.getByRole('region', { name: 'Tidy' });
  await expect(sheet.getByRole('button', { name: 'Apply' })).toBeEnabled(patience);
  expect((await shares()).length).toBeGreaterThan(0);
  await sheet.getByRole('radio', { name: 'Before' }).click();
  await expect.poll(() => picture(page)).toBe(own);
  await sheet.getByRole('radio', { name: 'After' }).click();
  await screenshot(page, 'draw-tidy');
  await sheet.getByRole('button', { name: 'Apply' }).click();
  await expect(sheet).toBeHidden();
  await expect.poll(async () => (await steps(page))[0]).toMatch(/^Tidy/);
  await expectStrokes(page, 3);
  await chooseMenu(app, 'undo');
  await expect.poll(() => picture(page)).toBe(own);
});

test('the replay plays and ends with the whole drawing', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page);
  await drawHalfCat(page);
  const own = await picture(page);
  await activity(page, 'replay').click();
  const sheet = page.getByRole('region', { name: 'Replay' });
  await sheet.getByRole('radio', { name: '4 ×' }).click();
  await expect.poll(() => picture(page)).not.toBe(own);
  await expect(sheet).toContainText('3 strokes at', { timeout: 30_000 });
  await expect.poll(() => picture(page)).toBe(own);
  await sheet.getByRole('button', { name: 'Play' }).click();
  await expect(sheet.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('light theme', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page, { theme: 'light' });
  await drawHalfCat(page);
  await ghostsReady(page);
  await screenshot(page, 'draw-light');
});
