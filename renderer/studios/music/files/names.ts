import { exampleTitle as titleOf } from '../../../../models/words/examples.ts';
import { t } from '../../../lib/words.svelte.ts';

/** A file's name without its extension. */
export const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '');

/** "little-waltz.mid" → "Little waltz", in the person's language. */
export const exampleTitle = (name: string): string => titleOf(name, { t });
