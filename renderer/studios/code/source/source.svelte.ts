import type { Page } from '../../../../models/code/page.ts';
import type { GombocError } from '../../../../models/error.ts';
import { asGombocError } from '../../../lib/api.ts';
import type { Theme } from '../preview/look.ts';
import type { Target } from './editor.ts';
import { Writer } from './writer.ts';

/** What is written as code. */
export interface Wanted {
  page: Page;
  /** Whose page it is. */
  document: object;
  target: Target;
  theme: Theme;
  /** What the sketch is called. */
  name: string;
  /** It is being read: more will come in moments. */
  growing: boolean;
}

/** What a draft is about: the page, or the document, where it has nothing on its page, for those share theirs. */
const aboutOf = ({ page, document }: Wanted): object => (page.children.length > 0 ? page : document);

/** A hand that writes in the code: each answers whether there was anything of its own to take back or do again. */
export interface Hand {
  undo(): boolean;
  redo(): boolean;
}

/** What writes pages; tests hand in their own. */
export type Writing = Pick<Writer, 'source' | 'folder' | 'release'>;

/** The code of the page in front: follows it, one writing at a time, the newest next. */
export class Source {
  text = $state('');
  /** What the text was written from. */
  target = $state<Target>('html');
  theme = $state<Theme>('plain');
  page = $state.raw<Page>({ children: [] });
  growing = $state(false);
  error = $state.raw<GombocError | null>(null);
  /** Markup that the person is changing; null: the text is the page's. */
  draft = $state<string | null>(null);
  draftError = $state.raw<GombocError | null>(null);
  /** The editor's. What is written in it is about the page as it is, and so comes after the page's own steps. */
  hand: Hand | null = null;
  #wanted: Wanted | null = null;
  /** Drafts of what is not shown as markup just now. */
  readonly #drafts = new WeakMap<object, string>();
  #writing = false;

  constructor(private readonly writer: Writing = new Writer()) {}

  /** The page is another now. What the person is writing is about one page: it is there again when that one is. */
  follow(wanted: Wanted): void {
    this.#changeDraft(wanted);
    this.#wanted = wanted;
    if (!this.#writing) void this.#catchUp();
  }

  /** One text, as it is copied, exported and dragged out. @throws GombocError `internal` */
  write(page: Page, target: Target, theme: Theme, name: string): Promise<string> {
    return this.writer.source(page, target, theme, name);
  }

  folder(page: Page, target: Exclude<Target, 'markup'>, theme: Theme, name: string) {
    return this.writer.folder(page, target, theme, name);
  }

  /** The person changed the markup. */
  take(text: string): void {
    this.draft = text === this.text ? null : text;
    this.draftError = null;
  }

  dropDraft(): void {
    this.draft = null;
    this.draftError = null;
  }

  #changeDraft(wanted: Wanted): void {
    const [before, about] = [this.#wanted && aboutOf(this.#wanted), aboutOf(wanted)];
    if (about === before && wanted.target === this.#wanted?.target) return;
    if (before && this.draft !== null) this.#drafts.set(before, this.draft);
    this.dropDraft();
    if (wanted.target !== 'markup') return;
    this.draft = this.#drafts.get(about) ?? null;
    this.#drafts.delete(about);
  }

  release(): void {
    this.writer.release();
  }

  async #catchUp(): Promise<void> {
    this.#writing = true;
    let done: Wanted | null = null;
    while (this.#wanted && this.#wanted !== done) {
      const now: Wanted = this.#wanted;
      try {
        const { page, target, theme, growing, name } = now;
        // The first element is on its way, and the engine needs the processor.
        const bare = growing && page.children.length === 0;
        const text = bare ? '' : await this.writer.source(page, target, theme, name);
        Object.assign(this, { page, target, theme, growing, text, error: null });
      } catch (error) {
        this.error = asGombocError(error);
      }
      done = now;
    }
    this.#writing = false;
  }
}
