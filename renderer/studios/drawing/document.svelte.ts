import { emptyDrawing, type Drawing } from '../../../models/drawing/drawing.ts';
import { isFree, type Selection } from '../../../models/drawing/edit.ts';
import type { Author, Stroke } from '../../../models/drawing/stroke.ts';
import { History, stepsOf } from '../../lib/history.svelte.ts';
import { layerName } from './layers.svelte.ts';
import { inkOnlyIn, stepHolding } from '../../lib/held.ts';
import { t } from '../../lib/words.svelte.ts';

/** Where the document lives on disk, as far as the window knows. */
export class DocumentFile {
  name = $state('');
  /** null: not saved anywhere yet. */
  handle = $state<string | null>(null);
  /** What is in the file now; null: not known to be in any. */
  saved = $state.raw<Drawing | null>(null);

  constructor(name: string, handle: string | null, saved: Drawing | null) {
    this.name = name;
    this.handle = handle;
    this.saved = saved;
  }
}

/** One state of the document. Opening another file is a step of its history too: nothing is lost by it. */
interface State {
  drawing: Drawing;
  file: DocumentFile;
  /** Who made it from the state before. */
  author: Author;
}

export interface Edit {
  label: string;
  drawing: Drawing;
  selection?: Selection;
  author?: Author;
  /** Consecutive edits with the same key are one step. */
  merge?: string;
}

/** What a new file is called. */
export const untitled = (): string => `${t('Untitled')}.gomdraw`;
/** Bytes that undo steps may hold beside the drawing itself. */
const historyBudget = 64 * 2 ** 20;

/** What the studio begins with. */
export function blank(): State {
  const empty = emptyDrawing();
  const drawing = { ...empty, layers: empty.layers.map((layer, i) => ({ ...layer, name: layerName(i + 1) })) };
  return { drawing, file: new DocumentFile(untitled(), null, drawing), author: 'person' };
}

/** The drawing being worked on: its history, its file and what is selected in it. */
export class DrawingDocument {
  readonly history = new History<State>(
    blank(),
    ({ drawing }, next) => stepHolding(inkOnlyIn(drawing, next.drawing)),
    historyBudget,
  );
  selection = $state.raw<Selection>(new Set());

  get drawing(): Drawing {
    return this.history.present.drawing;
  }

  get file(): DocumentFile {
    return this.history.present.file;
  }

  get dirty(): boolean {
    return this.drawing !== this.file.saved;
  }

  get empty(): boolean {
    return this.drawing.strokes.length === 0;
  }

  readonly selected = $derived.by((): readonly Stroke[] =>
    this.selection.size === 0 ? [] : this.drawing.strokes.filter(({ id }) => this.selection.has(id)),
  );

  /** The history's steps, oldest first. */
  readonly steps = $derived.by(() => stepsOf(this.history));

  /** Makes a change that can be undone as one step. What is no longer there, or free, is no longer selected. */
  edit({ label, drawing, selection = this.selection, author = 'person', merge }: Edit): void {
    if (drawing === this.drawing) return;
    const state: State = { drawing, file: this.file, author };
    this.history.push(state, merge === undefined ? { label } : { label, merge });
    this.selection = this.#there(selection);
  }

  /** Puts another document in the place of this one; undo brings this one back. */
  replace(label: string, drawing: Drawing, file: DocumentFile): void {
    this.history.push({ drawing, file, author: 'person' }, { label });
    this.selection = new Set();
  }

  /** A new, empty document. */
  clear(): void {
    const { drawing, file } = blank();
    this.replace(t('New'), drawing, file);
  }

  /** Starts from what a session kept; there is nothing to undo. */
  restore(drawing: Drawing, name: string, saved: boolean): void {
    const file = new DocumentFile(name, null, saved ? drawing : null);
    this.history.reset({ drawing, file, author: 'person' });
    this.selection = new Set();
  }

  undo(): string | null {
    const label = this.history.undo();
    this.selection = this.#there(this.selection);
    return label;
  }

  redo(): string | null {
    const label = this.history.redo();
    this.selection = this.#there(this.selection);
    return label;
  }

  /** Goes to the state after so many steps. */
  goTo(steps: number): void {
    while (this.history.past.length > steps && this.undo() !== null);
    while (this.history.past.length < steps && this.redo() !== null);
  }

  select(selection: Selection): void {
    this.selection = this.#there(selection);
    this.history.settle();
  }

  #there(selection: Selection): Selection {
    if (selection.size === 0) return selection;
    const there = this.drawing.strokes.filter((stroke) => selection.has(stroke.id) && isFree(this.drawing, stroke));
    return new Set(there.map(({ id }) => id));
  }
}
