import { expect, test } from 'vitest';
import { kindOf } from '../../../../../../renderer/studios/code/files/kinds.ts';
import { fromDataUrl, toDataUrl } from '../../../../../../renderer/studios/code/sketch/data-url.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['a.png', '\u0089PNG', 'picture'],
  ['a.gompage', '{', 'project'],
  ['a.json', '{ "format": "gomboc-page", "version": 1', 'project'],
  ['a.markup', 'header', 'written'],
  ['a.GUI', 'header {', 'gui'],
  ['a.txt', 'words', 'picture'],
  ['a', '', 'picture'],
])('%s with %j is a %s', (name, text, kind) => {
  expect(kindOf(name, bytes(text))).toBe(kind);
});

test('a picture goes into text and back', () => {
  const picture = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 256);
  expect(fromDataUrl(toDataUrl(picture, 'image/webp'), 'a')).toEqual(picture);
});

test.each([
  '',
  'https://example.com/a.png',
  'data:text/html;base64,AAAA',
  'data:image/png;base64,?',
  'data:image/png,A',
])('%j is no picture', (url) => {
  expect(() => fromDataUrl(url, 'a')).toThrow(expect.objectContaining({ code: 'picture-unreadable' }));
});
