import type { StudioId } from '../../electron/ipc/contract.ts';
import type { Sentence } from '../../models/words/words.ts';

export interface Step {
  /** Where something is made; null: only words. */
  studio: StudioId | null;
  title: Sentence;
  text: Sentence;
}

/** What the tour shows, in this order. */
export const steps: readonly Step[] = [
  {
    studio: null,
    title: 'Welcome to Gomboc',
    text: 'Three studios, each with a model that works on this machine alone. See each of them make something: it takes less than a minute.',
  },
  {
    studio: 'code',
    title: 'A sketch becomes a page',
    text: 'The model reads a drawn wireframe, and the page grows as it is read. Click an element to correct it.',
  },
  {
    studio: 'drawing',
    title: 'A drawing that was begun is finished',
    text: 'The model draws the rest. While you draw, it suggests the next strokes: Tab takes one.',
  },
  {
    studio: 'music',
    title: 'A waltz goes on',
    text: 'The model continues it, in several takes. Listen to each, and accept the one you like.',
  },
];
