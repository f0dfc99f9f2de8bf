import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/lib/shell.mjs';
import { readLock } from '../../../scripts/lib/shipped.mjs';
import { systems } from '../../../scripts/setup.mjs';

const onnxruntime = join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
const libsql = Object.entries(readLock()).filter(([path]) =>
  /^node_modules\/@libsql\/(linux|darwin|win32)-/.test(path),
);

it('the systems that are set up are those that both native libraries are built for', () => {
  const built = ['linux', 'darwin', 'win32'].flatMap((platform) =>
    ['x64', 'arm64'].flatMap((arch) => {
      const library = libsql.some(([, { os, cpu }]) => os?.includes(platform) && cpu?.includes(arch));
      return library && existsSync(join(onnxruntime, platform, arch)) ? [`${platform} ${arch}`] : [];
    }),
  );
  expect(Object.entries(systems).flatMap(([platform, all]) => all.map((arch) => `${platform} ${arch}`))).toEqual(built);
});
