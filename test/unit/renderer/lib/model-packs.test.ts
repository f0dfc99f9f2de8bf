import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Bridge, Reply } from '../../../../electron/ipc/contract.ts';
import { AppState } from '../../../../renderer/lib/app.svelte.ts';
import { ModelPacks } from '../../../../renderer/lib/model-packs.svelte.ts';

/** Main, which installs until it is told what came of it. */
let finish: (reply: Reply<unknown>) => void;

beforeEach(() => {
  const start = () => ({ done: new Promise((done) => (finish = done)), cancel: () => undefined });
  const call = () => Promise.resolve({ ok: true, value: null });
  vi.stubGlobal('window', { gomboc: { start, call } as unknown as Bridge });
});
afterEach(() => void vi.unstubAllGlobals());

const broken = { code: 'pack-unreadable', message: '“a.zip” is no model.', remedy: 'Choose another file.' } as const;

test('a model that could not be installed is told of where the settings were closed meanwhile', async () => {
  const app = new AppState();
  app.dialog = 'settings';
  const packs = new ModelPacks(app);
  const installed = packs.install('file');
  app.dialog = null;
  finish({ ok: false, error: broken });
  await installed;
  expect(app.notices.list.map(({ title, error }) => [title, error?.code])).toEqual([['Not done', 'pack-unreadable']]);
});

test('one that could not be is told of in the settings alone while they are open; a cancelled one nowhere', async () => {
  const app = new AppState();
  app.dialog = 'settings';
  const packs = new ModelPacks(app);
  const refused = packs.install('file');
  finish({ ok: false, error: broken });
  await refused;
  expect([packs.error?.code, app.notices.list.length]).toEqual(['pack-unreadable', 0]);
  const installed = packs.install('folder');
  app.dialog = null;
  finish({ ok: false, cancelled: true });
  await installed;
  expect([packs.error, app.notices.list.length]).toEqual([null, 0]);
});
