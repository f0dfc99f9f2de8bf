import type * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openStore } from '../../../electron/engine/store.ts';
import { Packs } from '../../../electron/packs/install.ts';
import { modelsRoot, temporaryFolder } from '../engine/support.ts';
import { tinyPack, writeFolder } from './tiny-pack.ts';

/*
 * On Windows another program, as one that looks for viruses, may hold a file for a moment: then it can be neither moved nor
 * removed.
 */

const held = vi.hoisted(() => ({ renames: 0, removals: 0 }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const busy = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
  return {
    ...real,
    rename: (from: string, to: string) => (held.renames-- > 0 ? busy('EPERM') : real.rename(from, to)),
    rm: (path: string, options: object) => (held.removals-- > 0 ? busy('EBUSY') : real.rm(path, options)),
  };
});

let installedRoot: string;
let folder: string;
let packs: Packs;
const never = new AbortController().signal;
const installed = async () =>
  (await openStore(modelsRoot, installedRoot).list()).flatMap(({ name, removable }) => (removable ? [name] : []));

beforeEach(async () => {
  installedRoot = join(await temporaryFolder(), 'models');
  folder = join(await temporaryFolder(), 'pack');
  await writeFolder(await tinyPack(await temporaryFolder()), folder);
  packs = new Packs({ modelsRoot, installedRoot, examine: async () => undefined });
});
afterEach(() => {
  vi.unstubAllGlobals();
  Object.assign(held, { renames: 0, removals: 0 });
});

it('a model takes the place of the one before, though that is held at first', async () => {
  await packs.install(folder, never);
  vi.stubGlobal('process', { ...process, platform: 'win32' });
  held.renames = 2;
  await packs.install(folder, never);
  expect(await installed()).toHaveLength(1);
});

it('a model is installed and removed, though what is left of the work can’t be removed', async () => {
  held.removals = 1;
  const { task, name } = await packs.install(folder, never);
  expect(await installed()).toEqual([name]);
  held.removals = 1;
  await packs.remove(task, name);
  expect(await installed()).toEqual([]);
});
