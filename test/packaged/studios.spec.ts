import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { everything } from '../../models/library/item.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { activity, draw, expectStrokes, ghostsReady, halfCat, openDraw } from '../e2e/drawing-hands.ts';
import { dropPath, memory, screenshot } from '../e2e/harness.ts';
import { openCode, readDone } from '../e2e/page-hands.ts';
import { copies, emptyHome, listing, networkWishes, openForWriting, openPackaged } from './harness.ts';

/*
 * A job of each studio, from an empty home, without network; and what it left behind.
 */

/** What libraries of the desktop keep for every program that uses them: settings, fonts, shaders. */
const cachesOfTheSystem = /^home\/\.cache\/(dconf|fontconfig|mesa_shader_cache\w*)\//;

test('one job of each studio; nothing is written but the profile, nothing asked of the network', async () => {
  const home = emptyHome();
  const before = listing(copies.inspectable);
  const gomboc = await openPackaged(home);
  const { app, page } = gomboc;
  const report = async (when: string) => {
    const used = await memory(app);
    const total = Object.values(used).reduce((sum, one) => sum + one, 0);
    const kinds = Object.entries(used).map(([kind, one]) => `${kind} ${one}`);
    console.log(`    memory ${when}: ${total} MiB (${kinds.join(', ')})`);
  };
  expect(await app.evaluate(({ app: electron }) => electron.isPackaged)).toBe(true);
  await app.evaluate(({ app: electron }) => {
    const died: string[] = ((globalThis as { died?: string[] }).died = []);
    electron.on('child-process-gone', (_event, { name, type, reason }) => died.push(`${name ?? type}: ${reason}`));
  });
  console.log(`    cold start ${Math.round(gomboc.coldStartMs)} ms`);
  await report('at the start');

  await dropPath(page, join(root, 'assets', 'examples', 'bach-prelude-in-c.mid'));
  const generate = page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true });
  await generate.click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 120_000 });
  await expect(page.getByLabel(/^Look at take 1, [1-9]\d* notes$/)).toBeVisible();
  await report('after music');

  await openDraw(page);
  for (const way of halfCat) await draw(page, way);
  await expectStrokes(page, halfCat.length);
  await ghostsReady(page);
  await activity(page, 'finish').click();
  const sheet = page.getByRole('region', { name: 'Finish' });
  await expect(sheet.getByRole('button', { name: 'Accept' })).toBeEnabled({ timeout: 90_000 });
  await report('after drawing');

  await openCode(page);
  await dropPath(page, join(root, 'assets', 'examples', 'sketch-login.png'));
  await readDone(page);
  expect(await page.getByRole('treeitem').count()).toBeGreaterThan(4);
  await report('after code');
  await screenshot(page, 'packaged');

  // Everything that was made is in the library, whose process has not died either.
  const made = async () => {
    const input = { ...everything, after: null, limit: 200 };
    const reply = await page.evaluate((all) => window.gomboc.call('library.page', all), input);
    return 'value' in reply ? [...new Set(reply.value.items.map(({ studio }) => studio))].sort() : reply;
  };
  await expect.poll(made).toEqual(['code', 'drawing', 'music']);
  expect(await app.evaluate(() => (globalThis as { died?: string[] }).died)).toEqual([]);

  const writing = process.platform === 'linux' ? openForWriting(app.process().pid!) : [];
  await gomboc.close();
  expect(gomboc.complaints).toEqual([]);
  const profile = gomboc.userData;
  expect(profile.startsWith(home.box)).toBe(true);
  expect(writing.filter((path) => !path.startsWith(profile) && path !== home.netLog)).toEqual([]);
  const written = [...listing(home.box).keys()]
    .filter((path) => !cachesOfTheSystem.test(path))
    .map((path) => join(home.box, path));
  expect(written.filter((path) => path.startsWith(profile)).length).toBeGreaterThan(0);
  expect(written.filter((path) => !path.startsWith(profile))).toEqual([]);
  expect(listing(copies.inspectable)).toEqual(before);
  expect(networkWishes(home.netLog)).toEqual([]);
});
