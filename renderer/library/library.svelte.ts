import type { OpenedFile } from '../../electron/ipc/contract.ts';
import {
  everything,
  longestSearch,
  mostTags,
  type LibraryChange,
  type LibraryFacets,
  type LibraryItem,
  type LibraryPage,
  type LibraryQuery,
} from '../../models/library/item.ts';
import { GombocError } from '../../models/error.ts';
import { call } from '../lib/api.ts';
import type { AppState } from '../lib/app.svelte.ts';
import { t } from '../lib/words.svelte.ts';
import { Errands } from './errands.svelte.ts';

/** Items asked for at a time: a few screens of them. */
const pageSize = 60;
/** Items that main gives at once, at most. */
const largestPage = 200;
/** How long typing rests before it is searched for, in ms. */
const pause = 120;
const topic = 'library';

/** What is deleted once the person has confirmed it. */
export type Deletion = { what: 'item'; item: LibraryItem } | { what: 'everything'; total: number };

/** The library as it is looked through: what is searched for, what was found so far, which item is looked at. */
export class LibraryView {
  query = $state.raw<LibraryQuery>(everything);
  items = $state.raw<readonly LibraryItem[]>([]);
  /** How many were found; null: not known yet. */
  total = $state<number | null>(null);
  facets = $state.raw<LibraryFacets>({ total: 0, models: [], tags: [] });
  /** The item that is looked at. */
  chosen = $state<number | null>(null);
  /** Why nothing can be shown; null: it can. */
  trouble = $state.raw<GombocError | null>(null);
  deleting = $state.raw<Deletion | null>(null);
  /** Spoken by screen readers. */
  announcement = $state('');
  /** A tag that is being typed, and the item that it is for: another one may be looked at before it is whole. */
  #typed = $state.raw<{ id: number; tag: string } | null>(null);
  /** Tags that the library was told of, and has not answered yet, by item. */
  readonly #told = new Map<number, readonly string[]>();
  #next: number | null = null;
  #asked = 0;
  #answered = 0;
  #loading = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The library was closed. */
  #left = false;

  /** @param opens gives a file to the studio that reads it */
  constructor(
    private readonly app: AppState,
    private readonly opens: (file: OpenedFile) => void,
    readonly errands = new Errands(),
  ) {}

  /** The library is closed. What is under way goes on. */
  leave(): void {
    this.#left = true;
  }

  get item(): LibraryItem | null {
    return this.items.find(({ id }) => id === this.chosen) ?? null;
  }

  /** Whether anything narrows what is shown. */
  readonly narrowed = $derived.by(() => JSON.stringify(this.query) !== JSON.stringify(everything));

