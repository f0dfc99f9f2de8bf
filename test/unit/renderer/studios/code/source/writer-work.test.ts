import { expect, test } from 'vitest';
import { sourceOf } from '../../../../../../electron/cli/code-write.ts';
import { operations } from '../../../../../../renderer/studios/code/source/writer-work.ts';
import { readHtml, tagCalled, wordsIn } from '../../../../../html.ts';
import { login, page } from '../pages.ts';

const targets = ['html', 'svelte', 'react', 'markup'] as const;

test.each(targets)('the studio and the command line write the same, in %s', async (target) => {
  for (const [of, name] of [
    [login(), 'photo'],
    [page({ kind: 'icon' }), 'a <b> photo'],
  ] as const) {
    expect(await operations.source(of, target, 'dark', name)).toBe(await sourceOf(of, target, 'dark', name));
  }
});

test('a page that says nothing is called as its sketch, in a file and in a folder', async () => {
  const asked = [page({ kind: 'icon' }), 'html', 'plain', 'a <b> photo'] as const;
  const index = operations.folder(...asked).find(({ path }) => path === 'index.html');
  for (const text of [await operations.source(...asked), index?.text ?? '']) {
    expect(wordsIn(tagCalled(readHtml(text).top, 'title'))).toEqual(['a <b> photo']);
  }
});
