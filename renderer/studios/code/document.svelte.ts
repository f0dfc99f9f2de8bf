import { isAgain } from '../../../models/code/correct.ts';
import type { Element, Page } from '../../../models/code/page.ts';
import { emptyDrawing, type Drawing } from '../../../models/drawing/drawing.ts';
import type { GombocError } from '../../../models/error.ts';
import { History, stepsOf, type Author } from '../../lib/history.svelte.ts';
import { PenSheet } from './intake/pen/sheet.svelte.ts';
import type { Device } from './preview/look.ts';
import { rowsById, rowsOf, type Row } from './outline.ts';
import type { Sketch } from './sketch/sketch.ts';
import { inkOnlyIn, onlyIn, stepHolding } from '../../lib/held.ts';
import { t } from '../../lib/words.svelte.ts';

/** How far the sketch has been read. `nothing`: the model says that there is no wireframe in it. */
export type Outcome = 'unread' | 'read' | 'nothing';

/** One state of a document. */
export interface State {
  /** null: a page without one, from a file of markup. */
  sketch: Sketch | null;
  /** What the sketch is a picture of, where it was drawn here. */
  ink: Drawing | null;
  page: Page;
  outcome: Outcome;
  /** Who made it from the state before. */
  author: Author;
}

export interface Edit {
  label: string;
  page: Page;
  /** What is selected afterwards; undefined: the same as before. */
  selected?: string | null;
  author?: Author;
  outcome?: Outcome;
  /** Consecutive edits with the same key are one step. */
  merge?: string;
}

export const emptyPage: Page = { children: [] };
/** All that is drawn before the pen is put down is one step, whatever is looked at meanwhile. */
const inkStep = 'ink';
/** Bytes that undo steps may hold beside what is on the desk; a picture of the largest size has 16 MiB. */
const historyBudget = 128 * 2 ** 20;
/** V8's, as in `held.ts`, with what the model said of it. */
const elementBytes = 400;

/** Bytes that only the first of two states holds. */
function bytesOnlyIn({ sketch, ink, page }: State, next: State): number {
  const elements = (page: Page) => rowsOf(page).map(({ element }) => element);
  return stepHolding(
    sketch && sketch.image !== next.sketch?.image ? sketch.image.data.byteLength : 0,
    ink ? inkOnlyIn(ink, next.ink ?? emptyDrawing()) : 0,
    page === next.page ? 0 : onlyIn(elements(page), elements(next.page), () => elementBytes),
  );
}

/** A sketch and the page that is made from it: its history, its file, and what is pointed at. */
export class PageDocument {
  readonly id: string;
  readonly history: History<State>;
  name = $state('');
  /** Of its project file; null: not saved anywhere yet. */
  handle = $state<string | null>(null);
  /** What is in that file. */
  saved = $state.raw<State | null>(null);
  /** The chosen element. */
  selected = $state<string | null>(null);
  /** What is under the pointer, in whichever pane. */
  pointed = $state<string | null>(null);
  /** Why it could not be read; null: nothing went wrong. */
  trouble = $state.raw<GombocError | null>(null);
  /** A wireframe that is drawn here; null: the sketch came from elsewhere. */
  pen = $state.raw<PenSheet | null>(null);
  /** Chosen width of the preview; null: as the sketch is shaped. */
  device = $state<Device | null>(null);
  /** Parts of the structure that are folded. */
  folded = $state.raw<ReadonlySet<string>>(new Set());

  constructor(name: string, state: Partial<State> = {}, id: string = crypto.randomUUID()) {
    this.id = id;
    this.name = name;
    const initial: State = {
      ...{ sketch: null, ink: null, page: emptyPage, outcome: 'unread', author: 'person' },
      ...state,
    };
    this.history = new History(initial, bytesOnlyIn, historyBudget);
    if (!initial.ink) return;
    this.pen = new PenSheet();
    this.pen.restore(initial.ink);
  }

  get state(): State {
    return this.history.present;
  }

  get page(): Page {
    return this.state.page;
  }

