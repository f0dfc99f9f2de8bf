import { existsSync, readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { SaxesParser } from 'saxes';
import type { Drawing } from '../../models/drawing/drawing.ts';
import { chooseMenu, dragCount, dropFile, dropPath, expect, lastDrag, test, watchDrags } from './harness.ts';
import { draw, expectStrokes, exported, ghostsReady, halfCat, onPaper, openDraw, saved } from './drawing-hands.ts';

/*
 * Drawings go out of the window and come back, and whatever else people have lying about comes in.
 */

test.setTimeout(180_000);

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const fileChip = (page: Page) => page.getByTestId('file').filter({ visible: true });

/** Strokes by the person and one by the model, in two colours. */
async function drawTogether(page: Page): Promise<number> {
  await openDraw(page);
  for (const way of halfCat) await draw(page, way);
  await ghostsReady(page);
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await onPaper(page)).byModel).toBe(1);
  await page.getByRole('radio', { name: 'Red' }).click();
  await draw(page, [
    [-40, 80],
    [0, 96],
    [40, 80],
  ]);
  await expectStrokes(page, halfCat.length + 2);
  return halfCat.length + 2;
}

/** What has to come back from an SVG: ids may differ. */
const strokesOf = ({ strokes }: Drawing) => strokes.map(({ id: _id, layer: _layer, ...rest }) => rest);

test('an exported SVG comes back stroke for stroke in another run', async ({ launchWith }) => {
  const first = await launchWith();
  const count = await drawTogether(first.page);
  const before = await saved(first.app, 'before.gomdraw');
  const svg = await exported(first.app, first.page, 'export-svg', 'cat.svg');
  expect(svg.toString()).toMatch(/^<\?xml|^<svg/);
  const path = test.info().outputPath('cat-svg', 'cat.svg');
  await first.close();

  const second = await launchWith();
  await dropPath(second.page, path);
  await expectStrokes(second.page, count);
  expect((await onPaper(second.page)).byModel).toBe(1);
  const after = await saved(second.app, 'after.gomdraw');
  expect(strokesOf(after)).toEqual(strokesOf(before));
  expect([after.width, after.height, after.paper]).toEqual([before.width, before.height, before.paper]);
  expect(after.layers.map(({ name }) => name)).toEqual(before.layers.map(({ name }) => name));
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});

test('a drawing is saved, opened again as it was, and is not called unsaved', async ({ gomboc }) => {
  const { app, page } = gomboc;
  const count = await drawTogether(page);
  await expect(fileChip(page)).toHaveAccessibleName(/not saved/);
  const before = await saved(app, 'cat.gomdraw');
  await expect(fileChip(page)).toHaveAccessibleName('File: cat.gomdraw');
  await chooseMenu(app, 'new');
  await expectStrokes(page, 0);
  await dropPath(page, test.info().outputPath('cat-gomdraw', 'cat.gomdraw'));
  await expectStrokes(page, count);
  await expect(fileChip(page)).toHaveAccessibleName('File: cat.gomdraw');
  expect(await saved(app, 'again.gomdraw')).toEqual(before);

  // Saved over in place, without asking.
  await draw(page, halfCat[2]!);
  await expect(fileChip(page)).toHaveAccessibleName(/not saved/);
  await chooseMenu(app, 'save');
  await expect(fileChip(page)).toHaveAccessibleName('File: again.gomdraw');
  const strokes = () =>
    JSON.parse(readFileSync(test.info().outputPath('again-gomdraw', 'again.gomdraw'), 'utf8')) as Drawing;
  expect(strokes().strokes).toHaveLength(count + 1);
});

test('a PNG has the chosen size and transparency', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page, { model: false });
  await draw(page, halfCat[0]!);
  const png = await exported(app, page, 'export-png', 'cat.png');
  // The header's words, PNG 1.2 section 4.1.1: width, height, and colour type 6, which is RGB with alpha.
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[25]]).toEqual([2048, 1536, 6]);
  const alpha = await page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
      const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      brush.drawImage(bitmap, 0, 0);
      const { data } = brush.getImageData(0, 0, bitmap.width, bitmap.height);
      let inked = 0;
      for (let i = 3; i < data.length; i += 4) if (data[i] === 255) inked++;
      return { corner: data[3], inked };
    },
    [...png],
  );
  expect(alpha.corner).toBe(0);
  expect(alpha.inked).toBeGreaterThan(1000);
});

