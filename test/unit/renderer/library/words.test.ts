import { expect, it } from 'vitest';
import type { LibraryItem } from '../../../../models/library/item.ts';
import { speak } from '../../../../renderer/lib/words.svelte.ts';
import { choices, settingsOf, whatever } from '../../../../renderer/library/words.ts';
import { inLanguages } from '../languages.ts';

inLanguages();

it('what was drawn, and how, is told in the language of the window', () => {
  const settings = { model: 'sketch', extent: 'drawing', subject: 'cat', count: 4, temperature: 0.6 };
  const told = () => settingsOf({ settings } as unknown as LibraryItem).map(({ name, value }) => `${name}: ${value}`);
  expect(told()).toEqual(['Extent: Drawing', 'Subject: cat', 'Count: 4', 'Temperature: 0.6']);
  speak('de');
  expect(told()).toEqual(['Umfang: Zeichnung', 'Motiv: Katze', 'Anzahl: 4', 'Temperatur: 0,6']);
});

it('a tag may be called anything, and is told apart from no tag', () => {
  const tags = ['all', 'any', '*', '0'];
  const values = choices(
    'Any tag',
    tags.map((tag) => [tag, tag] as const),
  ).map(({ value }) => value);
  expect(values).toEqual([whatever, ...tags]);
  expect(new Set(values).size).toBe(values.length);
});
