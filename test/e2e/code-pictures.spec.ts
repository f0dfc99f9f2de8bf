import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { pdf } from '../unit/models/code/picture-files.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { items, readDone } from './page-hands.ts';
import { chooseMenu, dropFile, dropPath, expect, scratch, screenshot, test } from './harness.ts';

/*
 * Every kind of picture that a sketch may come as, through the real decoders; a photo made straight; the pen.
 */

test.setTimeout(180_000);

const folder = join('test', 'fixtures', 'pictures');
const picture = (name: string): Buffer => readFileSync(join(folder, name));
const sketch = (page: Page) => page.getByTestId('sketch').filter({ visible: true });

const fileChip = (page: Page) => page.getByTestId('file').filter({ visible: true });

async function openCode(page: Page): Promise<void> {
  await page.getByTestId('studio-code').click();
  await expect(fileChip(page)).toBeVisible();
}

/** The colour at a spot of the sketch, which is 240 × 180: red, green, blue, alpha. */
const colourAt = (page: Page, x: number, y: number): Promise<number[]> =>
  sketch(page)
    .locator('canvas')
    .evaluate(
      (canvas: HTMLCanvasElement, [u, v]) => {
        const at = [Math.floor(u! * canvas.width), Math.floor(v! * canvas.height)] as const;
        return [...canvas.getContext('2d')!.getImageData(...at, 1, 1).data];
      },
      [x / 240, y / 180],
    );

/** What is seen at the disc, and beside it. */
async function seen(page: Page): Promise<string> {
  const name = ([red = 0, green = 0, blue = 0, alpha = 0]: number[]) => {
    if (alpha < 128) return 'nothing';
    if (red > 150 && green < 100 && blue < 100) return 'red';
    return Math.min(red, green, blue) > 215 ? 'white' : `${red},${green},${blue}`;
  };
  return `${name(await colourAt(page, 180, 120))} on ${name(await colourAt(page, 180, 160))}`;
}

test('every kind of picture is opened upright, its first frame or page', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  const files: [name: string, bytes: Uint8Array][] = readdirSync(folder)
    .filter((name) => !name.endsWith('.md'))
    .map((name) => [name, picture(name)]);
  for (const [name, bytes] of [...files, ['written.pdf', pdf()] as const]) {
    await dropFile(page, name, bytes);
    const stem = name.replace(/\.\w+$/, '');
    await expect(fileChip(page), name).toHaveAccessibleName(new RegExp(`^File: ${stem}\\.gompage`), {
      timeout: 30_000,
    });
    await expect(sketch(page).locator('canvas'), name).toHaveAccessibleName(`Sketch ${name}`);
    await expect
      .poll(() => seen(page), { message: name })
      .toBe(name.startsWith('transparent') ? 'red on nothing' : 'red on white');
    const box = (await sketch(page).boundingBox())!;
    expect(box.width / box.height, name).toBeCloseTo(240 / 180, 1);
  }
  // The letters of the PDF's own words are there, in a typeface that ships with the app.
  await expect(async () => {
    const inks = await Promise.all(Array.from({ length: 60 }, (_, i) => colourAt(page, 20 + i, 32)));
    expect(inks.filter(([red = 255]) => red < 100).length).toBeGreaterThan(5);
  }).toPass();
});

test('the pictures of a dropped folder are all opened, and nothing else of it', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  const dropped = scratch('sketches');
  mkdirSync(join(dropped, 'older'));
  for (const name of ['page 2.jpg', 'page 10.jpg']) writeFileSync(join(dropped, name), picture('turned.jpg'));
  writeFileSync(join(dropped, 'older', 'page 1.webp'), picture('plain.webp'));
  writeFileSync(join(dropped, 'notes.txt'), 'buy milk');
  await dropPath(page, dropped);
  const desk = page.getByTestId('desk');
  for (const name of ['page 1', 'page 2', 'page 10']) await expect(desk.getByText(name, { exact: true })).toBeVisible();
  await expect(desk.getByText('notes')).toHaveCount(0);
  await expect(page.getByRole('alert').filter({ hasText: 'notes' })).toHaveCount(0);
});

