import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../../scripts/lib/shell.mjs';

/*
 * git for Windows is installed with core.autocrlf on: it writes CRLF, which the formatter, the goldens and the hashes in
 * manifests are not made for, unless the repository says otherwise.
 */

let folder: string;
/** Without what git tells a hook, and `git rebase --exec`: of that it is the person's own repository that would be written to. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
const git = (...words: string[]) => execFileSync('git', ['-c', 'core.autocrlf=true', ...words], { cwd: folder, env });

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'gomboc-checkout-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

it('files are checked out byte for byte, also where git would change the ends of lines', () => {
  const attributes = join(root, '.gitattributes');
  if (existsSync(attributes)) copyFileSync(attributes, join(folder, '.gitattributes'));
  const texts = { 'a.ts': 'one\ntwo\n', 'b.csv': 'one\r\ntwo\r\n' };
  git('init', '--quiet');
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  git('add', '.');
  for (const name of Object.keys(texts)) rmSync(join(folder, name));
  git('checkout-index', '--all', '--force');
  for (const [name, text] of Object.entries(texts)) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
});
