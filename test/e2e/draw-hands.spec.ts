import { chooseMenu, dropPath, expect, test } from './harness.ts';
import { join } from 'node:path';
import { root } from '../../scripts/lib/shell.mjs';
import {
  canvas,
  draw,
  expectStrokes,
  ghosts,
  ghostsReady,
  halfCat,
  onPaper,
  openDraw,
  Pen,
  place,
  report,
  saved,
  steps,
} from './drawing-hands.ts';

/*
 * The Draw studio under a hand: pen, eraser, selection, keyboard, and what is left when the app is killed.
 */

test.setTimeout(240_000);

const line: readonly (readonly [number, number])[] = Array.from({ length: 41 }, (_, i) => [-200 + i * 10, 150]);

test('a pen’s pressure and all of its reports become ink', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page, { model: false });
  const pen = await Pen.over(page);
  await pen.down(-200, 0, 0.2);
  // Not waited for, so that the window takes several of them at a time.
  const reports = Array.from({ length: 80 }, (_, i) => pen.move(-195 + i * 5, (i % 8) * 3, 0.2 + i / 100));
  await Promise.all(reports);
  await pen.up(205, 0);
  await expectStrokes(page, 1);
  const { samples } = (await saved(app, 'pressure.gomdraw')).strokes[0]!;
  const pressures = samples.map(([, , pressure]) => pressure);
  expect(samples.length).toBeGreaterThan(70);
  expect(pressures[0]).toBeCloseTo(0.2, 2);
  expect(Math.max(...pressures)).toBeCloseTo(0.99, 2);
  expect(pressures).toEqual(pressures.toSorted((a, b) => a - b));
  const times = samples.map(([, , , ms]) => ms);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('strokes are rubbed out, selected and moved, each one undo step', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page, { model: false });
  await draw(page, line);
  await draw(page, halfCat[1]!);
  const [lower] = (await saved(app, 'as-drawn.gomdraw')).strokes;
  const at = await place(page);

  await page.keyboard.press('v');
  await page.mouse.move(...at(0, 150));
  await page.mouse.down();
  await page.mouse.move(...at(0, 60), { steps: 6 });
  await page.mouse.up();
  const moved = (await saved(app, 'moved.gomdraw')).strokes[0]!;
  const zoom = 400 / (lower!.samples.at(-1)![0] - lower!.samples[0]![0]);
  expect(moved.samples[0]![1] - lower!.samples[0]![1]).toBeCloseTo(-90 / zoom, 0);
  await page.keyboard.press('Delete');
  await expectStrokes(page, 1);
  for (const left of [2, 2]) {
    await chooseMenu(app, 'undo');
    await expectStrokes(page, left);
  }
  expect((await saved(app, 'undone.gomdraw')).strokes[0]).toEqual(lower);

  await page.keyboard.press('e');
  await page.mouse.move(...at(0, 120));
  await page.mouse.down();
  await page.mouse.move(...at(0, 180), { steps: 6 });
  await page.mouse.up();
  await expectStrokes(page, 1);
  await chooseMenu(app, 'undo');
  await expectStrokes(page, 2);
});

test('one draws, steers and undoes by the keyboard alone; every stroke has a name', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page);
  // As far as it takes from wherever the focus is.
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(canvas(page)).toBeFocused({ timeout: 100 });
  }).toPass({ timeout: 20_000, intervals: [0] });
  const said = canvas(page).locator('[aria-live]');
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(/^Pen down at /);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect(said).toHaveText(/^Drawn to /);
  await page.keyboard.press('Space');
  await expectStrokes(page, 1);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(said).toHaveText('Stroke abandoned');
  await expectStrokes(page, 1);

  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expectStrokes(page, 2);
  const count = await ghostsReady(page);
  await page.keyboard.press('Alt+ArrowRight');
  if (count > 1) await expect(ghosts(page)).toContainText(`2 of ${count}`);
  await page.keyboard.press('Tab');
  await expect.poll(() => onPaper(page)).toEqual({ strokes: 3, byModel: 1 });
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expectStrokes(page, 1);
  await page.keyboard.press('Control+y');
  await expectStrokes(page, 2);

  await page.getByTestId('strokes').locator('summary').focus();
  await page.keyboard.press('Enter');
  const names = page.getByTestId('strokes').getByRole('button');
  await expect(names.first()).toHaveAccessibleName(/^Stroke 2 of 2, black, \d+ × \d+ px at /);
  await expect(names.nth(1)).toHaveAccessibleName(/^Stroke 1 of 2, /);
});

test('killed in the middle of a stroke: nothing of the ink is lost', async ({ launchWith }) => {
  const first = await launchWith();
  await openDraw(first.page);
  for (const way of halfCat.slice(0, 2)) await draw(first.page, way);
  const finished = (await saved(first.app, 'finished.gomdraw')).strokes;
  await draw(first.page, line);
  await expectStrokes(first.page, 3);

  const pen = await Pen.over(first.page);
  await pen.down(-300, -220, 0.5);
  const began = performance.now();
  for (let i = 1; performance.now() - began < 2000; i++) {
    // Not waited for: the pen does not wait either. What is under way when the app dies is refused.
    pen.move(-300 + i / 4, -220, 0.5).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 8));
  }
  const gone = new Promise((resolve) => first.app.process().once('exit', resolve));
  const killed = Date.now();
  first.app.process().kill('SIGKILL');
  await gone;

  const { app, page } = await launchWith({ userData: first.userData });
  await openDraw(page, { model: false });
  await expectStrokes(page, 4);
  const strokes = (await saved(app, 'restored.gomdraw')).strokes;
  expect(strokes.slice(0, 2)).toEqual(finished);
  const { samples, startedAt } = strokes[3]!;
  // A sample knows when it was drawn: what is missing came after the last one.
  const lost = Math.round(killed - startedAt - samples.at(-1)![3]);
  report('killed mid-stroke', `${samples.length} samples are there, up to ${lost} ms before the kill`);
  expect(samples.length).toBeGreaterThan(10);
  expect(samples.every(([, y]) => Math.abs(y - samples[0]![1]) < 0.5)).toBe(true);
  // Ink is written down ten times a second; the rest is for a machine that has other work to do.
  expect(lost).toBeLessThan(1000);
});

test('Music and Draw each keep their document and what can be undone', async ({ gomboc }) => {
  const { app, page } = gomboc;
  const notes = async () =>
    Number(
      /([\d,]+) notes?/
        .exec((await page.getByTestId('roll').getAttribute('aria-label')) ?? '')?.[1]
        ?.replaceAll(',', ''),
    );
  await dropPath(page, join(root, 'assets', 'examples', 'little-waltz.mid'));
  await expect.poll(notes).toBeGreaterThan(10);
  const waltz = await notes();
  await openDraw(page, { model: false });
  for (const way of halfCat) await draw(page, way);
  await page.getByTestId('studio-music').click();
  expect(await notes()).toBe(waltz);
  await chooseMenu(app, 'undo');
  await expect.poll(notes).toBe(0);
  await openDraw(page, { model: false });
  await expectStrokes(page, 3);
  await chooseMenu(app, 'undo');
  await expectStrokes(page, 2);
  expect(await steps(page)).toHaveLength(4);
  await page.getByTestId('studio-music').click();
  await chooseMenu(app, 'redo');
  await expect.poll(notes).toBe(waltz);
});
