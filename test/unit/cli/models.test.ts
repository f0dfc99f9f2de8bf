import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { profileFolder } from '../../../electron/cli/profile.ts';
import { root } from '../../../scripts/lib/shell.mjs';
import { temporaryFolder } from '../engine/support.ts';
import { tinyPack, withManifest, zipped, type Files } from '../packs/tiny-pack.ts';
import { gomboc } from './gomboc.ts';

/* `gomboc models`: what it installs, lists and removes. What is refused, and why: test/unit/packs. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
beforeAll(() => void execFileSync(process.execPath, ['scripts/build.mjs', 'process'], { cwd: root }));

let files: Files;
let installed: string;
beforeEach(async () => {
  files = await tinyPack(await temporaryFolder());
  installed = join(await temporaryFolder(), 'models');
});

async function pack(all: Files): Promise<string> {
  const path = join(await temporaryFolder(), 'tiny.gomboc-model');
  await writeFile(path, zipped(all));
  return path;
}

describe('gomboc models', () => {
  it('installs, lists and removes', async () => {
    const { code, out } = await gomboc(['models', 'install', await pack(files)], { installed });
    expect([code, out]).toEqual([0, 'tiny 0.0.1 is installed, for code: Apache-2.0. None.\n']);
    const listed = await gomboc(['models'], { installed });
    expect(listed.code).toBe(0);
    expect(listed.out).toContain('tiny 0.0.1: Tiny, for code, installed; files ok');
    expect(listed.out).toMatch(/^piano .* of Gomboc; files ok$/m);
    expect((await gomboc(['models', 'remove', 'tiny', '--json'], { installed })).json()).toEqual({ removed: 'tiny' });
    expect((await gomboc(['models'], { installed })).out).not.toContain('tiny');
  });

  it('prints one object', async () => {
    const { json } = await gomboc(['models', 'install', await pack(files), '--json'], { installed });
    expect(json()).toEqual({ installed: { name: 'tiny', version: '0.0.1', task: 'code', licence: 'Apache-2.0' } });
  });

  it.each<[string, () => Promise<string[]>, string]>([
    ['a pack that is none', async () => ['models', 'install', join(root, 'README.md')], 'pack-unreadable'],
    ['no pack', async () => ['models', 'install', join(root, 'nowhere')], 'pack-unreadable'],
    ['a newer one', async () => ['models', 'install', await pack(withManifest(files, (m) => (m['schema'] = 9)))], 'model-unsupported'], // prettier-ignore
    ['a model of ours', async () => ['models', 'remove', 'piano'], 'model-missing'],
    ['no model', async () => ['models', 'remove', 'violin'], 'model-missing'],
  ])('refuses %s', async (_, words, error) => {
    const { code, err } = await gomboc(await words(), { installed });
    expect(code).toBe(1);
    expect(err.startsWith(`${error}: `)).toBe(true);
  });

  it('is cancelled by Ctrl-C', async () => {
    const { code } = await gomboc(['models', 'install', await pack(files)], { installed, signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect((await gomboc(['models'], { installed })).out).not.toContain('tiny');
  });
});

it('the profile is where Electron has it', () => {
  expect(profileFolder('linux', '/home/a', {})).toBe(join('/home/a', '.config', 'gomboc'));
  expect(profileFolder('linux', '/home/a', { XDG_CONFIG_HOME: '/conf' })).toBe(join('/conf', 'gomboc'));
  expect(profileFolder('darwin', '/Users/a', {})).toBe(join('/Users/a', 'Library', 'Application Support', 'gomboc'));
  expect(profileFolder('win32', 'C:/a', { APPDATA: 'C:/a/R' })).toBe(join('C:/a/R', 'gomboc'));
});
