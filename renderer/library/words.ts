import type { Sentence } from '../../models/words/words.ts';
import type { LibraryItem, Rating, StudioName } from '../../models/library/item.ts';
import { studios } from '../studios/index.ts';
import { language, number, plural, subjectName, t } from '../lib/words.svelte.ts';

const titles = Object.fromEntries(studios.map(({ id, title }) => [id, title])) as Record<StudioName, Sentence>;
export const studioTitle = (studio: StudioName): string => t(titles[studio]);

const ratingTitles: Readonly<Record<Rating, Sentence>> = {
  new: 'Not rated',
  kept: 'Kept',
  edited: 'Edited',
  discarded: 'Discarded',
};
export const ratingTitle = (rating: Rating): string => t(ratingTitles[rating]);

/** When it was made, for people: `25 Nov 2026, 14:03`. */
export const madeWhen = (madeAt: number): string =>
  new Date(madeAt).toLocaleString(language() === 'en' ? 'en-GB' : language(), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });

const settingTitles: Readonly<Record<string, Sentence>> = {
  ...{ at: 'At', seconds: 'Seconds', takes: 'Takes', from: 'From', to: 'To', strength: 'Strength' },
  ...{ count: 'Count', extent: 'Extent', amount: 'Amount', subject: 'Subject', steps: 'Steps' },
  ...{ text: 'Text', boxes: 'Boxes', insist: 'Insist' },
  ...{ temperature: 'Temperature', topP: 'Top-p', density: 'Density', dynamics: 'Dynamics' },
};

function settingValue(name: string, value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return t(value ? 'Yes' : 'No');
  if (name === 'subject') return subjectName(String(value));
  if (name === 'extent') return value === 'drawing' ? t('Drawing') : plural(1, '{count} stroke', '{count} strokes');
  return String(value);
}

/** What a setting is called, and its value. What every item has elsewhere is left out. */
export function settingsOf({ settings }: LibraryItem): { name: string; value: string }[] {
  return Object.entries(settings)
    .filter(([name]) => name !== 'model')
    .map(([name, value]) => ({
      name: settingTitles[name] === undefined ? name : t(settingTitles[name]),
      value: settingValue(name, value),
    }));
}

export const stars = (count: number): string => plural(count, '{count} star', '{count} stars');

/** Chooses nothing in particular. No tag is called so: all are trimmed (`Tag`). */
export const whatever = ' ';

/** What can be chosen among, to narrow what is shown. */
export const choices = (none: string, values: readonly (readonly [value: string, text: string])[]) => [
  { value: whatever, text: none },
  ...values.map(([value, text]) => ({ value, text })),
];
