import type { LibraryItem, Rating, StudioName } from '../../models/library/item.ts';
import { studios } from '../studios/index.ts';

export const studioTitles = Object.fromEntries(studios.map(({ id, title }) => [id, title])) as Record<
  StudioName,
  string
>;

export const ratingTitles: Readonly<Record<Rating, string>> = {
  new: 'Not rated',
  kept: 'Kept',
  edited: 'Edited',
  discarded: 'Discarded',
};

/** When it was made, for people: `25 Nov 2026, 14:03`. */
export const madeWhen = (madeAt: number): string =>
  new Date(madeAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** What a setting is called, and its value. What every item has elsewhere is left out. */
export function settingsOf({ settings }: LibraryItem): { name: string; value: string }[] {
  return Object.entries(settings)
    .filter(([name]) => name !== 'model')
    .map(([name, value]) => ({
      name: name.replace(/([A-Z])/g, ' $1').replace(/^./, (first) => first.toUpperCase()),
      value: typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : String(value),
    }));
}

export const stars = (count: number): string => (count === 1 ? '1 star' : `${count} stars`);
