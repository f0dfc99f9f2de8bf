import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFile, dropPath, expect, scratch, screenshot, test } from './harness.ts';
import { code, fileChip, greyPng, inPreview, item, items, openCode, openForm, project } from './page-hands.ts';

/*
 * The Code studio in trouble: pictures that are none, pages that mean harm, no model. What is open stays, and the person
 * is told what to do.
 */

test.setTimeout(120_000);

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('what is no sketch is refused with a reason, and the page stays', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  await openForm(page);
  const whole = greyPng(300, 300, 255);
  const cases: [name: string, bytes: Uint8Array, why: RegExp, code: string][] = [
    ['words.png', text('not a picture'), /not a picture/i, 'picture-unreadable'],
    ['empty.jpg', new Uint8Array(), /empty/, 'picture-unreadable'],
    ['dot.png', greyPng(1, 1, 255), /1 × 1/, 'picture-unreadable'],
    ['huge.png', greyPng(30_000, 30_000, 255, 1), /30,000 × 30,000/, 'picture-unreadable'],
    ['cut.png', whole.subarray(0, whole.length - 20), /ends|damaged/, 'picture-unreadable'],
    ['broken.gompage', text('{"format":"gomboc-page","version":1,"children":[{'), /JSON/, 'page-unreadable'],
    [
      'odd.gompage',
      text('{"format":"gomboc-page","version":1,"children":[{"id":"a","kind":"evil"}]}'),
      /kind/,
      'page-unreadable',
    ],
    ['bad.markup', text('heading-1\n  image\n'), /Line 2/, 'page-unreadable'],
  ];
  for (const [name, bytes, why, errorCode] of cases) {
    await dropFile(page, name, bytes);
    const notice = page.getByRole('alert').filter({ hasText: `“${name}” could not be opened` });
    await expect(notice, name).toContainText(why);
    await expect(notice).toContainText(errorCode);
    await expect(notice.locator('.remedy')).toHaveText(/\w{3}/);
    await expect(items(page)).toHaveCount(7);
    await notice.getByRole('button', { name: 'Dismiss' }).click();
  }
  await expect(fileChip(page)).toHaveAccessibleName('File: login.gompage');
});

test('a dropped file that cannot be read is told of, and the other one is opened', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page);
  const folder = scratch('dropped');
  const there = join(folder, 'there.markup');
  writeFileSync(there, 'heading-1 "Log in" @0.1,0.1,0.5,0.2\n');
  await dropPath(page, join(folder, 'gone.png'), there);
  const notice = page.getByRole('alert').filter({ hasText: '“gone.png” could not be opened' });
  await expect(notice).toContainText(/“gone\.png” cannot be read \(\w+Error\)/);
  await expect(notice).toContainText('file-unreadable');
  await expect(notice.locator('.remedy')).toContainText('drop it again');
  await expect(fileChip(page)).toHaveAccessibleName(/there/);
  await expect(items(page)).toHaveCount(1);
});

test('hostile words stay words: nothing in the preview runs, asks or leaves', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  const words = [
    '<script>top.heard = 1</script>',
    '<img src=x onerror="top.heard = 1">',
    '{@html "<b>top.heard = 1</b>"}',
    '"><svg onload=top.heard=1>',
    'javascript:top.heard=1',
  ];
  await dropFile(
    page,
    'hostile.gompage',
    project(
      words.flatMap((word) => [
        { kind: 'heading-1', text: word },
        { kind: 'link', text: word },
        { kind: 'input', text: word },
      ]),
    ),
  );
  await expect(items(page)).toHaveCount(15);
  for (const word of words) await expect(inPreview(page, 'h1').filter({ hasText: word })).toHaveCount(1);
  expect(await inPreview(page, 'script, [onload], [onerror], svg[onload]').count()).toBe(0);
  const frame = page.getByTestId('preview');
  expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin');
  for (const target of ['HTML', 'Svelte', 'React'] as const) {
    await page.getByRole('combobox', { name: /^Written as/ }).click();
    await page.getByRole('option', { name: target }).click();
    await expect.poll(() => code(page)).not.toContain('<script>top');
  }
  expect(await page.evaluate(() => 'heard' in window)).toBe(false);
  await screenshot(page, 'code-hostile');
  // Not even if markup came through: scripts are off in there, and so is the network.
  await frame.evaluate((element: HTMLIFrameElement) => {
    const inner = element.contentDocument!;
    const script = inner.createElement('script');
    script.textContent = 'top.heard = 1';
    const image = inner.createElement('img');
    image.setAttribute('onerror', 'top.heard = 1');
    image.src = 'https://example.com/a.png';
    inner.body.append(script, image);
  });
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => 'heard' in window)).toBe(false);
  expect(app.windows()).toHaveLength(1);
  // What was refused just now was asked for on purpose.
  gomboc.complaints.length = 0;
});

test('without a model it says what to do, and pages can be worked on all the same', async ({ launchWith }) => {
  const modelsRoot = scratch('no-models');
  mkdirSync(`${modelsRoot}/code`, { recursive: true });
  const { page, complaints } = await launchWith({ modelsRoot });
  await openCode(page);
  await expect(page.getByRole('alert').filter({ hasText: 'model-missing' }).first()).toBeVisible();
  await screenshot(page, 'code-no-model');
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByTestId('sketch')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'models/code/weights' }).first()).toBeVisible();
  await openForm(page);
  await item(page, /Log in/).click();
  await page.getByTestId('element-text').fill('Welcome');
  await expect(inPreview(page, 'h1')).toHaveText('Welcome');
  expect(complaints).toEqual([]);
});
