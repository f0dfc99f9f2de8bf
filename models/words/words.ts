import de from './de.json' with { type: 'json' };
import { english, filled, settled, written, type Said } from './said.ts';

/*
 * What the app says, in the person's language. The English sentence is the key, as in gettext; a catalogue holds the
 * others by it. Keys are types: a sentence that the German catalogue lacks is no program.
 */

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** By `Intl.PluralRules`: other languages have more forms than two. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Catalogue = Readonly<Record<string, string | Forms>>;

type German = typeof de;
type Key = keyof German;
/** Said with a number, which decides the form. */
export type Counted = { [K in Key]: German[K] extends string ? never : K }[Key];
/** Has places to fill, as in `Take {number}`. */
export type Filled = Extract<Exclude<Key, Counted>, `${string}{${string}}${string}`>;
/** Said as it is. Tables of names hold these, and `t` translates them where they are shown. */
export type Sentence = Exclude<Key, Counted | Filled>;

export type Place<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Place<Rest> : never;
/** Numbers are written as the language does; what only looks like one (a seed) is given as text. */
type Values<Name extends string> = Readonly<Record<Name, string | number>>;

/** Speaks one language. */
export interface Words {
  readonly language: Language;
  t(sentence: Sentence): string;
  t<S extends Filled>(sentence: S, values: Values<Place<S>>): string;
  /**
   * A sentence with a number in it, which may stand as `{count}`.
   * @param one the English sentence for one
   * @param other the English sentence for any other number: the key
   */
  plural<S extends Counted>(
    count: number,
    one: string,
    other: S,
    ...values: Exclude<Place<S>, 'count'> extends never ? [] : [Values<Exclude<Place<S>, 'count'>>]
  ): string;
  /** What was said elsewhere, in English; null: the language does not have it. */
  retell(said: Said): string | null;
  /** A number as the language writes it, with so many digits after the point. */
  number(value: number, digits?: number): string;
}

const catalogues: Readonly<Record<Language, Catalogue>> = { en: {}, de };

/** The words of a language. */
export function wordsIn(language: Language): Words {
  const catalogue = catalogues[language];
  const rules = new Intl.PluralRules(language);
  const fill = (sentence: string, values: Values<string> = {}): string => filled(sentence, language, values);
  const own = (key: string) => (Object.hasOwn(catalogue, key) ? catalogue[key] : undefined);
  const retell = ({ sentence, values }: Said): string | null => {
    const translation = language === 'en' ? sentence : own(sentence);
    return typeof translation === 'string'
      ? fill(
          translation,
          settled(values, (part) => retell(part) ?? english(part)),
        )
      : null;
  };
  return {
    language,
    t(sentence: string, values?: Values<string>) {
      const translation = own(sentence);
      return fill(typeof translation === 'string' ? translation : sentence, values);
    },
    plural(count, one, other, ...values) {
      const given = own(other);
      const forms: Forms = typeof given === 'object' ? given : { one, other };
      return fill(forms[rules.select(count)] ?? forms.other, { ...(values[0] as Values<string> | undefined), count });
    },
    retell,
    number: (value, digits) => written(language, value, digits),
  };
}

/** @param system the system's language as a BCP 47 tag, such as `de-AT` */
export function languageOf(setting: 'system' | Language, system: string): Language {
  if (setting !== 'system') return setting;
  return languages.find((language) => system.toLowerCase().split('-')[0] === language) ?? 'en';
}
