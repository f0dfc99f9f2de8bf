import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/lib/shell.mjs';
import { buildExported } from '../exported.ts';
import { readHtml, tagCalled, wordsIn } from '../html.ts';
import { dropPath, expect, scratch, screenshot, test } from './harness.ts';
import {
  code,
  exportAs,
  exportFolderAs,
  fileChip,
  growth,
  inPreview,
  inspector,
  item,
  items,
  lit,
  openCode,
  readDone,
  watchGrowth,
} from './page-hands.ts';

/*
 * The whole way once: a photo of paper comes in, a page that runs goes out.
 */

// Three targets are built by Vite.
test.setTimeout(300_000);

/** Leaves that carry a text, as the structure calls them. */
const worded =
  /^(Heading|Paragraph|Label|Link|Button|Text field|Text area|Search field|Select|Checkbox|Radio button|Switch|Image)\b/;

test('a photo of paper becomes a page: it grows, is pointed at, corrected, exported and built', async ({ gomboc }) => {
  const { app, page } = gomboc;
  await openCode(page);
  await watchGrowth(page);
  await dropPath(page, join(root, 'test', 'fixtures', 'photos', 'paper.png'));
  await readDone(page);
  await expect(fileChip(page)).toHaveAccessibleName('File: paper.gompage, not saved');

  // The model is weak on hands: that it reads something of this photo is what is asked, and that one sees it come.
  const { seen } = await growth(page);
  const last = seen.at(-1)!;
  const first = seen.find(({ rows, boxes, preview }) => rows > 0 && boxes > 0 && preview > 0)!;
  for (const pane of ['rows', 'boxes', 'preview'] as const) expect(first[pane], pane).toBeLessThan(last[pane]);
  expect(last.rows).toBeGreaterThan(4);
  expect(await items(page).count()).toBe(last.rows);
  // Its styles have grown with it, and are still folded.
  await expect.poll(() => code(page)).toContain('class="page"');
  expect(await code(page)).not.toMatch(/display: grid|--paper/);

  const chosen = item(page, worded).first();
  const id = (await chosen.getAttribute('data-row'))!;
  const everywhere = { sketch: id, preview: id, structure: id, code: expect.stringMatching(/</) };
  await chosen.hover();
  await expect.poll(() => lit(page, 'pointed')).toEqual(everywhere);
  await chosen.click();
  expect(await lit(page, 'selected')).toEqual(everywhere);

  await expect(inspector(page)).toBeVisible();
  await page.getByTestId('element-text').fill('Say hello');
  await page.getByTestId('element-text').press('Enter');
  await readDone(page);
  await expect(page.locator(`[data-row="${id}"]`)).toHaveAccessibleName(/^Say hello, .*by your word$/);
  await expect
    .poll(() => inPreview(page, `[data-element="${id}"]`).evaluate((shown) => shown.outerHTML))
    .toContain('Say hello');
  await expect.poll(() => code(page)).toContain('Say hello');
  await screenshot(page, 'code-acceptance');

  const written = {
    HTML: readFileSync(await exportAs(app, page, 'HTML', 'page.html'), 'utf8'),
    Svelte: readFileSync(await exportAs(app, page, 'Svelte', 'page.svelte'), 'utf8'),
    React: readFileSync(await exportAs(app, page, 'React', 'page.tsx'), 'utf8'),
  };
  for (const [target, source] of Object.entries(written)) expect(source, target).toContain('Say hello');
  const titles: string[][] = [];
  for (const target of ['HTML', 'Svelte', 'React'] as const) {
    const folder = await exportFolderAs(app, page, target, scratch(target), 'paper');
    expect(await buildExported(folder), target).toContain('Say hello');
    const index = readHtml(readFileSync(join(folder, 'index.html'), 'utf8'));
    expect(index.errors, target).toEqual([]);
    titles.push(wordsIn(tagCalled(index.top, 'title')));
    if (target === 'HTML') expect(wordsIn(tagCalled(index.top, 'body'))).toContain('Say hello');
  }
  const document = readHtml(written.HTML);
  expect(document.errors).toEqual([]);
  expect(wordsIn(tagCalled(document.top, 'body'))).toContain('Say hello');
  // It is called the same whatever it is written as.
  expect(new Set([...titles, wordsIn(tagCalled(document.top, 'title'))].map(String)).size).toBe(1);
});
