import { readFileSync } from 'node:fs';
import { EditorState } from '@codemirror/state';
import { afterAll, expect, test, vi } from 'vitest';
import { speak } from '../../../../../../renderer/lib/words.svelte.ts';
import { phrases } from '../../../../../../renderer/studios/code/source/phrases.ts';

vi.stubGlobal('document', { documentElement: {} });
vi.stubGlobal('navigator', { language: 'en' });
afterAll(() => {
  speak('en');
  vi.unstubAllGlobals();
});

/** What the parts of CodeMirror that are used here say. */
const sayings = ['search', 'language'].flatMap((part) => {
  const source = readFileSync(`node_modules/@codemirror/${part}/dist/index.js`, 'utf8');
  return [...source.matchAll(/phrase\((?:view, |fold \? )?"([^"]+)"(?: : "([^"]+)")?/g)].flatMap(([, ...found]) =>
    found.filter((one) => one !== undefined),
  );
});

test('what the code editor says by itself it says in the person’s language', () => {
  speak('de');
  const state = EditorState.create({ extensions: EditorState.phrases.of(phrases()) });
  expect([state.phrase('match case'), state.phrase('replaced $ matches', 3)]).toEqual([
    ...['Groß/klein beachten', '3 Treffer ersetzt'],
  ]);
  expect(sayings.length).toBeGreaterThan(15);
  expect(sayings.filter((one) => state.phrase(one) === one)).toEqual([]);
  // Another list would have the editor drawn anew.
  expect(phrases()).toBe(phrases());
  speak('en');
  expect(phrases()['match case']).toBe('match case');
});
