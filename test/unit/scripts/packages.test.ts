import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { installedMatches } from '../../../scripts/lib/packages.mjs';
import { root } from '../../../scripts/lib/shell.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b': { version: '2.0.0', integrity: 'sha512-b' },
  'node_modules/only-on-mac': { version: '3.0.0', integrity: 'sha512-m', optional: true },
};
const { '': _root, 'node_modules/only-on-mac': _mac, ...installed } = wanted;

describe('installedMatches', () => {
  it('accepts what npm installed, without the packages of other platforms', () => {
    expect(installedMatches(wanted, installed)).toBe(true);
  });

  it.each([
    ['a package is missing', { 'node_modules/a': installed['node_modules/a'] }],
    ['a version differs', { ...installed, 'node_modules/b': { version: '2.0.1', integrity: 'sha512-b' } }],
    ['the content differs', { ...installed, 'node_modules/b': { version: '2.0.0', integrity: 'sha512-x' } }],
    ['a removed package is still there', { ...installed, 'node_modules/c': { version: '1.0.0' } }],
    ['nothing is installed', {}],
  ])('is stale when %s', (_why, found) => {
    expect(installedMatches(wanted, found)).toBe(false);
  });
});

describe('package.json', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;

  it('names every version exactly, so that what is installed is what was tested', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
