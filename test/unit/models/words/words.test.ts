import { describe, expect, it } from 'vitest';
import german from '../../../../models/words/de.json' with { type: 'json' };
import { languageOf, wordsIn, type Catalogue } from '../../../../models/words/words.ts';
import { modelTexts, sources } from './sentences.ts';

const catalogue: Catalogue = german;
const placesIn = (sentence: string): string => [...new Set(sentence.match(/\{\w+\}/g))].sort().join();
/** Without the number that decides the form. */
const rest = (sentence: string): string => placesIn(sentence.replaceAll('{count}', ''));

describe('the German catalogue', () => {
  const source = sources();
  const said = source.flatMap((file) => file.said);

  it('has every sentence that is said', () => {
    // The compiler says so, too; it can't where a sentence is cast.
    expect(said.length).toBeGreaterThan(500);
    expect(said.filter(({ key }) => !Object.hasOwn(catalogue, key))).toEqual([]);
  });

  it('has what the models that come with the app say of themselves', () => {
    expect(modelTexts().length).toBeGreaterThan(4);
    expect(modelTexts().filter((text) => !Object.hasOwn(catalogue, text))).toEqual([]);
  });

  it('has no sentence that nobody says', () => {
    const literals = new Set([...source.flatMap((file) => file.literals), ...modelTexts()]);
    expect(Object.keys(catalogue).filter((key) => !literals.has(key))).toEqual([]);
  });

  it('has the places to fill that the sentence has', () => {
    const wrong = Object.entries(catalogue).flatMap(([key, translation]) => {
      const forms = typeof translation === 'string' ? { other: translation } : translation;
      // Only what is said of one may do without the number.
      return Object.entries(forms).filter(
        ([form, text]) => placesIn(text) !== placesIn(key) && !(form === 'one' && placesIn(text) === rest(key)),
      );
    });
    expect(wrong).toEqual([]);
    const plurals = said.flatMap(({ one, key }) => (one === undefined ? [] : [{ one, key }]));
    expect(plurals.length).toBeGreaterThan(0);
    expect(plurals.filter(({ one, key }) => ![placesIn(key), rest(key)].includes(placesIn(one)))).toEqual([]);
  });

  it('has the forms that the language counts with', () => {
    const needed = new Intl.PluralRules('de').resolvedOptions().pluralCategories.sort();
    for (const [key, forms] of Object.entries(catalogue))
      if (typeof forms !== 'string') expect(Object.keys(forms).sort(), key).toEqual(needed);
  });

  it('is sorted, so that two who add to it rarely meet', () => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(catalogue).sort());
  });
});

describe('words', () => {
  it('are the sentence itself in English, and its translation in German', () => {
    expect(wordsIn('en').t('Save As…')).toBe('Save As…');
    expect(wordsIn('de').t('Save As…')).toBe('Speichern unter …');
  });

  it('write numbers as the language does', () => {
    expect(wordsIn('en').number(12345.5, 2)).toBe('12,345.50');
    expect(wordsIn('de').number(12345.5, 2)).toBe('12.345,50');
    expect(wordsIn('de').number(1234)).toBe('1234');
  });

  it('say a sentence of the prototype’s names as it is', () => {
    expect(wordsIn('de').t('constructor' as never)).toBe('constructor');
  });
});

describe('the language', () => {
  it.each([
    ['system', 'de-AT', 'de'],
    ['system', 'de', 'de'],
    ['system', 'den', 'en'],
    ['system', 'fr-FR', 'en'],
    ['en', 'de-DE', 'en'],
    ['de', 'en-US', 'de'],
  ] as const)('set to %s on a system that speaks %s is %s', (setting, system, spoken) => {
    expect(languageOf(setting, system)).toBe(spoken);
  });
});
