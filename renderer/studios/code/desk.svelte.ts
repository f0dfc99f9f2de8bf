import { t } from '../../lib/words.svelte.ts';
import { PageDocument, type State } from './document.svelte.ts';

/** What a new file is called. */
export const untitled = (): string => `${t('Untitled')}.gompage`;
/** Open documents. A picture of each is in memory: this many are some hundred megabytes. */
export const mostDocuments = 60;
/** How many of those that were put away can be brought back: their pictures and histories are in memory, too. */
export const mostAway = 4;

/** The documents that lie on the desk: several sketches can be open at once, one is in front. */
export class Desk {
  /** In the order in which they were opened; never none. */
  list = $state.raw<readonly PageDocument[]>([new PageDocument(untitled())]);
  #front = $state.raw<PageDocument>(this.list[0]!);
  /** Those that were put away last, the latest last, and where each lay. */
  #away: readonly { document: PageDocument; at: number }[] = [];

  get front(): PageDocument {
    return this.#front;
  }

  show(document: PageDocument): void {
    if (this.list.includes(document)) this.#front = document;
  }

  /** The next or the previous one, around the ends. */
  step(by: 1 | -1): void {
    const at = this.list.indexOf(this.#front);
    this.#front = this.list[(at + by + this.list.length) % this.list.length]!;
  }

  /** Lays a document on the desk. A blank one makes room for it. Answers whether there was room. */
  add(document: PageDocument, inFront: boolean): boolean {
    const kept = this.list.filter((other) => !other.blank);
    if (kept.length >= mostDocuments) return false;
    this.#own(document);
    const hidden = !kept.includes(this.#front);
    this.list = [...kept, document];
    if (inFront || hidden) this.#front = document;
    return true;
  }

  /** A document's file has what is in it now. */
  saved(document: PageDocument, file: Pick<PageDocument, 'name' | 'handle'>, state: State): void {
    Object.assign(document, { ...file, saved: state });
    // Of another one it has no longer what that had saved.
    for (const other of this.#own(document)) other.saved = null;
  }

  /** A file is one document's: another one of it would save over what this one has saved, unasked. Answers those that lose it. */
  #own({ id, handle }: PageDocument): PageDocument[] {
    const away = this.#away.map(({ document }) => document);
    const others = [...this.list, ...away].filter(
      (other) => other.id !== id && handle !== null && other.handle === handle,
    );
    for (const other of others) other.handle = null;
    return others;
  }

  /** A new, blank document in front. Answers whether there was room. */
  clear(): boolean {
    const blank = this.list.find((document) => document.blank);
    if (!blank) return this.add(new PageDocument(untitled()), true);
    this.#front = blank;
    return true;
  }

  /** Puts a document away; `bringBack` undoes it. */
  close(document: PageDocument): void {
    const at = this.list.indexOf(document);
    if (at < 0) return;
    if (!document.blank) this.#away = [...this.#away, { document, at }].slice(-mostAway);
    const rest = this.list.filter((other) => other !== document);
    this.list = rest.length > 0 ? rest : [new PageDocument(untitled())];
    if (this.#front === document) this.#front = this.list[Math.min(at, this.list.length - 1)]!;
  }

  /** The one that `bringBack` would bring; null: none was put away. */
  get away(): PageDocument | null {
    return this.#away.at(-1)?.document ?? null;
  }

  /** Answers what came back: the one that was put away last. null: nothing was. */
  bringBack(): PageDocument | null {
    const away = this.#away.at(-1);
    if (!away) return null;
    this.#away = this.#away.slice(0, -1);
    const kept = this.list.filter((other) => !other.blank);
    this.list = [...kept.slice(0, away.at), away.document, ...kept.slice(away.at)];
    this.#front = away.document;
    return away.document;
  }

  /** Starts from what a session kept. */
  restore(list: readonly PageDocument[], front: PageDocument): void {
    if (list.length === 0) return;
    this.list = list;
    this.#front = list.includes(front) ? front : list[0]!;
  }
}
