import { call } from '../../../lib/api.ts';
import type { PageDocument, State } from '../document.svelte.ts';

/**
 * How long after the last change the whole work is written down, in ms: at once where nothing else holds the change,
 * later where it was appended, for the pictures of all documents are in the whole.
 */
const [soon, later] = [150, 4000];

/** Main takes a line of a megabyte at most. */
const longestLine = 2 ** 20 - 1024;

/** Where the words go. */
export interface Shelf {
  keep: (revision: number, text: string) => Promise<void>;
  append: (revision: number, text: string) => Promise<void>;
  /** Whether there is work that can't be written down yet: a window that is closed waits for it. */
  owe: (owing: boolean) => Promise<void>;
}

const main: Shelf = {
  keep: (revision, text) => call('session.keep', { studio: 'code', revision, text }),
  append: (revision, text) => call('session.append', { studio: 'code', revision, text }),
  owe: (owing) => call('session.owe', { studio: 'code', owing }),
};

/** What puts the work into words. */
export interface Words {
  /** All of it; null: not yet, a picture is still being packed. */
  whole: () => string | null;
  /** Whether a picture is still to be packed. */
  unpacked: () => boolean;
  /** Resolves when the pictures are packed. */
  packed: () => Promise<unknown>;
  /** What a document's page is now, as one line. */
  line: (document: PageDocument) => string;
}

/** Keeps the unsaved work in the profile: each edit of a page at once, a new sketch as soon as it is packed. */
export class Keeper {
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** What the words on the shelf say of each document. One that was put away goes, and takes its picture with it. */
  readonly #known = new WeakMap<PageDocument, State>();
  /** Something changed that only the whole text can tell. */
  #behind = false;
  /** What main was told last. */
  #owing = false;

  constructor(
    private readonly words: Words,
    private readonly onFailure: (error: unknown) => void,
    private readonly shelf: Shelf = main,
  ) {}

  /** What was restored: nothing of it has to be written down again. */
  knows(documents: readonly PageDocument[]): void {
    for (const document of documents) this.#known.set(document, document.state);
  }

  /** A document may have changed. */
  changed(document: PageDocument): void {
    const before = this.#known.get(document);
    const { state } = document;
    if (before === state) return;
    this.#known.set(document, state);
    const line = before && before.sketch === state.sketch && !this.#behind ? this.words.line(document) : null;
    if (line !== null && line.length <= longestLine) {
      this.shelf.append(++this.#revision, line).catch(this.onFailure);
      this.#plan(later);
    } else {
      this.#behind = true;
      this.#plan(soon);
    }
  }

  /** Something besides the pages changed: which documents there are, their names, the panes. */
  touch(): void {
    this.#behind = true;
    this.#plan(soon);
  }

  #plan(pause: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#write(), pause);
    this.#tell();
  }

  /** Tells main of what is owed, where that is news. */
  #tell(): void {
    const owing = this.#timer !== null && this.words.unpacked();
    if (owing === this.#owing) return;
    this.#owing = owing;
    this.shelf.owe(owing).catch(this.onFailure);
  }

  async #write(): Promise<void> {
    try {
      await this.words.packed();
    } catch (error) {
      this.onFailure(error);
      return this.#plan(later);
    }
    this.flush();
  }

  /** Writes the whole work now, once its pictures are ready. At once, where they are: the window may be going. */
  async now(): Promise<void> {
    this.flush();
    if (this.#timer !== null) await this.#write();
  }

  /** Writes the whole work now, if something changed since the last time and the pictures are ready. */
  flush(): void {
    if (this.#timer === null) return;
    const text = this.words.whole();
    if (text === null) return this.#plan(soon);
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#behind = false;
    this.shelf.keep(++this.#revision, text).catch(this.onFailure);
    this.#tell();
  }
}
