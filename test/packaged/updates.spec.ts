import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { screenshot, type Gomboc } from '../e2e/harness.ts';
import { emptyHome, openPackaged, type Home } from './harness.ts';

/*
 * Newer versions, from a feed on this machine. The packaged app takes itself for an AppImage, whose file the test made.
 */

test.skip(process.platform !== 'linux', 'an AppImage stands for the installers of all systems');

const newer = '99.1.0';
const name = `gomboc-${newer}.AppImage`;

interface Feed {
  address: string;
  /** What was asked for, in that order. */
  asked: string[];
  /** Every header that came along. */
  headers: Record<string, unknown>[];
}

let server: Server;
let feed: Feed;
let home: Home;
/** The program that is replaced, and what the newer one leaves behind when it is started. */
let installed: string;
let started: string;
let content: Buffer;

test.beforeEach(async () => {
  home = emptyHome();
  installed = join(home.cwd, 'Gomboc.AppImage');
  started = join(home.cwd, 'started');
  writeFileSync(installed, 'the older one');
  chmodSync(installed, 0o755);
  content = Buffer.from(`#!/bin/sh\necho newer > '${started}'\n`);
  feed = { address: '', asked: [], headers: [] };
  server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!;
    feed.asked.push(path);
    feed.headers.push(request.headers);
    const sha512 = createHash('sha512').update(content).digest('base64');
    if (path === '/latest-linux.yml') {
      const files = [{ url: name, sha512, size: content.length }];
      response.end(
        JSON.stringify({ version: newer, files, path: name, sha512, releaseDate: new Date().toISOString() }),
      );
    } else if (path === `/${name}`) response.end(sent());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  feed.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  sent = () => content;
});
test.afterEach(() => new Promise((resolve) => server.close(resolve)));

/** What the server sends as the newer version. */
let sent: () => Buffer;

const open = (env: object = {}): Promise<Gomboc> =>
  openPackaged(home, { env: { GOMBOC_UPDATE_FEED: feed.address, APPIMAGE: installed, ...env } });

const openSettings = async ({ page }: Gomboc) => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  return page.getByRole('switch', { name: 'Look for newer versions' });
};

test('off, nobody is asked; on, a newer version is offered; it is downloaded and installed only on request', async () => {
  const gomboc = await open();
  const { app, page } = gomboc;
  const look = await openSettings(gomboc);
  await expect(look).not.toBeChecked();
  // Asked directly, too, as a page gone wrong would.
  await page.evaluate(() => window.gomboc.call('update.look', undefined));
  expect(await page.evaluate(() => window.gomboc.call('update.load', undefined))).toMatchObject({ ok: false });
  expect(feed.asked).toEqual([]);

  await look.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(`Gomboc ${newer} is there. Nothing is downloaded until you say so.`)).toBeVisible();
  await screenshot(page, 'update-offered');
  expect(feed.asked).toEqual(['/latest-linux.yml']);
  // No mark of this very installation goes along.
  for (const headers of feed.headers) expect(headers['x-user-staging-id'] ?? '').toBe('');
  await page.keyboard.press('Escape');
  const notice = page.getByRole('status').filter({ hasText: `Gomboc ${newer} is there` });
  await expect(notice).toBeVisible();
  await screenshot(page, 'update-notice');

  await notice.getByRole('button', { name: 'Download' }).click();
  const ready = page.getByRole('status').filter({ hasText: `Gomboc ${newer} is ready` });
  await expect(ready).toBeVisible({ timeout: 30_000 });
  expect(feed.asked).toContain(`/${name}`);
  expect(readFileSync(installed, 'utf8')).toBe('the older one');
  expect(existsSync(started)).toBe(false);

  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await ready.getByRole('button', { name: 'Restart and install' }).click();
  await ended;
  expect(readFileSync(installed)).toEqual(content);
  await expect.poll(() => existsSync(started)).toBe(true);
  expect(gomboc.complaints).toEqual([]);
});

test('the switch is kept; a download that is not what the feed said is thrown away', async () => {
  const first = await open();
  await (await openSettings(first)).click();
  await expect.poll(() => feed.asked.length).toBe(1);
  await first.close();

  sent = () => Buffer.from(String(content).replace('newer', 'worse'));
  const second = await open();
  const { page } = second;
  await page.getByRole('button', { name: 'Download' }).click();
  await openSettings(second);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/sha512 checksum mismatch/)).toBeVisible({ timeout: 30_000 });
  await expect(dialog.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(await page.evaluate(() => window.gomboc.call('update.install', undefined))).toMatchObject({ ok: false });
  await second.close();
  expect(readFileSync(installed, 'utf8')).toBe('the older one');
  expect(existsSync(started)).toBe(false);
});

test('a feed that does not answer is told in the settings; the app goes on', async () => {
  await new Promise((resolve) => server.close(resolve));
  const gomboc = await open();
  await (await openSettings(gomboc)).click();
  await expect(gomboc.page.getByRole('dialog').getByText(/The newer version could not be had/)).toBeVisible();
  await gomboc.close();
});

test('without a feed there is nothing to switch on', async () => {
  const gomboc = await open({ GOMBOC_UPDATE_FEED: '' });
  await expect(await openSettings(gomboc)).toBeDisabled();
  await gomboc.close();
  expect(feed.asked).toEqual([]);
});
