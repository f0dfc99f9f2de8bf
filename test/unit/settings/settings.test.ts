import fc from 'fast-check';
import * as fs from 'node:fs/promises';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '../../../electron/ipc/contract.ts';
import { KeptFile } from '../../../electron/kept.ts';
import { SettingsStore, readSettings } from '../../../electron/settings.ts';
import { defaultSettings } from '../../../models/settings.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gomboc-settings-'));
  path = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true }));

const load = async () => {
  const notes: string[] = [];
  return { store: await SettingsStore.load(new KeptFile(path), (note) => notes.push(note)), notes };
};

describe('readSettings', () => {
  it('keeps what is right, and names what is wrong', () => {
    const { settings, notes } = readSettings({ volume: 0.25, takes: 'four', theme: 'dark', unknown: 1 });
    expect(settings).toEqual({ ...defaultSettings, volume: 0.25, theme: 'dark' });
    expect(notes).toEqual(['Setting “takes” cannot be "four": 4 is used.']);
  });

  it('gives a whole and valid sheet whatever it reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ volume: fc.jsonValue(), topP: fc.jsonValue() })), (sheet) => {
        expect(Settings.safeParse(readSettings(sheet).settings).success).toBe(true);
      }),
    );
  });

  it('is not taken in by names of the prototype', () => {
    expect(readSettings(JSON.parse('{"__proto__":{"takes":8},"constructor":1}')).settings).toEqual(defaultSettings);
  });
});

describe('SettingsStore', () => {
  it('starts at the defaults and comes back as it was set', async () => {
    const { store } = await load();
    expect(store.get()).toEqual(defaultSettings);
    await store.set({ takes: 2, volume: undefined });
    const { store: again, notes } = await load();
    expect(again.get()).toEqual({ ...defaultSettings, takes: 2 });
    expect(notes).toEqual([]);
  });

  it('puts a file aside that is no JSON', async () => {
    await writeFile(path, '{"takes":');
    const { store, notes } = await load();
    expect(store.get()).toEqual(defaultSettings);
    expect(notes).toHaveLength(1);
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe('{"takes":');
  });

  it('puts a file aside that another program holds: the next change wrote the defaults over it', async () => {
    await (await load()).store.set({ takes: 2, licences: ['music/piano@1.0.0'] });
    const kept = await readFile(path, 'utf8');
    const readFileHeld = () => Promise.reject(Object.assign(new Error('held'), { code: 'EBUSY' }));
    const held = new KeptFile(path, { ...fs, readFile: readFileHeld });
    const store = await SettingsStore.load(held, () => undefined);
    await store.set({ takes: 3 });
    expect(await readFile(`${path}.unreadable`, 'utf8')).toBe(kept);
  });

  it('holds a change for this run when the disk refuses it', async () => {
    const { store } = await load();
    await rm(folder, { recursive: true });
    await expect(store.set({ takes: 3 })).rejects.toMatchObject({ code: 'file-unwritable' });
    expect(store.get().takes).toBe(3);
    await writeFile(folder, '').then(() => rm(folder));
    folder = await mkdtemp(join(tmpdir(), 'gomboc-settings-'));
  });
});
