import { z } from 'zod';
import { Manifest } from '../manifest.ts';
import type { Thumbnail } from './thumbnail.ts';

/*
 * What the library keeps of everything that a model made: what it is, how it came about, what the person thinks of it.
 */

/** What became of it: nothing yet; taken into a document; taken and then changed; sent away. */
export const ratings = ['new', 'kept', 'edited', 'discarded'] as const;
export const Rating = z.enum(ratings);
export type Rating = z.infer<typeof Rating>;

export const StudioName = Manifest.shape.task;
export type StudioName = z.infer<typeof StudioName>;

/** The number of a row of the library. */
export const ItemId = z.int().min(1);
/** One request, whose results lie beside each other. */
export const RunId = z.uuid();
export const Tag = z.string().trim().min(1).max(60);
/** Tags of an item, at most. */
export const mostTags = 40;
export const Stars = z.int().min(0).max(5);

/** The network that made it, and how: the same model, settings, seed and prompt give the same result. */
export interface MadeBy {
  name: string;
  version: string;
  variant: string;
  sha256: string;
}

export interface LibraryItem {
  id: number;
  run: string;
  /** Its number in the request's order. */
  place: number;
  studio: StudioName;
  /** The job that made it: `music.continue`. */
  task: string;
  title: string;
  /** null: the job draws nothing at random. */
  seed: number | null;
  /** What was asked for, besides what it started from. */
  settings: Record<string, unknown>;
  /** sha256 of all that the job was given: two with the same were asked the same. */
  prompt: string;
  model: MadeBy;
  provider: string;
  /** Unix time, ms. */
  madeAt: number;
  rating: Rating;
  stars: number;
  tags: string[];
  thumbnail: Thumbnail;
  /** Its name as a file. */
  file: string;
  /** Of the file, before it is packed. */
  bytes: number;
  sha256: string;
}

/** Characters that are searched for. */
export const longestSearch = 200;

/** Which items are looked for. All of it must hold. */
export const LibraryQuery = z.object({
  /** Words that all occur, in any order; the last may be unfinished. Empty: all. */
  text: z.string().max(longestSearch),
  studio: StudioName.nullable(),
  rating: Rating.nullable(),
  /** At least. */
  stars: Stars,
  tag: Tag.nullable(),
  model: z.string().max(64).nullable(),
});
export type LibraryQuery = z.infer<typeof LibraryQuery>;

export const everything: LibraryQuery = { text: '', studio: null, rating: null, stars: 0, tag: null, model: null };

/** A page of what was found, the newest first. */
export const LibraryPageRequest = LibraryQuery.extend({
  /** Goes on behind this item; null: begins. */
  after: ItemId.nullable(),
  limit: z.int().min(1).max(200),
});
export type LibraryPageRequest = z.infer<typeof LibraryPageRequest>;

export interface LibraryPage {
  items: LibraryItem[];
  /** Where the next page begins; null: this is the last. */
  next: number | null;
  /** How many there are in all pages; null: only the first page says so. */
  total: number | null;
}

/** What can be chosen among. */
export interface LibraryFacets {
  total: number;
  models: string[];
  tags: string[];
}

export const LibraryChange = z.object({
  id: ItemId,
  rating: Rating.optional(),
  stars: Stars.optional(),
  // One spelling of what looks the same: a name out of the Finder has its accents apart.
  tags: z.array(z.string().trim().normalize().pipe(Tag)).max(mostTags).optional(),
});
export type LibraryChange = z.infer<typeof LibraryChange>;
