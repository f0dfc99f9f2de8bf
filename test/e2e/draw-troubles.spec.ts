import { chooseMenu, dropFile, expect, killEngine, scratch, screenshot, test } from './harness.ts';
import {
  answerSave,
  draw,
  expectStrokes,
  ghosts,
  ghostsReady,
  halfCat,
  openDraw,
  saved,
  written,
} from './drawing-hands.ts';

/*
 * The Draw studio in trouble: files that make no sense or mean harm, an engine that dies, no model. What was drawn
 * stays, and the person is told what to do.
 */

test.setTimeout(180_000);

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('what can not be read is refused with a reason, and the drawing stays', async ({ gomboc }) => {
  const { page } = gomboc;
  await openDraw(page, { model: false });
  await draw(page, halfCat[0]!);
  for (const [name, words] of [
    ['broken.gomdraw', '{"format":"gomboc-drawing","version":1,"strokes":[{'],
    ['wrong.gomdraw', '{"format":"gomboc-drawing","version":1,"width":1e9}'],
    ['empty.svg', ''],
    ['broken.ndjson', '{"drawing":[[[0,"x"],[NaN]]]}'],
  ] as const) {
    await dropFile(page, name, text(words));
    const notice = page.getByRole('alert').filter({ hasText: name });
    await expect(notice).toContainText('drawing-unreadable');
    await expect(notice.locator('.remedy')).toHaveText(/\w{3}/);
    await expectStrokes(page, 1);
  }
  await screenshot(page, 'draw-refused');
});

test('an SVG with script, entities and references outside gives its lines, with a warning', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page, { model: false });
  await draw(page, halfCat[0]!);
  const hostile = `<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY a "xx"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1e9 1e9" onload="heard=1">
  <script>window.heard = 1</script><text>&b;&f;</text>
  <image xlink:href="https://example.com/a.png" width="9" height="9"/><use xlink:href="https://example.com/a.svg#b"/>
  <path d="M0 0L9e8 9e8" onclick="heard=1"/>
</svg>`;
  await dropFile(page, 'hostile.svg', text(hostile));
  await expect(page.getByRole('status').filter({ hasText: 'Opened hostile.svg' })).toBeVisible();
  await expectStrokes(page, 1);
  await screenshot(page, 'draw-hostile');
  const kept = await saved(app, 'hostile.gomdraw');
  expect(JSON.stringify(kept)).not.toMatch(/root:|xxxx|example|heard/);
  expect(await page.evaluate(() => 'heard' in window)).toBe(false);
});

test('the engine is killed while it suggests: inking goes on, one notice, and the next suggestion works', async ({
  launchWith,
}) => {
  const { app, page } = await launchWith();
  await openDraw(page);
  for (const way of halfCat.slice(0, 2)) await draw(page, way);
  // Killed until it hits a job: on a fast machine the first may be done before.
  const failed = page.getByRole('alert').filter({ hasText: 'The model could not suggest strokes' });
  let strokes = 2;
  await expect(async () => {
    await draw(page, halfCat[2]!);
    strokes++;
    await killEngine(app);
    await expect(failed).toHaveCount(1, { timeout: 2000 });
  }).toPass({ timeout: 60_000 });
  await expect(failed).toContainText('engine-stopped');
  await screenshot(page, 'draw-engine-killed');
  await expectStrokes(page, strokes);
  await draw(page, halfCat[1]!);
  await expectStrokes(page, strokes + 1);
  await ghostsReady(page);
  await expect(failed).toHaveCount(0);
});

test('without a model one draws, and the panel says what to do', async ({ launchWith }) => {
  const { app, page, complaints } = await launchWith({ modelsRoot: scratch('models') });
  await openDraw(page, { model: false });
  const panel = page.getByRole('complementary', { name: 'Model' });
  await expect(panel.getByText('model-missing')).toBeVisible({ timeout: 20_000 });
  await expect(panel.locator('.remedy')).toContainText('models/drawing/weights');
  for (const way of halfCat) await draw(page, way);
  await expectStrokes(page, 3);
  await expect(ghosts(page)).toBeHidden();
  await screenshot(page, 'draw-no-model');
  const path = await answerSave(app, 'alone.svg');
  await chooseMenu(app, 'export-svg');
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  expect((await written(path)).toString()).toContain('</svg>');
  expect(complaints).toEqual([]);
});
