import type { Sentence } from '../../models/words/words.ts';
import type { LibraryItem, Rating, StudioName } from '../../models/library/item.ts';
import { studios } from '../studios/index.ts';
import { language, plural, t } from '../lib/words.svelte.ts';

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

/** What a setting is called, and its value. What every item has elsewhere is left out. */
export function settingsOf({ settings }: LibraryItem): { name: string; value: string }[] {
  return Object.entries(settings)
    .filter(([name]) => name !== 'model')
    .map(([name, value]) => ({
      name: name.replace(/([A-Z])/g, ' $1').replace(/^./, (first) => first.toUpperCase()),
      value: typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : String(value),
    }));
}

export const stars = (count: number): string => plural(count, '{count} star', '{count} stars');
