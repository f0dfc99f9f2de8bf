import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/shell.mjs';
import {
  chooseMenu,
  dragCount,
  dropFile,
  dropFiles,
  dropPath,
  expect,
  lastDrag,
  scratch,
  screenshot,
  test,
  watchDrags,
} from './harness.ts';
import {
  code,
  exportAs,
  exportFolderAs,
  fileChip,
  form,
  inPreview,
  inspector,
  item,
  items,
  lit,
  openCode,
  openForm,
  project,
  savedPage,
  structure,
  topLine,
} from './page-hands.ts';

/*
 * Pages and the hands that correct them: what can be done without asking the model.
 */

test.setTimeout(120_000);

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

test('pointing at an element lights it up in the sketch, the preview, the code and the structure', async ({
  gomboc,
}) => {
  const { page } = gomboc;
  await openCode(page);
  await openForm(page);
  await expect.poll(() => code(page)).toContain('Log in');
  const heading = item(page, /^Log in, Heading/);
  const id = (await heading.getAttribute('data-row'))!;
  const everywhere = { sketch: id, preview: id, structure: id };
  const atHeading = async (way: string) =>
    expect(async () => {
      const found = await lit(page, 'pointed');
      expect(found, way).toMatchObject(everywhere);
      expect(found.code, way).toContain('Log in');
    }).toPass({ timeout: 5000 });

  await heading.hover();
  await atHeading('structure');
  await page.getByTestId('preview').hover({ position: { x: 5, y: 5 }, force: true });
  const box = (await page.locator(`[data-testid=sketch] [data-box="${id}"]`).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await atHeading('sketch');
  const shown = (await inPreview(page, `[data-element="${id}"]`).boundingBox())!;
  await page.mouse.move(shown.x + shown.width / 4, shown.y + shown.height / 2);
  await atHeading('preview');
  await page.mouse.down();
  await page.mouse.up();
  expect(await lit(page, 'selected')).toMatchObject(everywhere);
  await expect(inspector(page)).toContainText('Heading');
  await screenshot(page, 'code-pointing');
});

test('a page is corrected by hand and by keys, each change is one step', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await page.evaluate(() => window.gomboc.call('settings.set', { codeReread: false }));
  await openCode(page);
  await openForm(page);
  await expect(page.getByTestId('doubts')).toHaveText(/1 uncertain/);
  await page.keyboard.press('n');
  await expect(item(page, /E-mail/)).toHaveAttribute('aria-selected', 'true');
  await page
    .getByTestId('alternatives')
    .getByRole('button', { name: /Search field/ })
    .click();
  await expect(item(page, 'E-mail, Search field, by your word')).toBeVisible();
  await expect(page.getByTestId('doubts')).toBeHidden();
  await expect(inPreview(page, 'input[type=search]')).toHaveCount(1);

  await item(page, /Search field/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('element-text')).toBeFocused();
  await page.keyboard.type('Find mail');
  await page.keyboard.press('Enter');
  await expect(item(page, /Find mail/)).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(items(page).nth(5)).toHaveAccessibleName(/Find mail/);
  await page.keyboard.press('ArrowUp');
  await expect(item(page, /Password/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  await expect(items(page)).toHaveCount(6);
  await page.getByRole('button', { name: 'Add an element' }).click();
  await page.getByRole('menuitem', { name: 'Switch, on' }).first().click();
  await expect(items(page)).toHaveCount(7);

  const page1 = await savedPage(app, 'corrected.gompage');
  expect(JSON.stringify(page1)).toContain('Find mail');
  await page.getByTestId('history').click();
  await expect(page.getByTestId('history').getByRole('listitem')).toHaveCount(6);
  for (let i = 0; i < 5; i++) await chooseMenu(app, 'undo');
  await expect(item(page, /^E-mail, Text field/)).toBeVisible();
  await expect(page.getByTestId('doubts')).toBeVisible();
  await chooseMenu(app, 'redo');
  await expect(item(page, /^E-mail, Search field/)).toBeVisible();
});

test('an element is dragged to another place in the structure, in one step, and not where it can’t stand', async ({
  gomboc,
}) => {
  const { app, page } = gomboc;
  await openCode(page);
  await openForm(page);
  const names = () => items(page).allTextContents();
  const before = await names();
  const row = (name: RegExp) => item(page, name);
  const height = 27;

  // In hand, the line shows where it goes.
  await row(/Button, primary/).hover();
  await page.mouse.down();
  const target = (await row(/, Heading/).boundingBox())!;
  await page.mouse.move(target.x + 80, target.y + 12);
  await page.mouse.move(target.x + 80, target.y + 4);
  await expect(row(/, Heading/)).toHaveClass(/top/);
  await screenshot(page, 'code-drag');
  await page.mouse.up();
  await expect(items(page).nth(3)).toHaveAccessibleName(/Button, primary/);
  await expect(row(/Button, primary/)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByTestId('history').locator('summary')).toHaveText('History 1');

  // Into the header, which may hold it.
  await row(/Button, primary/).dragTo(row(/^Header/), { targetPosition: { x: 80, y: height / 2 } });
  await expect(items(page).nth(2)).toHaveAccessibleName(/Button, primary/);
  await expect(items(page).nth(2)).toHaveAttribute('aria-level', '2');

  // A card can't stand in a header.
  await row(/^Card/).dragTo(row(/^Header/), { targetPosition: { x: 80, y: height / 2 } });
  await expect(page.getByTestId('history').locator('summary')).toHaveText('History 2');
  await expect(structure(page).locator('.whole')).toHaveCount(0);

  for (let i = 0; i < 2; i++) await chooseMenu(app, 'undo');
  await expect.poll(names).toEqual(before);
});

test('a killed app brings everything back', async ({ launchWith }) => {
  const first = await launchWith();
  await openCode(first.page);
  await openForm(first.page);
  await openForm(first.page, 'second.gompage');
  await item(first.page, /Log in/).click();
  await first.page.getByTestId('element-text').fill('Welcome');
  // Long enough for the line to be written, far too short for the whole.
  await first.page.waitForTimeout(500);
  first.app.process().kill('SIGKILL');

  const second = await launchWith({ userData: first.userData });
  await expect(second.page.getByTestId('desk').getByRole('listitem')).toHaveCount(2);
  await expect(fileChip(second.page)).toHaveAccessibleName(/second\.gompage/);
  await expect(item(second.page, /Welcome/)).toBeVisible();
  await expect(second.page.getByTestId('sketch').locator('canvas')).toBeVisible();
  expect(second.complaints).toEqual([]);
});

test('each target is exported as a file, copied and dragged out', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await openForm(page);
  const signs = {
    HTML: /<!doctype html>/i,
    Svelte: /<h1/,
    React: /export default function/,
    Markup: /heading-1 "Log in"/,
  };
  for (const [target, extension] of [
    ['HTML', 'html'],
    ['Svelte', 'svelte'],
    ['React', 'tsx'],
    ['Markup', 'markup'],
  ] as const) {
    const path = await exportAs(app, page, target, `page.${extension}`);
    const written = readFileSync(path, 'utf8');
    expect(written).toMatch(signs[target]);
    if (target === 'HTML') expect(written).toContain('<title>Log in</title>');
    await expect.poll(() => code(page), { timeout: 15_000 }).toContain('Log in');
    await chooseMenu(app, 'copy-code');
    await expect.poll(() => app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe(written);
  }
  await watchDrags(app);
  const grip = page.getByTestId('drag-file').filter({ visible: true });
  await grip.hover();
  await grip.dispatchEvent('dragstart');
  await expect.poll(() => dragCount(app)).toBe(1);
  expect(readFileSync((await lastDrag(app))!, 'utf8')).toContain('heading-1 "Log in"');
});

test('the code is opened at its markup, its styles folded; who has looked elsewhere stays there', async ({
  gomboc,
}) => {
  const { page } = gomboc;
  const pages = join(root, 'test', 'golden', 'pages');
  const foldedStyles = /<style>…\s*<\/style>/;
  const toTop = async () => {
    await page.getByTestId('code').hover();
    await page.mouse.wheel(0, -10_000);
    await expect.poll(() => topLine(page)).toBe('<!doctype html>');
  };
  await openCode(page);
  for (const name of ['shop', 'dashboard']) {
    await dropPath(page, join(pages, `${name}.markup`));
    await expect(fileChip(page)).toHaveAccessibleName(`File: ${name}.gompage, not saved`);
    await expect.poll(() => topLine(page)).toBe('<body>');
    if (name === 'dashboard') await screenshot(page, 'code-opened');
    await toTop();
    expect(await code(page)).toMatch(foldedStyles);
  }
  for (const [target, line] of [
    ['React', /^export default function Page/],
    ['Svelte', /^<script lang="ts">/],
    ['HTML', /^<body>/],
  ] as const) {
    await page.getByRole('combobox', { name: /^Written as/ }).click();
    await page.getByRole('option', { name: target }).click();
    await expect.poll(() => topLine(page)).toMatch(line);
  }
  await item(page, /^Overview, Heading/).click();
  await toTop();
  // Changes the title, the styles and the markup.
  await page.getByTestId('element-text').fill('Sales of the year');
  await page.getByRole('button', { name: 'Add an element' }).click();
  await page.getByRole('menuitem', { name: 'Switch, on' }).first().click();
  await expect.poll(() => code(page)).toContain('<title>Sales of the year</title>');
  await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  expect(await topLine(page)).toBe('<!doctype html>');
  expect(await code(page)).toMatch(foldedStyles);
});

test('a folder is exported, and a second one beside it', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await openForm(page);
  const into = scratch('exported');
  for (const name of ['login', 'login 2']) {
    const folder = await exportFolderAs(app, page, 'Svelte', into, name);
    const files = readdirSync(folder, { recursive: true }).map(String);
    expect(files).toEqual(expect.arrayContaining(['package.json', 'index.html']));
    expect(files.some((file) => file.endsWith('.svelte'))).toBe(true);
  }
});

test('several files are dropped at once; one is in front, the others wait, and any is put away and brought back', async ({
  gomboc,
}) => {
  const { page } = gomboc;
  await openCode(page);
  const some = project(form.slice(1));
  await dropFiles(page, { 'one.gompage': some, 'two.gompage': some, 'three.gompage': some });
  const cards = page.getByTestId('desk').getByRole('listitem');
  await expect(cards).toHaveCount(3);
  await cards.first().getByRole('button', { name: 'one' }).first().click();
  await expect(fileChip(page)).toHaveAccessibleName('File: one.gompage');
  await page.keyboard.press('Control+PageDown');
  await expect(fileChip(page)).toHaveAccessibleName('File: two.gompage');
  await screenshot(page, 'code-several');
  await page.keyboard.press('Control+w');
  await expect(cards).toHaveCount(2);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(cards).toHaveCount(3);
  await expect(fileChip(page)).toHaveAccessibleName('File: two.gompage');
  // What it says of one that was put away lies on no other's button.
  await page.getByRole('button', { name: 'Put three away' }).click();
  await expect(page.getByText('“three” was put away')).toBeVisible();
  await page.getByRole('button', { name: 'Put one away' }).click();
  await expect(page.getByTestId('desk')).toBeHidden();
});

test('a project is saved, opened again as it was, and saved over in place', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await dropFile(page, 'page.markup', text('heading-1 "Log in" @0.1,0.1,0.5,0.2\nimage\n'));
  await expect(items(page)).toHaveCount(2);
  await expect(fileChip(page)).toHaveAccessibleName('File: page.gompage, not saved');
  const before = await savedPage(app, 'saved.gompage');
  await expect(fileChip(page)).toHaveAccessibleName('File: saved.gompage');
  await item(page, /Image/).click();
  await page.keyboard.press('Delete');
  await chooseMenu(app, 'save');
  await expect(fileChip(page)).toHaveAccessibleName('File: saved.gompage');
  const path = test.info().outputPath('saved-gompage', 'saved.gompage');
  await expect.poll(() => (JSON.parse(readFileSync(path, 'utf8')) as { children: unknown[] }).children.length).toBe(1);
  expect((before['children'] as unknown[]).length).toBe(2);
  await chooseMenu(app, 'new');
  await dropPath(page, path);
  await expect(items(page)).toHaveCount(1);
});

