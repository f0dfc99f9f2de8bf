import { describe, expect, test } from 'vitest';
import { ancestorsOf, heirOf, rowsById, rowsOf } from '../../../../../renderer/studios/code/outline.ts';
import {
  elementName,
  exampleTitle,
  kindsInOrder,
  kindTitle,
  pageName,
  shortText,
} from '../../../../../renderer/studios/code/names.ts';
import { columnKinds, containerKinds, muteKinds, textKinds } from '../../../../../models/code/page.ts';
import { login } from './pages.ts';

describe('the outline of a page', () => {
  const rows = rowsOf(login());

  test('has every element in reading order, with its place', () => {
    expect(rows.map(({ element, depth }) => `${depth} ${element.id}`)).toEqual([
      ...['0 head', '1 brand', '0 card', '1 title', '1 mail', '1 word', '1 go'],
    ]);
    expect(rows[4]).toMatchObject({ index: 1, siblings: 4, parent: { id: 'card' } });
  });

  test('knows what an element stands in', () => {
    expect(ancestorsOf(rowsById(rows), 'mail')).toEqual(['card']);
    expect(ancestorsOf(rowsById(rows), 'card')).toEqual([]);
    expect(ancestorsOf(rowsById(rows), 'gone')).toEqual([]);
  });

  test('chooses what is next to an element that goes', () => {
    expect(['mail', 'go', 'brand', 'head', 'gone'].map((id) => heirOf(rows, id))).toEqual([
      ...['word', 'word', 'card', 'card', null],
    ]);
  });
});

describe('names', () => {
  test('say the kind and the text', () => {
    expect(elementName({ kind: 'heading-1', text: 'Log in' })).toBe('Heading “Log in”');
    expect(elementName({ kind: 'column-4', text: '' })).toBe('Column, 4 of 12');
    expect(shortText('a'.repeat(80))).toHaveLength(60);
    expect(shortText(`${'a'.repeat(58)}😀😀`)).toBe(`${'a'.repeat(58)}…`);
    expect(pageName(login())).toBe('7 elements');
    expect(exampleTitle('sketch-login.png')).toBe('Login');
  });

  test('are different for all kinds, and every kind can be chosen', () => {
    const all = [...containerKinds, ...columnKinds, ...textKinds, ...muteKinds];
    expect([...kindsInOrder].sort()).toEqual([...all].sort());
    expect(new Set(all.map(kindTitle)).size).toBe(all.length);
  });
});
