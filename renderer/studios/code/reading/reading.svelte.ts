import type { Page } from '../../../../models/code/page.ts';
import { graft, prefixOf } from '../../../../models/code/correct.ts';
import { PageReader, pruned } from '../../../../models/code/read.ts';
import { longestPrefix, type ReadResult } from '../../../../models/code/request.ts';
import { GombocError } from '../../../../models/error.ts';
import { Work } from '../../../lib/work.svelte.ts';
import type { Desk } from '../desk.svelte.ts';
import { emptyPage, type PageDocument, type State } from '../document.svelte.ts';
import { countOfElements, elementName } from '../names.ts';
import { rowsOf } from '../outline.ts';
import type { Installed } from '../../../lib/installed.svelte.ts';
import { number, t } from '../../../lib/words.svelte.ts';

/** No element: a reading from the beginning goes on behind nothing. */
const nothing = '';

/**
 * The element up to which the page stays as it is, and behind which what the person said is put back; null: all is new.
 * What was said of a picture that has been straightened since is not where it was.
 */
export function keepsFixed({ base, after }: Pick<Run, 'base' | 'after'>): string | null {
  if (after !== null) return after;
  // What is drawn here is neither straightened nor turned: more ink leaves the rest where it was.
  const said = (base.outcome === 'read' || base.ink !== null) && rowsOf(base.page).some(({ element }) => element.fixed);
  return said ? nothing : null;
}

/** What is asked for: the words, and where each element is. */
export const marks = { text: true, boxes: true } as const;

/** How a reading went. */
export interface Stats extends Pick<ReadResult, 'encodeMs' | 'firstMs' | 'totalMs' | 'provider'> {
  elements: number;
}

/** What is read, and how far. */
interface Run {
  document: PageDocument;
  /** The document as it was when the reading began. */
  base: State;
  /** Goes on behind this element; null: reads all of it. */
  after: string | null;
  /** The page is shown when it is whole: while ink is added, growing anew each time would only flicker. */
  quiet: boolean;
}

export interface ReadOptions {
  /** On a page, where the model saw no wireframe. */
  insist?: boolean;
  quiet?: boolean;
}

/** Reads the sketches on the desk, one at a time, the one in front first. */
export class Reading {
  readonly work = new Work('code.read');
  /** What is being read; null: nothing is. */
  document = $state.raw<PageDocument | null>(null);
  /** The page as far as it has been read. */
  page = $state.raw<Page | null>(null);
  /** The element that was read last. */
  newest = $state<string | null>(null);
  stats = $state.raw<Stats | null>(null);
  /** Resolves when the reading that was begun last is over, however it ended. */
  latest: Promise<void> = Promise.resolve();
  #run: Run | null = null;

  constructor(
    private readonly installed: Installed,
    private readonly desk: Desk,
    private readonly announce: (text: string) => void,
  ) {}

  /** What is shown of a document: while it is read, what there is of it. */
  shownOf(document: PageDocument): Page {
    return document === this.document && this.page ? this.page : document.page;
  }

  /** Reads what waits to be read, if nothing is under way. What was taken back meanwhile needs no reading any more. */
  next(): void {
    if (this.#run && this.#run.document.state !== this.#run.base) this.#end();
    if (this.#run || !this.installed.manifest) return;
    const waiting = (document: PageDocument) =>
      document.sketch !== null && document.outcome === 'unread' && document.trouble === null;
    const document = waiting(this.desk.front) ? this.desk.front : this.desk.list.find(waiting);
    if (document) void this.read(document);
  }

  /** Reads a sketch from its beginning. */
  read(document: PageDocument, { insist = false, quiet = false }: ReadOptions = {}): Promise<void> {
    return (this.latest = this.#start({ document, base: document.state, after: null, quiet }, insist));
  }

  /** Reads what follows an element again, and keeps what is before it and what is fixed. */
  readOn(document: PageDocument, after: string): Promise<void> {
    return (this.latest = this.#start({ document, base: document.state, after, quiet: false }, true));
  }

  /** Ends what is under way and keeps what has been read. False: nothing was. */
  stop(): boolean {
    const run = this.#run;
    if (!run) return false;
    const page = this.page && pruned(this.page);
    this.#end();
    // Containers alone are nothing to give up the page for that was there.
    const kept = page?.children.length === 0 ? run.base.page : page;
    if (run.after === null && kept) this.#settle(run, kept, t('Read, as far as it got'));
    this.announce(t('Stopped reading'));
    return true;
  }

  /** The document is changed by hand, as it was before the reading: one that is under way gives way, with what it has. */
  yieldTo(document: PageDocument): void {
    if (this.#run?.document === document) this.#end();
  }

  async #start(run: Run, insist: boolean): Promise<void> {
    const { sketch } = run.base;
    if (!sketch) return;
    if (this.#run && this.#run.document !== run.document) this.#end();
    const { manifest } = this.installed;
    if (!manifest) {
      run.document.trouble = this.installed.obstacle;
      return;
    }
    const prefix = run.after === null ? [] : prefixOf(run.base.page, run.after, marks);
    if (prefix.length > longestPrefix) {
      this.#tooLong();
      return this.next();
    }
    this.#run = run;
    this.document = run.document;
    run.document.trouble = null;
    const reader = new PageReader();
    for (const token of prefix) reader.accept({ token, probability: 1 });
    const keeps = keepsFixed(run);
    const pageSoFar = () => (keeps === null ? reader.page : graft(run.base.page, keeps, reader.page));
    // A picture that was drawn on keeps its page until the first element of the new one is there.
    this.page = run.base.page;
    this.newest = null;
    // Of what the person has said something there is a page.
    const request = { model: manifest.name, frame: sketch.frame, ...marks, prefix, insist: insist || keeps !== null };
    const result = await this.work.run(request, ({ tokens }) => {
      for (const token of tokens) reader.accept(token);
      if (run.quiet) return;
      this.page = pageSoFar();
      this.newest = rowsOf(reader.page).at(-1)?.element.id ?? null;
    });
    if (this.#run !== run) return;
    this.#end();
    if (result instanceof GombocError) run.document.trouble = result;
    else if (result?.nothing) this.#nothing(run);
    // The network's context was full before the page was over: what is there says more than what was read of it.
    else if (result && run.after !== null && !reader.ended) this.#tooLong();
    else if (result) {
      const page = pruned(pageSoFar());
      this.stats = { ...result, elements: reader.elements };
      this.#settle(run, page, t('Read'));
      this.announce(
        t('Read {elements} in {seconds} seconds', {
          elements: countOfElements(rowsOf(page).length),
          seconds: number(result.totalMs / 1000, 1),
        }),
      );
    }
    this.next();
  }

  /** Lets go of what is under way. */
  #end(): void {
    this.#run = null;
    this.work.cancel();
    this.document = null;
    this.page = null;
    this.newest = null;
  }

  #tooLong(): void {
    this.announce(t('The page is too long to be read on: it stays as it is'));
  }

  #nothing({ document, base }: Run): void {
    this.announce(t('No wireframe was found in this picture'));
    document.settle({ label: t('Read'), page: emptyPage, outcome: 'nothing', author: 'model' }, base);
  }

  /** @param whole what the step is called unless it went on from an element */
  #settle({ document, base, after }: Run, page: Page, whole: string): void {
    const from = after === null ? null : document.byId.get(after);
    const label = from ? t('Read on from {element}', { element: elementName(from.element) }) : whole;
    document.settle({ label, page, outcome: 'read', author: 'model' }, base);
  }
}
