import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { profileFolder } from '../../electron/cli/profile.ts';
import { root } from '../../scripts/lib/shell.mjs';
import { etude, sampling } from '../unit/engine/music.ts';
import { tinyPack, withManifest, writeFolder, zipped } from '../unit/packs/tiny-pack.ts';
import { chooseMenu, dropPath, expect, screenshot, scratch, stubDialog, test, watchProgress } from './harness.ts';

/* Models of strangers in the settings: installed from a zip and a folder, used, refused, removed. */

test('a model is installed, shown, used, replaced and removed', async ({ gomboc: { app, page } }) => {
  const folder = scratch('packs');
  const files = await tinyPack(scratch('made'));
  const zip = join(folder, 'tiny.gomboc-model');
  writeFileSync(zip, zipped(files));
  await chooseMenu(app, 'settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const card = settings.getByRole('article').filter({ hasText: 'Tiny' });
  const install = settings.getByRole('button', { name: 'Install model…' });

  await stubDialog(app, { open: null });
  await install.click();
  await expect(install).toBeVisible();
  await expect(card).toHaveCount(0);

  await stubDialog(app, { open: zip });
  const shares = await watchProgress(page);
  await install.click();
  await expect(settings.getByText('“Tiny” is installed.')).toBeVisible();
  expect((await shares()).length).toBeGreaterThan(0);
  await expect(card).toContainText('Apache-2.0');
  await expect(card).toContainText('MB');
  await card.scrollIntoViewIfNeeded();
  await screenshot(page, 'settings-models');
  // Ours can't be removed.
  await expect(settings.getByRole('button', { name: 'Remove…' })).toHaveCount(1);
  await page.evaluate(() => window.gomboc.call('settings.set', { models: { code: 'tiny' } }));

  const newer = withManifest(files, (manifest) => (manifest['version'] = '0.0.2'));
  await writeFolder(newer, join(folder, 'newer'));
  await stubDialog(app, { open: join(folder, 'newer') });
  await settings.getByRole('button', { name: 'From a folder…' }).click();
  await expect(card).toContainText('0.0.2');

  const read = () =>
    page.evaluate(() => {
      const frame = { width: 64, height: 32, pixels: new Uint8Array(64 * 32) };
      const input = { model: 'tiny', frame, text: false, boxes: false, prefix: [], insist: true };
      return window.gomboc.start('code.read', input, () => undefined).done;
    });
  expect(await read()).toMatchObject({ ok: true, value: { model: { name: 'tiny', version: '0.0.2' } } });

  await stubDialog(app, { button: 0 });
  await card.getByRole('button', { name: 'Remove…' }).click();
  await expect(card).toBeVisible();
  await stubDialog(app, { button: 1 });
  await card.getByRole('button', { name: 'Remove…' }).click();
  await expect(card).toHaveCount(0);
  expect(await read()).toMatchObject({ ok: false, error: { code: 'model-missing' } });
});

test('a model is installed and removed while a long job runs: neither waits for its end', async ({
  gomboc: { app, page },
}) => {
  const zip = join(scratch('packs'), 'tiny.gomboc-model');
  writeFileSync(zip, zipped(await tinyPack(scratch('made'))));
  await stubDialog(app, { open: zip });
  await chooseMenu(app, 'settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings.getByRole('article')).not.toHaveCount(0);
  const input = { model: 'piano', performance: etude(), takes: 4, sampling, at: null, seconds: 600 };
  await page.evaluate((input) => {
    const job = window.gomboc.start('music.continue', input, () => undefined);
    Object.assign(window, { job, ended: job.done.then(() => Object.assign(window, { over: true })) });
  }, input);
  await settings.getByRole('button', { name: 'Install model…' }).click();
  // It is tried beside the job, and the list is read between its steps.
  await expect(settings.getByText('“Tiny” is installed.')).toBeVisible({ timeout: 30_000 });
  const card = settings.getByRole('article').filter({ hasText: 'Tiny' });
  await stubDialog(app, { button: 1 });
  await card.getByRole('button', { name: 'Remove…' }).click();
  await expect(card).toHaveCount(0, { timeout: 30_000 });
  expect(await page.evaluate(() => 'over' in window)).toBe(false);
  await page.evaluate(() => (window as unknown as { job: { cancel: () => void } }).job.cancel());
});

test('a model that is not what it says is refused with a reason', async ({ gomboc: { app, page } }) => {
  const files = await tinyPack(scratch('made'));
  const zip = join(scratch('packs'), 'tiny.gomboc-model');
  writeFileSync(zip, zipped(files.set('decoder.onnx', new Uint8Array(files.get('decoder.onnx')!.length))));
  await stubDialog(app, { open: zip });
  await chooseMenu(app, 'settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Install model…' }).click();
  await expect(settings.getByText('model-corrupt')).toBeVisible();
  await expect(settings.getByText('sha256')).toBeVisible();
  await screenshot(page, 'settings-model-refused');
  await expect(settings.getByRole('article').filter({ hasText: 'Tiny' })).toHaveCount(0);
});

test('of two models the chosen one is asked', async ({ launchWith }) => {
  test.setTimeout(180_000);
  const modelsRoot = scratch('two');
  for (const name of ['piano', 'second']) {
    const folder = join(modelsRoot, 'music', 'weights', name);
    cpSync(join(root, 'models', 'music', 'weights', 'piano'), folder, { recursive: true });
    const path = join(folder, 'manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...manifest, name, title: `The ${name} piano` }));
  }
  const { app, page } = await launchWith({ modelsRoot });
  await chooseMenu(app, 'settings');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('combobox', { name: /^Music asks/ }).click();
  await page.getByRole('option', { name: /^The second piano/ }).click();
  await settings.getByRole('button', { name: 'Close' }).click();

  await page.getByTestId('studio-music').click();
  await dropPath(page, join(root, 'assets', 'examples', 'little-waltz.mid'));
  // Asked before it is there, the takes are those of an empty paper, and go from sight when it comes.
  await expect(page.getByRole('button', { name: 'File: little-waltz.mid' })).toBeVisible();
  await page.evaluate(() => window.gomboc.call('settings.set', { takes: 1, continueSeconds: 5 }));
  await page.getByLabel('Generate', { exact: true }).getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByTestId('takes')).toHaveAttribute('data-state', 'done', { timeout: 90_000 });
  const made = () =>
    page.evaluate(async () => {
      const all = { text: '', studio: null, rating: null, stars: 0, tag: null, model: null };
      const reply = await window.gomboc.call('library.page', { ...all, after: null, limit: 200 });
      return reply.ok ? reply.value.items.map(({ model }) => model.name) : [];
    });
  await expect.poll(made).toEqual(['second']);
});

test('the command line looks where the app keeps its models', async ({ gomboc: { app } }) => {
  const electron = await app.evaluate(({ app: one }) => [one.getPath('appData'), one.getName()] as const);
  const environment = await app.evaluate(() => ({ ...process.env }));
  expect(profileFolder(process.platform, homedir(), environment)).toBe(join(...electron));
});