/** A bright sheet with a black frame on it, leaning, on a dark table. */
async function dropPhoto(page: Page): Promise<void> {
  const bytes = await page.evaluate(async () => {
    const brush = new OffscreenCanvas(800, 600).getContext('2d')!;
    brush.fillStyle = '#50402f';
    brush.fillRect(0, 0, 800, 600);
    const sheet = (inset: number) => {
      brush.beginPath();
      for (const [x, y] of [[160 + inset, 90 + inset], [680 - inset, 60 + inset], [730 - inset, 520 - inset], [90 + inset, 540 - inset]] as const) brush.lineTo(x, y); // prettier-ignore
      brush.closePath();
    };
    sheet(0);
    brush.fillStyle = '#f2f0ea';
    brush.fill();
    sheet(70);
    brush.lineWidth = 6;
    brush.stroke();
    const blob = await brush.canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  await dropFile(page, 'photo.jpg', Uint8Array.from(bytes));
  await expect(sketch(page).locator('canvas')).toHaveAccessibleName('Sketch photo.jpg');
}

test('a photo is made straight by corners that are found, moved by hand and by keys', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await dropPhoto(page);
  await page.getByRole('button', { name: 'Straighten and crop' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Straighten and crop' });
  const corner = (name: string) => dialog.getByRole('button', { name: new RegExp(`^${name} corner`) });
  const place = async (name: string) =>
    /(\d+) % from the left, (\d+) % from the top/
      .exec((await corner(name).getAttribute('aria-label'))!)!
      .slice(1)
      .map(Number);
  // True corners: 20 %, 15 % and 91 %, 87 %.
  for (const [name, x, y] of [
    ['Top left', 20, 15],
    ['Bottom right', 91, 87],
  ] as const) {
    // prettier-ignore
    const [left, top] = await place(name);
    expect(Math.abs(left! - x), name).toBeLessThanOrEqual(2);
    expect(Math.abs(top! - y), name).toBeLessThanOrEqual(2);
  }
  await screenshot(page, 'code-straighten');

  const [before] = await place('Top left');
  await corner('Top left').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(async () => (await place('Top left'))[0]).toBeLessThan(before!);
  const box = (await corner('Top right').boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 400, box.y + 300, { steps: 5 });
  await page.mouse.up();
  await expect(dialog.getByText('These corners cross')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Straighten', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Found corners' }).click();
  await expect.poll(async () => (await place('Top left'))[0]).toBe(before);

  await dialog.getByRole('button', { name: 'Straighten', exact: true }).click();
  await expect(dialog).toBeHidden();
  // The table is gone: all around it is paper.
  await expect(async () => {
    for (const [x, y] of [
      [12, 12],
      [228, 12],
      [228, 168],
      [12, 168],
    ] as const)
      // prettier-ignore
      expect(Math.min(...(await colourAt(page, x, y)).slice(0, 3))).toBeGreaterThan(200);
  }).toPass();
});

test('a picture that lies on its side is turned, whole', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await dropFile(page, 'plain.webp', picture('plain.webp'));
  await expect(sketch(page)).toBeVisible();
  await page.getByRole('button', { name: 'Straighten and crop' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Straighten and crop' });
  await dialog.getByRole('button', { name: 'Whole picture' }).or(dialog.getByText('Use the picture')).first().waitFor();
  await dialog.getByRole('button', { name: 'Turn right' }).click();
  await dialog.getByRole('button', { name: 'Use the picture' }).click();
  await expect(async () => {
    const box = (await sketch(page).boundingBox())!;
    expect(box.width / box.height).toBeCloseTo(180 / 240, 1);
  }).toPass();
});

test('a reading that ends meanwhile leaves alone what is being straightened', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await dropPath(page, join(root, 'assets', 'examples', 'sketch-login.png'));
  await expect(sketch(page)).toBeVisible();
  await page.getByRole('button', { name: 'Straighten and crop' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Straighten and crop' });
  const stage = dialog.getByTestId('straighten');
  const ratio = () => stage.evaluate((element) => element.clientWidth / element.clientHeight);
  await expect.poll(ratio).toBeLessThan(1);
  await dialog.getByRole('button', { name: 'Turn right' }).click();
  await expect.poll(ratio).toBeGreaterThan(1);
  await readDone(page);
  expect(await ratio()).toBeGreaterThan(1);
});

test('a page that stands on its head is turned and read anew, from the bar and the menu', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await dropPath(page, join(root, 'assets', 'examples', 'sketch-login.png'));
  await readDone(page);
  const upright = await items(page).allTextContents();
  const wide = async () => {
    const { width, height } = (await sketch(page).boundingBox())!;
    return width > height;
  };
  expect(await wide()).toBe(false);
  await page.getByRole('button', { name: 'Turn right' }).click();
  await expect.poll(wide).toBe(true);
  await chooseMenu(app, 'turn-right');
  await expect.poll(wide).toBe(false);
  await readDone(page);
  await screenshot(page, 'code-turned');
  expect(await items(page).allTextContents()).not.toEqual(upright);
  await chooseMenu(app, 'turn-left');
  await expect.poll(wide).toBe(true);
  await chooseMenu(app, 'turn-left');
  await expect.poll(wide).toBe(false);
  await expect.poll(() => items(page).allTextContents(), { timeout: 30_000 }).toEqual(upright);
  await page.keyboard.press('Control+z');
  await expect.poll(wide).toBe(true);
});

test('the pen draws, erases, takes back and clears, by hand and by keys', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await page.getByRole('button', { name: 'Draw one' }).click();
  const paper = page.getByTestId('live-pen');
  await expect(paper).toBeVisible();
  const box = (await paper.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const line = async (...spots: [number, number][]) => {
    await page.mouse.move(x + spots[0]![0], y + spots[0]![1]);
    await page.mouse.down();
    for (const [dx, dy] of spots.slice(1)) await page.mouse.move(x + dx, y + dy, { steps: 6 });
    await page.mouse.up();
  };
  const strokes = (count: number) =>
    expect(paper).toHaveAccessibleName(`Wireframe, ${count} stroke${count === 1 ? '' : 's'}`);
  const tools = page.getByRole('toolbar', { name: 'Pen' });
  await line([-90, -90], [90, -90], [90, -50], [-90, -50], [-90, -90]);
  await line([-80, -70], [-20, -70]);
  await strokes(2);
  await tools.getByRole('button', { name: 'Eraser' }).click();
  await line([-50, -80], [-50, -60]);
  await strokes(1);
  await tools.getByRole('button', { name: 'Undo' }).click();
  await strokes(2);
  await tools.getByRole('button', { name: 'Pen', exact: true }).click();
  await paper.focus();
  for (const key of ['ArrowDown', 'Space', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key);
  await strokes(3);
  await screenshot(page, 'code-pen');
  await tools.getByRole('button', { name: 'Clear the paper' }).click();
  await strokes(0);
});
