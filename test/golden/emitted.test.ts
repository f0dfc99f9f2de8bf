import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endings, sourceOf } from '../../electron/cli/code-write.ts';
import { emitTargets } from '../../models/code/emit/choices.ts';
import { parsePage } from '../../models/code/written.ts';

/*
 * What becomes of a page, to be read by a person: pages/login.markup → login.html, login.svelte, login.tsx. After a change
 * that is meant, `npm test -- unit emitted -u` writes them again: look at what git says changed.
 */

const folder = new URL('pages/', import.meta.url);
/** Read before any is written: a golden that is missing fails once, and is there to be looked at. */
const files = readdirSync(folder);
const names = files.flatMap((file) => /^(.+)\.markup$/.exec(file)?.slice(1) ?? []);

describe.each(names)('the page %s', (name) => {
  const page = parsePage(readFileSync(new URL(`${name}.markup`, folder), 'utf8'));

  it.each(emitTargets)('is written as it was reviewed, in %s', async (target) => {
    const source = await sourceOf(page, target, 'plain', name);
    await expect(source).toMatchFileSnapshot(`pages/${name}${endings[target]}`);
  });
});

it('has pages, and no golden without one', () => {
  expect(names).toEqual(['dashboard', 'hostile', 'login', 'shop']);
  const endingsOf = ['.markup', ...emitTargets.map((target) => endings[target])];
  const expected = names.flatMap((name) => endingsOf.map((ending) => `${name}${ending}`));
  expect(files.sort()).toEqual(expected.sort());
});
