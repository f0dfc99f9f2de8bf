import type { Ranking, Reason, Why } from '../../models/taste/taste.ts';
import type { Sentence } from '../../models/words/words.ts';
import { language, t } from './words.svelte.ts';

/* Why something comes first, in words. */

/** What a trait says of a result. */
const phrases: Readonly<Record<string, Sentence>> = {
  'notes few': 'few notes',
  'notes some': 'not many notes',
  'notes many': 'many notes',
  'notes crowded': 'very many notes',
  'loudness soft': 'soft',
  'loudness gentle': 'rather soft',
  'loudness firm': 'rather loud',
  'loudness loud': 'loud',
  'pitch low': 'low',
  'pitch lower': 'rather low',
  'pitch higher': 'rather high',
  'pitch high': 'high',
  'surprise expected': 'without surprises',
  'surprise familiar': 'with few surprises',
  'surprise fresh': 'with some surprises',
  'surprise surprising': 'surprising',
  'lines one': 'one line',
  'lines few': 'few lines',
  'lines several': 'several lines',
  'lines many': 'many lines',
  'length small': 'small',
  'length short': 'rather short lines',
  'length long': 'rather long lines',
  'length sweeping': 'long lines',
  'line round': 'round',
  'line curved': 'curved',
  'line bent': 'slightly bent',
  'line straight': 'straight',
  'shape tall': 'tall',
  'shape even': 'as wide as tall',
  'shape wide': 'wide',
  'elements fewer': 'fewer elements',
  'elements same': 'as many elements as most',
  'elements more': 'more elements',
  'columns fewer': 'fewer columns',
  'columns same': 'as many columns as most',
  'columns more': 'more columns',
  'words fewer': 'less text',
  'words same': 'as much text as most',
  'words more': 'more text',
};

function phraseOf({ about, value }: Reason): string | null {
  const phrase = phrases[`${about} ${value}`];
  return phrase === undefined ? null : t(phrase);
}

/** "many notes and soft"; empty: no words for any. */
const reasonWords = (reasons: readonly Reason[]): string =>
  new Intl.ListFormat(language()).format(reasons.map(phraseOf).filter((phrase) => phrase !== null));

/** The answer to "Why this first?". */
export function whyWords({ kind, reasons }: Why): string {
  if (kind === 'curious') return t('To learn: little is known yet of what you think of results like it.');
  if (kind === 'own') return t('It is the model’s own first choice; nothing you did speaks against it.');
  const words = reasonWords(reasons);
  return words === ''
    ? t('You have chosen it before.')
    : t('You have kept what was like it: {reasons}.', { reasons: words });
}

/**
 * What is chosen for the next batch; null: nothing but what the controls say.
 * @param settings those that differ from the controls
 */
export function chosenWords(ranking: Ranking | null, settings: readonly string[]): string | null {
  if (ranking === null || settings.length === 0) return null;
  const words = { settings: settings.join(' · ') };
  return ranking.why.kind === 'curious'
    ? t('To try out next: {settings}', words)
    : t('Next, by what you kept: {settings}', words);
}
