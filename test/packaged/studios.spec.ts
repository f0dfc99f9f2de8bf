import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../../scripts/lib/shell.mjs';
import { draw, expectStrokes, ghostsReady, halfCat, openDraw } from '../e2e/drawing-hands.ts';
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
  expect(await ghostsReady(page)).toBeGreaterThan(1);
  await report('after drawing');

  await openCode(page);
  await dropPath(page, join(root, 'assets', 'examples', 'sketch-login.png'));
  await readDone(page);
  expect(await page.getByRole('treeitem').count()).toBeGreaterThan(4);
  await report('after code');
  await screenshot(page, 'packaged');

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