test('an animated SVG is well-formed and holds nothing that runs', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page, { model: false });
  for (const way of halfCat) await draw(page, way);
  const svg = (await exported(app, page, 'export-animation', 'replay.svg')).toString();
  const elements: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    elements.push(name);
    for (const attribute of Object.keys(attributes)) expect(attribute).not.toMatch(/^on/i);
  });
  parser.write(svg).close();
  expect(elements).toContain('mask');
  expect(elements).not.toContain('script');
  expect(svg).not.toMatch(/javascript:|https?:\/\/(?!www\.w3\.org)/);
});

test('the drawing is dragged out and copied, as SVG and PNG', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openDraw(page, { model: false });
  for (const way of halfCat) await draw(page, way);
  await watchDrags(app);
  const grip = page.getByTestId('drag-file').filter({ visible: true });
  for (const drags of [1, 2]) {
    await grip.hover();
    await grip.dispatchEvent('dragstart');
    await expect.poll(() => dragCount(app)).toBe(drags);
  }
  const dragged = (await lastDrag(app))!;
  expect(existsSync(dragged)).toBe(true);
  expect(readFileSync(dragged, 'utf8')).toContain('<svg');

  await chooseMenu(app, 'copy-svg');
  await expect
    .poll(() => app.evaluate(async ({ clipboard }) => clipboard.readText()))
    .toBe(readFileSync(dragged, 'utf8'));
  await chooseMenu(app, 'copy-png');
  // By the words of the runtime that we are in (electron/pasteboard.ts).
  const size = () =>
    app.evaluate(async ({ clipboard, nativeImage }) => {
      const former = clipboard as { readImage?(): Electron.NativeImage };
      if (former.readImage) return former.readImage().getSize();
      const picture = await (await clipboard.read())[0]!.getType('image/png');
      return nativeImage.createFromBuffer(Buffer.from(await picture.arrayBuffer())).getSize();
    });
  await expect.poll(size, { timeout: 20_000 }).toEqual({ width: 2048, height: 1536 });
});

test('SVG and Quick, Draw! files are dropped on the window', async ({ gomboc }) => {
  const { app, page } = gomboc;
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><path d="M9 9L80 60"/><rect width="20" height="9"/></svg>';
  await dropFile(page, 'two.svg', text(svg));
  await expectStrokes(page, 2);
  const line = (word: string, strokes: number) =>
    JSON.stringify({
      word,
      drawing: Array.from({ length: strokes }, (_, i) => [
        [i * 9, 200],
        [0, 250 - i],
      ]),
    });
  await dropFile(page, 'one.ndjson', text(`${line('cat', 3)}\n`));
  await expectStrokes(page, 3);
  await dropFile(page, 'several.ndjson', text(`${line('cat', 1)}\n${line('dog', 4)}\n`));
  await page.getByRole('dialog').getByRole('button', { name: 'Drawing 2, dog' }).click();
  await expectStrokes(page, 4);
  for (const left of [3, 2, 0]) {
    await chooseMenu(app, 'undo');
    await expectStrokes(page, left);
  }
});

test('two recent files of one name, from different folders, are both in the menu', async ({ gomboc: { page } }) => {
  for (const strokes of [1, 2]) {
    const rects = '<rect width="20" height="9"/>'.repeat(strokes);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90">${rects}</svg>`;
    await dropFile(page, 'same.svg', text(svg));
    await expectStrokes(page, strokes);
  }
  await fileChip(page).click();
  await expect(page.getByRole('menuitem', { name: 'same.svg' })).toHaveCount(2);
  await page.getByRole('menuitem', { name: 'same.svg' }).last().click();
  await expect(page.getByRole('menu')).toBeHidden();
});
