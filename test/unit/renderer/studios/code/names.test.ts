import { expect, it } from 'vitest';
import { speak } from '../../../../../renderer/lib/words.svelte.ts';
import { cardName, elementName } from '../../../../../renderer/studios/code/names.ts';
import { inLanguages } from '../../languages.ts';

inLanguages();

it('an element is called by its kind and its words, in the quotes of the language', () => {
  const names = () => [elementName({ kind: 'heading-1', text: 'Log in' }), elementName({ kind: 'image', text: '' })];
  speak('en');
  expect(names()).toEqual(['Heading “Log in”', 'Image']);
  speak('de');
  expect(names()).toEqual(['Überschrift „Log in“', 'Bild']);
});

it('a sketch’s card says what its marks show', () => {
  speak('en');
  expect([
    cardName('shop.png', false, null),
    cardName('shop.png', true, 'busy'),
    cardName('shop.png', false, 'trouble'),
    cardName('shop.png', false, 'nothing'),
  ]).toEqual(['shop', 'shop, not saved, being read', 'shop, could not be read', 'shop, no wireframe found']);
});
