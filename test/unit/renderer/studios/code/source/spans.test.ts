import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { describe, expect, test } from 'vitest';
import {
  draftSpans,
  elementOf,
  lineSpans,
  spansOf,
  tagsOf,
} from '../../../../../../renderer/studios/code/source/spans.ts';

const trees = {
  html: html().language.parser,
  tsx: javascript({ jsx: true, typescript: true }).language.parser,
};
const tags = (kind: keyof typeof trees, text: string) => tagsOf(trees[kind].parse(text), text);
const preview = [
  { name: 'header', element: 'head' },
  { name: 'a', element: 'brand' },
  { name: 'main', element: null },
  { name: 'h1', element: 'title' },
  { name: 'input', element: 'mail' },
];

describe('where elements stand in the code', () => {
  const page = `<!doctype html>
<html><head><title>a</title><style>h1 > a { color: red }</style></head>
<body>
  <header><a href="#">Acme</a></header>
  <main>
    <h1>Log in</h1>
    <input type="email" />
  </main>
</body></html>`;

  test('in HTML', () => {
    const spans = spansOf(tags('html', page), preview);
    const text = (id: string) => page.slice(spans.get(id)!.from, spans.get(id)!.to);
    expect([...spans.keys()]).toEqual(['head', 'brand', 'title', 'mail']);
    expect(text('head')).toBe('<header><a href="#">Acme</a></header>');
    expect(text('mail')).toBe('<input type="email" />');
    expect(elementOf(spans, page.indexOf('Acme'))).toBe('brand');
    expect(elementOf(spans, page.indexOf('Log in'))).toBe('title');
    expect(elementOf(spans, 3)).toBeNull();
  });

  test('in Svelte and in React', () => {
    const svelte = `<script lang="ts">\n  let a = 1 < 2;\n</script>\n<header><a href="#">{'{@html}'}</a></header><main><h1>Log in</h1><input /></main>\n<style>\n</style>`;
    expect(spansOf(tags('html', svelte), preview).size).toBe(4);
    const tsx = `export default function Page() {\n  return (<>\n<header><a href="#">Acme</a></header><main><h1>Log in</h1><input type="email" /></main></>);\n}`;
    const spans = spansOf(tags('tsx', tsx), preview);
    const { from, to } = spans.get('mail')!;
    expect(tsx.slice(from, to)).toBe('<input type="email" />');
  });

  test('nowhere, where the two do not go together', () => {
    expect(spansOf(tags('html', '<header></header>'), preview).size).toBe(0);
    expect(spansOf(tags('html', page), []).size).toBe(0);
    expect(spansOf(tags('html', page.replace('<h1>', '<h2>')), preview).size).toBe(0);
  });

  test('in markup: a line each', () => {
    const text = '# a page\nheader\n  link "Acme"\n\nimage\n';
    const spans = lineSpans(text, ['a', 'b', 'c']);
    expect([...spans].map(([id, { from, to }]) => `${id} ${text.slice(from, to)}`)).toEqual([
      ...['a header', 'b link "Acme"', 'c image'],
    ]);
    expect(lineSpans(text, ['a', 'b', 'c', 'd']).size).toBe(0);
  });

  test('in markup that is being changed: where their lines are now', () => {
    const text = 'header\n  link "Acme"\nimage\nicon\n';
    const spans = lineSpans(text, ['a', 'b', 'c', 'd']);
    const said = (draft: string) =>
      [...draftSpans(spans, text, draft)].map(([id, { from, to }]) => `${id} ${draft.slice(from, to)}`);
    expect(said(text)).toEqual(['a header', 'b link "Acme"', 'c image', 'd icon']);
    expect(said(`# new\nimage\n${text}`)).toEqual(['a header', 'b link "Acme"', 'c image', 'd icon']);
    expect(said(text.replace('"Acme"', '"Acme Inc."'))).toEqual([
      'a header',
      'b link "Acme Inc."',
      'c image',
      'd icon',
    ]);
    expect(said(text.replace('image', 'image\nimage "x"'))).toEqual(['a header', 'b link "Acme"', 'c image', 'd icon']);
    expect(said(text.replace('  link "Acme"\n', ''))).toEqual(['a header', 'c image', 'd icon']);
    expect(said('')).toEqual([]);
  });
});
