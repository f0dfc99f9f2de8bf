import { expect, test } from 'vitest';
import { sourceOf } from '../../../../../../electron/cli/code-write.ts';
import { work } from '../../../../../../renderer/studios/code/source/writer-work.ts';
import { readHtml, tagCalled, wordsIn } from '../../../../../html.ts';
import { login, page } from '../pages.ts';

const targets = ['html', 'svelte', 'react', 'markup'] as const;

test.each(targets)('the studio and the command line write the same, in %s', async (target) => {
  for (const [of, name] of [
    [login(), 'photo'],
    [page({ kind: 'icon' }), 'a <b> photo'],
  ] as const) {
    const answer = await work({ id: 1, do: 'source', page: of, target, theme: 'dark', name });
    expect(answer).toEqual({ id: 1, ok: true, text: await sourceOf(of, target, 'dark', name) });
  }
});

test('a page that says nothing is called as its sketch, in a file and in a folder', async () => {
  const asked = { id: 1, page: page({ kind: 'icon' }), target: 'html', theme: 'plain', name: 'a <b> photo' } as const;
  const [file, folder] = await Promise.all([work({ ...asked, do: 'source' }), work({ ...asked, do: 'folder' })]);
  const index = 'files' in folder ? folder.files.find(({ path }) => path === 'index.html') : undefined;
  for (const text of ['text' in file ? file.text : '', index?.text ?? '']) {
    expect(wordsIn(tagCalled(readHtml(text).top, 'title'))).toEqual(['a <b> photo']);
  }
});
