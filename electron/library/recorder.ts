import { randomUUID } from 'node:crypto';
import type { Frame } from '../../models/code/request.ts';
import type { Creation } from '../../models/library/entry.ts';
import type { Rating } from '../../models/library/item.ts';
import type { Language } from '../../models/words/words.ts';
import type { LibraryHost } from './host.ts';

/** Runs of ghosts that are remembered, so that one that is accepted can still be written down. */
const mostHeld = 64;

export interface RecorderOptions {
  library: Pick<LibraryHost, 'ask'>;
  /** A frame's picture as a data address. */
  pictureOf: (frame: Frame) => string;
  /** In which titles are written now. */
  language: () => Language;
  /** Something came into the library. */
  onRecorded: () => void;
  /** It could not be written down; the job's result is not affected. */
  onFailure: (error: unknown) => void;
  now?: () => number;
}

/** A job's input and result, as main has them. */
export type Unpictured =
  | Exclude<Creation, { picture: unknown }>
  | Omit<Creation & { task: 'code.read' }, 'picture'>
  | Omit<Creation & { task: 'code.vary' }, 'picture'>;

/**
 * Writes down what models make. Strokes that are offered while the pen rests come by the hundred: a run of them is
 * written down when one is accepted.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #held = new Map<string, { creation: Creation; madeAt: number }>();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Answers the run's name at once; `written` resolves when it is written down, or could not be. */
  record(made: Unpictured, { hold = true } = {}): { run: string; written: Promise<void> } {
    const { pictureOf, now = Date.now } = this.#options;
    const creation: Creation =
      made.task === 'code.read' || made.task === 'code.vary' ? { ...made, picture: pictureOf(made.input.frame) } : made;
    const run = randomUUID();
    const item = { creation, madeAt: now() };
    if (hold && creation.task === 'drawing.complete' && creation.input.extent === 'stroke') {
      this.#hold(run, item);
      return { run, written: Promise.resolve() };
    }
    return { run, written: this.#write(run, item) };
  }

  /** The person took a result, changed it or sent it away. */
  async rate(run: string, place: number, rating: Rating): Promise<void> {
    const held = this.#held.get(run);
    this.#held.delete(run);
    if (held && rating !== 'discarded') await this.#write(run, held);
    await this.#options.library.ask('rate', { run, place, rating });
    this.#options.onRecorded();
  }

  #hold(run: string, item: { creation: Creation; madeAt: number }): void {
    this.#held.set(run, item);
    const [oldest] = this.#held.keys();
    if (this.#held.size > mostHeld) this.#held.delete(oldest!);
  }

  async #write(run: string, item: { creation: Creation; madeAt: number }): Promise<void> {
    const { library, language, onRecorded, onFailure } = this.#options;
    try {
      await library.ask('record', { run, ...item, language: language() });
      onRecorded();
    } catch (error) {
      onFailure(error);
    }
  }
}
