import type { Sentence } from '../../../models/words/words.ts';
import {
  add,
  confirm,
  find,
  kindsFor,
  move,
  put,
  remove,
  setKind,
  setText,
  setWidth,
  type Direction,
  type Spot,
} from '../../../models/code/edit.ts';
import type { Kind, Page } from '../../../models/code/page.ts';
import { columnWidth, hasText, isContainer } from '../../../models/code/vocabulary.ts';
import type { AppState } from '../../lib/app.svelte.ts';
import type { Edit, PageDocument } from './document.svelte.ts';
import { elementName, kindsInOrder, kindTitle } from './names.ts';
import { heirOf, rowsOf } from './outline.ts';
import type { Reading } from './reading/reading.svelte.ts';
import type { Readings } from './reading/readings.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

/** What the edits need of the studio. */
export interface EditHost {
  readonly app: AppState;
  readonly document: PageDocument;
  readonly reading: Pick<Reading, 'yieldTo' | 'readOn'>;
  /** Another reading that is looked at is not what is changed. */
  readonly readings: Pick<Readings, 'shown'>;
  announce(text: string): void;
}

const directions: Record<Direction, Sentence> = { up: 'Move up', down: 'Move down', in: 'Move in', out: 'Move out' };

/** What a person changes about the chosen element: each is one undo step, and their word from then on. */
export class Edits {
  /** Pages never change: what is possible with one is found out once. */
  readonly #kinds = new WeakMap<Page, Map<string, readonly Kind[]>>();

  constructor(private readonly host: EditHost) {}

  hasText(kind: Kind): boolean {
    return hasText(kind);
  }

  /** What the element may be where it stands, itself among them. */
  kindsFor(id: string): readonly Kind[] {
    return this.#known(`for ${id}`, (page) => kindsFor(page, id));
  }

  kindsToAdd(id: string, where: 'after' | 'inside'): readonly Kind[] {
    const found = find(this.host.document.page, id);
    if (!found || (where === 'inside' && !isContainer(found.element.kind))) return [];
    const place = where === 'after' ? { after: id } : { into: id };
    return this.#known(`${where} ${id}`, (page) => kindsInOrder.filter((kind) => add(page, kind, place) !== null));
  }

  /** Twelfths that a column may take beside the others of its row. */
  widestOf(id: string): number {
    const found = find(this.host.document.page, id);
    const others = (found?.parent?.children ?? []).filter((element) => element.id !== id);
    return 12 - others.reduce((sum, { kind }) => sum + (columnWidth(kind) ?? 0), 0);
  }

  canMove(direction: Direction): boolean {
    const { page, selected } = this.host.document;
    return selected !== null && move(page, selected, direction) !== null;
  }

  /** The model reads on from here with what it now knows, unless that was switched off. */
  setKind(kind: Kind): void {
    const { document, app, reading } = this.host;
    const { element } = document;
    if (!element || element.kind === kind) return;
    const done = this.#do(setKind(document.page, element.id, kind), {
      label: t('Make it: {kind}', { kind: kindTitle(kind) }),
    });
    if (done && app.settings.codeReread && document.sketch) void reading.readOn(document, element.id);
  }

  /** While it is being written all of it is one step. */
  setText(text: string): void {
    const { document } = this.host;
    const id = document.selected;
    if (id === null) return;
    const plain = text.replace(/\s+/g, ' ');
    this.#do(setText(document.page, id, plain), { label: t('Change the text'), merge: `text ${id}` });
  }

  setWidth(twelfths: number): void {
    const { document } = this.host;
    const id = document.selected;
    if (id === null || columnWidth(document.element!.kind) === twelfths) return;
    this.#do(setWidth(document.page, id, twelfths), { label: t('Change the width'), merge: `width ${id}` });
  }

  move(direction: Direction): void {
    const { document } = this.host;
    if (document.selected === null) return;
    this.#do(move(document.page, document.selected, direction), { label: t(directions[direction]) });
  }

  /** Whether an element may be taken there. */
  canPut(id: string, spot: Spot): boolean {
    return !this.host.readings.shown && put(this.host.document.page, id, spot) !== null;
  }

  put(id: string, spot: Spot): void {
    const { document, announce } = this.host;
    const element = find(document.page, id)?.element;
    if (!element) return;
    const label = t('Move {element}', { element: elementName(element) });
    if (this.#do(put(document.page, id, spot), { label, selected: id }))
      announce.call(this.host, t('{element} was moved', { element: elementName(element) }));
  }

  remove(): void {
    const { document } = this.host;
    const { element } = document;
    if (!element) return;
    const next = heirOf(document.rows, element.id);
    this.#do(remove(document.page, element.id), {
      label: t('Delete {element}', { element: elementName(element) }),
      selected: next,
    });
  }

  add(kind: Kind, where: 'after' | 'inside'): void {
    const { document } = this.host;
    const id = document.selected;
    if (id === null) return;
    const page = add(document.page, kind, where === 'after' ? { after: id } : { into: id });
    const before = new Set(document.byId.keys());
    const made = page && rowsOf(page).find(({ element }) => !before.has(element.id));
    this.#do(page, { label: t('Add {kind}', { kind: kindTitle(kind) }), selected: made?.element.id ?? id });
  }

  /** The model read it right. */
  confirm(): void {
    const { document, announce } = this.host;
    const { element } = document;
    if (!element || element.fixed) return;
    if (
      this.#do(confirm(document.page, element.id), { label: t('Confirm {element}', { element: elementName(element) }) })
    ) {
      announce.call(this.host, t('{element}, by your word', { element: elementName(element) }));
    }
  }

  /** The whole page was written anew. */
  replace(page: Page, label: string): void {
    this.#make(page, { label });
  }

  /** Answers whether it could be done; says so if it could not. */
  #do(page: Page | null, how: Omit<Edit, 'page'>): boolean {
    if (!page || this.host.readings.shown) {
      this.host.announce(t('That can’t be done here'));
      return false;
    }
    this.#make(page, how);
    return true;
  }

  #make(page: Page, how: Omit<Edit, 'page'>): void {
    const { document, reading } = this.host;
    reading.yieldTo(document);
    document.edit({ ...how, page, outcome: 'read' });
  }

  #known(key: string, find: (page: Page) => readonly Kind[]): readonly Kind[] {
    const { page } = this.host.document;
    const known = this.#kinds.get(page) ?? new Map<string, readonly Kind[]>();
    this.#kinds.set(page, known);
    const kinds = known.get(key) ?? find(page);
    known.set(key, kinds);
    return kinds;
  }
}
