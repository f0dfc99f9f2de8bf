import { Work } from '../lib/work.svelte.ts';

/** What the library has under way: it goes on when the library is closed, and can be cancelled when it is open again. */
export class Errands {
  readonly again = new Work('library.again');
  readonly exporting = new Work('library.export');
  /** How much of either is done, 0…1. */
  share = $state({ again: 0, exporting: 0 });
  /** What came of making something again, by the new item. */
  verdict = $state.raw<{ id: number; text: string } | null>(null);
}