  search(change: Partial<LibraryQuery>): void {
    const query = { ...this.query, ...change };
    // More comes out of the clipboard.
    this.query = { ...query, text: query.text.slice(0, longestSearch) };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(0), 'text' in change ? pause : 0);
  }

  /** Looks again from the newest on, as far as was looked before; what was chosen stays so, if it is found. */
  async refresh(far = this.items.length): Promise<void> {
    const asked = ++this.#asked;
    const { query } = this;
    try {
      const facets = await call('library.facets');
      const wanted = Math.max(pageSize, far);
      // Last: what is changed between it and another question would be shown as it was.
      const first = await this.#page(query, null, wanted);
      const items = [...first.items];
      let { next } = first;
      while (next !== null && items.length < wanted && asked === this.#asked) {
        const page = await this.#page(query, next, wanted - items.length);
        items.push(...page.items);
        next = page.next;
      }
      if (asked !== this.#asked) return;
      this.facets = facets;
      this.items = items;
      this.#next = next;
      this.total = first.total;
      this.trouble = null;
    } catch (error) {
      if (asked === this.#asked) this.#fail(error);
    } finally {
      this.#answered = Math.max(this.#answered, asked);
    }
  }

  #page(query: LibraryQuery, after: number | null, limit: number): Promise<LibraryPage> {
    return call('library.page', { ...query, after, limit: Math.min(largestPage, limit) });
  }

  /** The end of what was found so far comes near. */
  async more(): Promise<void> {
    // While it is looked for anew, what was found before has no end to go on from.
    if (this.#next === null || this.#loading || this.#answered !== this.#asked) return;
    const asked = this.#asked;
    this.#loading = true;
    try {
      const page = await this.#page(this.query, this.#next, pageSize);
      if (asked !== this.#asked) return;
      this.items = [...this.items, ...page.items];
      this.#next = page.next;
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#loading = false;
    }
  }

  choose(id: number | null): void {
    this.chosen = id;
    const { item } = this;
    if (item) this.announcement = item.title;
  }

  /** Goes on by so many items. Answers the index that is chosen now. */
  step(by: number): number {
    const at = this.items.findIndex(({ id }) => id === this.chosen);
    const next = Math.min(this.items.length - 1, Math.max(0, at < 0 ? 0 : at + by));
    this.choose(this.items[next]?.id ?? null);
    return next;
  }

  async open(item: LibraryItem): Promise<void> {
    await this.#try(t('“{name}” could not be opened', { name: item.title }), async () =>
      this.opens(await call('library.open', { id: item.id })),
    );
  }

  async change(change: LibraryChange): Promise<void> {
    await this.#try(t('The library could not be changed'), async () => {
      const changed = await call('library.change', change);
      this.items = this.items.map((item) => (item.id === changed.id ? changed : item));
      if (change.tags) this.facets = await call('library.facets');
    });
  }

  /** What is typed as a tag for the item that is looked at. */
  get tag(): string {
    return this.#typed !== null && this.#typed.id === this.chosen ? this.#typed.tag : '';
  }

  set tag(tag: string) {
    this.#typed = this.chosen === null ? null : { id: this.chosen, tag };
  }

  /** Adds what was typed. Where there is no room for it, it stays typed. */
  async addTag(item: LibraryItem): Promise<void> {
    const added = this.tag.trim().slice(0, 60);
    const tags = this.#told.get(item.id) ?? item.tags;
    const again = tags.some((tag) => tag.toLowerCase() === added.toLowerCase());
    if (added !== '' && tags.length >= mostTags && !again) {
      return this.app.notices.add('warning', t('“{tag}” was not added', { tag: added }), {
        detail: t('An item can have {mostTags} tags.', { mostTags }),
        remedy: t('Take one off.'),
        topic,
      });
    }
    this.tag = '';
    if (added !== '') await this.changeTags(item, (tags) => [...tags, added].slice(0, mostTags));
  }

  /** Each time of the tags as the change before will leave them: the library answers nothing while it is exported. */
  async changeTags({ id, tags: known }: LibraryItem, change: (tags: readonly string[]) => string[]): Promise<void> {
    const tags = change(this.#told.get(id) ?? known);
    this.#told.set(id, tags);
    await this.change({ id, tags });
    if (this.#told.get(id) === tags) this.#told.delete(id);
  }

  /** Does the job again that made it. */
  async makeAgain(item: LibraryItem): Promise<void> {
    const { errands, query } = this;
    errands.verdict = null;
    errands.share.again = 0;
    const made = await errands.again.run({ id: item.id }, (share) => (errands.share.again = share));
    if (made === null) return;
    if (made instanceof GombocError) return this.app.notices.fail(t('It could not be made again'), made, { topic });
    const id = made.ids[0]!;
    const text = made.same
      ? t('Made again: the same as the first time.')
      : made.otherModel
        ? t('Made again, with another version of the model: it may differ from the first time.')
        : t('Made again: it differs from the first time, as another provider or machine may compute.');
    errands.verdict = { id, text };
    // Whoever looks at something else by now is not torn from it: the next key or star would be for the new one.
    if (this.#left || this.chosen !== item.id || this.query !== query) {
      return this.app.notices.add('info', text, { topic, detail: item.title });
    }
    this.query = everything;
    await this.refresh(0);
    this.choose(id);
    this.announcement = text;
  }

  /** Asks first: what is deleted is gone. */
  askToDelete(deletion: Deletion): void {
    this.deleting = deletion;
  }

  async delete(): Promise<void> {
    const { deleting } = this;
    this.deleting = null;
    if (!deleting) return;
    await this.#try(t('It could not be deleted'), async () => {
      if (deleting.what === 'everything') {
        await call('library.clear');
        await this.app.taste.load();
      } else await call('library.remove', { ids: [deleting.item.id] });
      if (deleting.what === 'everything') this.chosen = null;
      // The person may look at another one by now.
      else if (this.chosen === deleting.item.id) {
        const at = this.items.findIndex(({ id }) => id === deleting.item.id);
        this.chosen = at < 0 ? null : ((this.items[at + 1] ?? this.items[at - 1])?.id ?? null);
      }
      await this.refresh();
      this.announcement =
        deleting.what === 'everything'
          ? t('Everything was deleted')
          : t('{name} was deleted', { name: deleting.item.title });
    });
  }

  async exportAll(): Promise<void> {
    const { notices } = this.app;
    const { exporting, share } = this.errands;
    share.exporting = 0;
    const saved = await exporting.run(undefined, (done) => (share.exporting = done));
    if (saved instanceof GombocError) notices.fail(t('The library could not be exported'), saved, { topic });
    else if (saved) notices.add('info', t('The library was exported to “{name}”', { name: saved.name }), { topic });
  }

  async #try(title: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.app.notices.fail(title, error, { topic });
    }
  }

  #fail(error: unknown): void {
    this.trouble = error instanceof GombocError ? error : null;
    this.app.notices.fail(t('The library could not be read'), error, { topic });
  }
}