  get sketch(): Sketch | null {
    return this.state.sketch;
  }

  get outcome(): Outcome {
    return this.state.outcome;
  }

  /** Nothing is in it: no sketch, no page, no ink. */
  get blank(): boolean {
    return this.sketch === null && this.page.children.length === 0 && (this.pen?.empty ?? true);
  }

  get dirty(): boolean {
    return this.state !== this.saved && !this.blank;
  }

  readonly rows = $derived.by((): readonly Row[] => rowsOf(this.page));
  readonly byId = $derived.by((): ReadonlyMap<string, Row> => rowsById(this.rows));

  readonly element = $derived.by((): Element | null =>
    this.selected === null ? null : (this.byId.get(this.selected)?.element ?? null),
  );

  /** The history's steps, oldest first. */
  readonly steps = $derived.by(() => stepsOf(this.history));

  /** Makes a change that can be undone as one step. */
  edit({ label, page, selected, author = 'person', outcome = this.outcome, merge }: Edit): void {
    if (page === this.page && outcome === this.outcome) return;
    const { element: chosen } = this;
    this.history.push({ ...this.state, page, outcome, author }, merge === undefined ? { label } : { label, merge });
    if (selected !== undefined) this.#look(selected);
    else if (author === 'model') this.#lookAgain(chosen);
    else this.#look(this.selected);
  }

  /** Another picture of the same, straightened or turned. What was read of the old one is kept until it is read. */
  redraw(label: string, sketch: Sketch): void {
    this.history.push({ ...this.state, sketch, outcome: 'unread', author: 'person' }, { label });
  }

  /** There is more ink, or less. @param sketch its picture; null: the paper is empty, and so is the page */
  draw(ink: Drawing, sketch: Sketch | null): void {
    const page = sketch ? this.page : emptyPage;
    const label = sketch ? t('Draw') : t('Clear the paper');
    this.history.push({ sketch, ink, page, outcome: 'unread', author: 'person' }, { label, merge: inkStep });
    this.#look(this.selected);
  }

  /**
   * What a reading found. It belongs to the step that brought the picture: taking that back takes the page with it.
   * @param base the state that was read; if another is there by now, the reading came too late
   */
  settle(edit: Edit, base: State): void {
    if (this.state !== base) return;
    const { page, outcome = this.outcome, author = 'model' } = edit;
    if (base.outcome !== 'unread') return this.edit({ ...edit, author });
    const { element: chosen } = this;
    this.history.amend({ ...base, page, outcome, author });
    this.#lookAgain(chosen);
  }

  select(id: string | null): void {
    this.#look(id);
    this.history.settle(inkStep);
  }

  undo(): string | null {
    const label = this.history.undo();
    this.#follow();
    return label;
  }

  redo(): string | null {
    const label = this.history.redo();
    this.#follow();
    return label;
  }

  /** Goes to the state after so many steps. */
  goTo(steps: number): void {
    while (this.history.past.length > steps && this.undo() !== null);
    while (this.history.past.length < steps && this.redo() !== null);
  }

  toggleFold(id: string, fold = !this.folded.has(id)): void {
    const folded = new Set(this.folded);
    if (fold) folded.add(id);
    else folded.delete(id);
    this.folded = folded;
  }

  /** After a step back or forth: the paper shows the ink that belongs to it. */
  #follow(): void {
    this.#look(this.selected);
    const { pen } = this;
    if (!pen || pen.drawing === this.state.ink) return;
    pen.restore(this.state.ink ?? emptyDrawing(pen.drawing.width, pen.drawing.height));
  }

  /** What was chosen is so where it was read again. */
  #lookAgain(chosen: Element | null): void {
    const called = chosen && this.byId.get(chosen.id)?.element;
    this.#look(called && isAgain(called, chosen) ? chosen.id : null);
  }

  #look(id: string | null): void {
    this.selected = id !== null && this.byId.has(id) ? id : null;
    if (this.pointed !== null && !this.byId.has(this.pointed)) this.pointed = null;
  }
}