test('markup is edited as text; what is wrong with it is said, and nothing is lost', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page, { target: 'markup' });
  await openForm(page);
  await expect.poll(() => code(page)).toContain('heading-1 "Log in"');
  const editor = page.getByRole('textbox', { name: 'Markup of the page' });
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('nonsense');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Not a page yet' })).toContainText('nonsense');
  // Another target is only looked at: what was written is there again.
  for (const [target, sign] of [
    ['HTML', '<!doctype html>'],
    ['Markup', 'nonsense'],
  ] as const) {
    await page.getByTestId('pane-code').getByRole('combobox', { name: 'Written as' }).click();
    await page.getByRole('option', { name: target }).click();
    await expect.poll(() => code(page)).toContain(sign);
  }
  await page.keyboard.press('Control+z');
  await editor.click();
  await page.keyboard.press('Control+End');
  for (let i = 0; i < 8; i++) await page.keyboard.press('Backspace');
  await page.keyboard.type('footer\n  label "© Acme"\n');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(item(page, /© Acme/)).toBeVisible();
  await expect(items(page)).toHaveCount(9);
});

test('devices, looks and panes', async ({ gomboc }) => {
  const { page } = gomboc;
  await openCode(page, { theme: 'light' });
  await openForm(page);
  const width = () =>
    page.getByTestId('preview').evaluate((frame: HTMLIFrameElement) => frame.contentWindow!.innerWidth);
  for (const [name, pixels] of [
    ['Phone', 390],
    ['Tablet', 820],
    ['Desktop', 1280],
  ] as const) {
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await expect.poll(width).toBe(pixels);
  }
  for (const pane of ['sketch', 'code'] as const) {
    await page.getByRole('button', { name: new RegExp(`^${pane} pane`, 'i') }).click();
    await expect(page.getByTestId(`pane-${pane}`)).toBeHidden();
  }
  await screenshot(page, 'code-preview-only');
  for (const pane of ['Sketch', 'Code'] as const) await page.getByRole('button', { name: `${pane} pane` }).click();
  const border = page.getByRole('separator', { name: 'Width of Sketch' });
  const before = (await page.getByTestId('pane-sketch').boundingBox())!.width;
  await border.focus();
  await page.keyboard.press('ArrowRight');
  expect((await page.getByTestId('pane-sketch').boundingBox())!.width).toBeCloseTo(before + 24, 0);
  await screenshot(page, 'code-light');
});
