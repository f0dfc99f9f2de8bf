import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { appId, isDocumentName, openable } from '../../../electron/names.ts';
import { unpackedName } from '../../../scripts/lib/packager.mjs';
import { root } from '../../../scripts/lib/shell.mjs';
import { loadedPackages, nameOf, resolveIn, shippedFolders, unshippedNames } from '../../../scripts/lib/shipped.mjs';

interface Kind {
  ext: string | string[];
  mimeType: string;
  rank?: string;
}

type System = 'linux' | 'mac' | 'win';
type Config = Record<System, { fileAssociations: Kind[] }> & {
  appId: string;
  electronFuses: { resetAdHocDarwinSignature: boolean };
};

const { configuration } = (await import(
  pathToFileURL(join(root, 'packaging', 'electron-builder.config.mjs')).href
)) as { configuration: (options: object) => Config };
const config = configuration({});
const extensionsOf = (system: System) => config[system].fileAssociations.flatMap(({ ext }) => ext);

it('the app calls itself as its installer for Windows does', () => {
  expect(appId).toBe(config.appId);
});

it('an app for Apple silicon is signed after its fuses were changed, also where there is no certificate', () => {
  const signs = (platform: NodeJS.Platform) => configuration({ platform }).electronFuses.resetAdHocDarwinSignature;
  expect([signs('darwin'), signs('linux'), signs('win32')]).toEqual([true, false, false]);
});

describe('file associations', () => {
  it.each(['linux', 'mac', 'win'] as const)('%s: only what the app opens when it is handed over', (system) => {
    expect(extensionsOf(system).filter((ext) => !isDocumentName(`x.${ext}`))).toEqual([]);
  });

  it('every kind that the app opens stands in “Open with”, but for texts that are anyone’s', () => {
    // A .json, .txt or .pb may be anything: the app opens them, and does not offer itself.
    const anyones = ['json', 'ndjson', 'pb', 'markup', 'gui'];
    const opened = new Set(Object.values(openable).flatMap(({ extensions }) => extensions));
    expect([...opened].filter((ext) => !anyones.includes(ext)).sort()).toEqual(extensionsOf('linux').sort());
  });

  it('on Windows and macOS, Gomboc takes the place of nobody', () => {
    const ours = (ext: string) => ext.startsWith('gom');
    expect(extensionsOf('win').filter((ext) => !ours(ext))).toEqual([]);
    const owned = config.mac.fileAssociations.filter(({ rank }) => rank === 'Owner').flatMap(({ ext }) => ext);
    expect(owned.filter((ext) => !ours(ext))).toEqual([]);
    const script = readFileSync(join(root, 'packaging', 'open-with.nsh'), 'utf8');
    const offered = [...script.matchAll(/insertmacro openWith "\.(\w+)"/g)].map(([, ext]) => ext);
    expect(offered.sort()).toEqual(
      extensionsOf('linux')
        .filter((ext) => !ours(ext))
        .sort(),
    );
  });
});

describe('what is shipped as folders', () => {
  const lock = {
    '': {},
    'node_modules/a': { dependencies: { b: '1' } },
    'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
    'node_modules/b': {},
    'node_modules/c': {},
  };

  it('a package finds another as Node does: its own first, then further up', () => {
    expect(resolveIn(lock, '', 'b')).toBe('node_modules/b');
    expect(resolveIn(lock, 'node_modules/a', 'b')).toBe('node_modules/a/node_modules/b');
    expect(resolveIn(lock, 'node_modules/a/node_modules/b', 'c')).toBe('node_modules/c');
    expect(resolveIn(lock, 'node_modules/a', 'd')).toBe(null);
  });

  it('is what is loaded and what that needs; the rest of production is left out', () => {
    const shipped = shippedFolders();
    for (const name of loadedPackages) expect(shipped).toContain(`node_modules/${name}`);
    expect(shipped).toContain('node_modules/onnxruntime-common');
    // The command line's, bundled ones, and one that only an install script needs.
    const out = ['sharp', 'zod', 'svelte', 'adm-zip'];
    expect(unshippedNames()).toEqual(expect.arrayContaining(out));
    const names = shipped.map(nameOf);
    expect(unshippedNames().filter((name) => names.includes(name))).toEqual([]);
  });

  it('a name is left out only if no version of it is shipped', () => {
    const two = { '': {}, 'node_modules/libsql': { dependencies: { x: '1' } }, 'node_modules/x': {} };
    const nested = { ...two, 'node_modules/libsql/node_modules/x': {}, 'node_modules/y': {} };
    expect(shippedFolders(nested)).toEqual(['node_modules/libsql', 'node_modules/libsql/node_modules/x']);
    expect(unshippedNames(nested)).toEqual(['y']);
  });
});

describe('an unpacked app', () => {
  it('lies where electron-builder puts it, for each processor', () => {
    expect(unpackedName('linux', 'x64')).toBe('linux-unpacked');
    expect(unpackedName('linux', 'arm64')).toBe('linux-arm64-unpacked');
    expect(unpackedName('win32', 'x64')).toBe('win-unpacked');
    expect(unpackedName('darwin', 'arm64')).toBe('mac-arm64');
  });
});
