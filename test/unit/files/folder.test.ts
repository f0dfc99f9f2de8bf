import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPaths, newFolder, writeBelow } from '../../../electron/folder.ts';

describe('checkPaths', () => {
  it('takes what a project is made of', () => {
    const paths = ['index.html', 'src/App.svelte', 'src/lib/page.css', '.gitignore', 'package.json', 'a-b_c.1.ts'];
    expect(() => checkPaths(paths)).not.toThrow();
  });

  it.each([
    ['../a.html'],
    ['a/../../b.html'],
    ['/etc/passwd'],
    ['C:\\a.html'],
    ['C:/a.html'],
    ['a\\b.html'],
    ['a//b.html'],
    ['a/'],
    ['.'],
    ['..'],
    ['con'],
    ['src/NUL.txt'],
    ['a.html.'],
    ['a\u0000.html'],
    ['a b.html'],
    ['a/b/c/d/e/f/g.html'],
    [''],
    [`src/${'x'.repeat(101)}`],
  ])('refuses %j', (path) => {
    expect(() => checkPaths([path])).toThrow(expect.objectContaining({ code: 'input-invalid' }));
  });

  it('goes as deep as may be, and says of a long path only how it begins', () => {
    expect(() => checkPaths(['a/b/c/d/e/f.html'])).not.toThrow();
    const begin = `x/${'y'.repeat(98)}`;
    expect(() => checkPaths([`${begin}${'z'.repeat(5000)}`])).toThrow(
      expect.objectContaining({ message: `“${begin}” is no path of a file to export.` }),
    );
  });

  it('refuses what is the same file on some disks', () => {
    expect(() => checkPaths(['App.svelte', 'app.svelte'])).toThrow(/app\.svelte/);
  });

  it('never lets a path out of its folder', () => {
    const name = fc.oneof(fc.constantFrom('..', '.', 'a', 'src', ''), fc.string({ unit: 'binary', maxLength: 6 }));
    const path = fc.array(name, { maxLength: 5 }).chain((names) => fc.constantFrom(names.join('/'), names.join('\\')));
    fc.assert(
      fc.property(path, (tried) => {
        try {
          checkPaths([tried]);
        } catch {
          return;
        }
        const way = relative('/base', join('/base', ...tried.split('/')));
        expect(way.startsWith('..') || isAbsolute(way) || way === '').toBe(false);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a folder', () => {
  let base: string;
  beforeEach(async () => void (base = await mkdtemp(join(tmpdir(), 'gomboc-folder-'))));
  afterEach(() => rm(base, { recursive: true }));

  it('gets the next free number, also beside a file of that name', async () => {
    await writeFile(join(base, 'Login'), '');
    expect(await newFolder(base, 'Login')).toBe(join(base, 'Login 2'));
    expect(await newFolder(base, 'Login')).toBe(join(base, 'Login 3'));
  });

  it('is filled, with the folders in it', async () => {
    await writeBelow(base, 'src/lib/a.ts', 'a');
    await writeBelow(base, 'src/b.ts', 'b');
    expect((await readdir(join(base, 'src'))).sort()).toEqual(['b.ts', 'lib']);
    expect(await readFile(join(base, 'src/lib/a.ts'), 'utf8')).toBe('a');
  });

  it('says so when it cannot be made', async () => {
    await expect(newFolder(join(base, 'gone'), 'Login')).rejects.toMatchObject({ code: 'file-unwritable' });
    await writeFile(join(base, 'src'), '');
    await expect(writeBelow(base, 'src/b.ts', '')).rejects.toMatchObject({ code: 'file-unwritable' });
  });
});
