import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { ModelHost } from './host.ts';
import type { Installed } from '../../../lib/installed.svelte.ts';
import type { Seed } from '../../../lib/seed.svelte.ts';

/** What each of the model's activities works with. */
export interface Desk {
  readonly host: ModelHost;
  readonly installed: Installed;
  readonly seed: Seed;
  /** Ends the activity and makes this the drawing: one undo step. */
  put(drawing: Drawing, label: string): void;
}

/** Something that is done with the model's help, one at a time: the panel or a dialog shows it. */
export interface Activity {
  /** It begins, about the drawing as it is. */
  open(): void;
  /** It ends, and whatever it had under way. */
  close(): void;
  /** What is painted in the place of the drawing meanwhile; null: the drawing. */
  readonly shown: Drawing | null;
}
