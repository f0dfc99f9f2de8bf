import { beforeEach, describe, expect, test } from 'vitest';
import { Source, type Wanted, type Writing } from '../../../../../../renderer/studios/code/source/source.svelte.ts';
import { login, page } from '../pages.ts';

let asked: { target: string; elements: number; answer: (text: string) => void; fail: (error: Error) => void }[];
let source: Source;

beforeEach(() => {
  asked = [];
  const writing: Writing = {
    source: (of, target) =>
      new Promise((answer, fail) => void asked.push({ target, elements: of.children.length, answer, fail })),
    folder: async () => [],
    release: () => undefined,
  };
  source = new Source(writing);
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const want = (more: Partial<Wanted> = {}): Wanted => ({
  ...{ page: login(), document: {}, target: 'html', theme: 'plain', name: 'login', growing: false },
  ...more,
});

describe('the code of the page', () => {
  test('follows it: while one is written only the newest waits', async () => {
    for (const count of [1, 2, 3]) {
      source.follow(want({ page: page(...Array.from({ length: count }, () => ({ kind: 'icon' }) as const)) }));
    }
    expect(asked.map(({ elements }) => elements)).toEqual([1]);
    asked[0]!.answer('one');
    await settled();
    expect([source.text, source.page.children.length]).toEqual(['one', 1]);
    expect(asked.map(({ elements }) => elements)).toEqual([1, 3]);
    asked[1]!.answer('three');
    await settled();
    expect([source.text, asked.length]).toEqual(['three', 2]);
  });

  test('is not written until the first element of a page that is being read is there', async () => {
    source.follow(want());
    asked[0]!.answer('of another page');
    await settled();
    source.follow(want({ page: page(), growing: true }));
    await settled();
    expect([source.text, asked.length]).toEqual(['', 1]);
    source.follow(want({ page: page({ kind: 'icon' }), growing: true }));
    expect(asked).toHaveLength(2);
  });

  test('says when it can not be written, and goes on', async () => {
    source.follow(want());
    asked[0]!.fail(new Error('no'));
    await settled();
    expect(source.error).toMatchObject({ code: 'internal', message: 'no' });
    source.follow(want({ target: 'react' }));
    asked[1]!.answer('text');
    await settled();
    expect([source.error, source.text, source.target]).toEqual([null, 'text', 'react']);
  });

  test('what the person writes stays until the page is another', async () => {
    const shown = want({ target: 'markup' });
    source.follow(shown);
    asked[0]!.answer('image');
    await settled();
    source.take('image\nicon');
    source.follow({ ...shown, theme: 'dark' });
    expect(source.draft).toBe('image\nicon');
    source.take('image');
    expect(source.draft).toBeNull();
    source.take('x');
    source.follow(want({ target: 'markup' }));
    expect(source.draft).toBeNull();
  });

  test('what the person writes is there again when its page is: another sketch or target was only looked at', async () => {
    const shown = want({ target: 'markup' });
    source.follow(shown);
    asked[0]!.answer('image');
    await settled();
    source.take('image\nicon');
    source.follow({ ...shown, target: 'html' });
    expect(source.draft).toBeNull();
    source.follow({ ...shown, page: page() });
    expect(source.draft).toBeNull();
    source.follow(shown);
    expect(source.draft).toBe('image\nicon');
    // What was discarded, or applied, is not.
    source.dropDraft();
    source.follow({ ...shown, page: page() });
    source.follow(shown);
    expect(source.draft).toBeNull();
  });

  test('what the person writes on one of several sketches without a page is about that one', async () => {
    const nothing = page();
    const [one, other] = [0, 1].map(() => want({ page: nothing, document: {}, target: 'markup' }));
    source.follow(one!);
    asked[0]!.answer('');
    await settled();
    source.take('image');
    source.follow(other!);
    expect(source.draft).toBeNull();
    source.follow(one!);
    expect(source.draft).toBe('image');
  });
});
