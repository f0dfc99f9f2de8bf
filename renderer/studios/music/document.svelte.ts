import { emptyPerformance, type Note, type Performance } from '../../../models/music/note.ts';
import { History } from '../../lib/history.svelte.ts';
import type { Edit, Selection } from './edits.ts';
import { onlyIn, stepHolding } from '../../lib/held.ts';
import { t } from '../../lib/words.svelte.ts';

/** Where the document lives on disk, as far as the window knows. */
export class DocumentFile {
  name = $state('');
  /** null: not saved anywhere yet. */
  handle = $state<string | null>(null);
  /** What is in the file now; null: not known to be in any. */
  saved = $state.raw<Performance | null>(null);

  constructor(name: string, handle: string | null, saved: Performance | null) {
    this.name = name;
    this.handle = handle;
    this.saved = saved;
  }
}

/** One state of the document. Opening another file is a step of its history too: nothing is lost by it. */
interface State {
  performance: Performance;
  file: DocumentFile;
}

/** What a new file is called. */
export const untitled = (): string => `${t('Untitled')}.mid`;
/** Bytes that undo steps may hold beside the performance itself. */
const historyBudget = 64 * 2 ** 20;
/** V8's, as in `held.ts`; a change of the pedal, of tempo or meter is no larger than a note. */
const noteBytes = 60;

/** Bytes that only the first of two performances holds. */
const notesOnlyIn = (performance: Performance, next: Performance): number =>
  (['notes', 'pedal', 'tempos', 'meters'] as const).reduce(
    (sum, part) => sum + onlyIn<unknown>(performance[part], next[part], () => noteBytes),
    0,
  );

function blank(): State {
  const performance = emptyPerformance();
  return { performance, file: new DocumentFile(untitled(), null, performance) };
}

/** The performance being worked on: its history, its file and what is selected in it. */
export class MusicDocument {
  readonly history = new History<State>(
    blank(),
    ({ performance }, next) => stepHolding(notesOnlyIn(performance, next.performance)),
    historyBudget,
  );
  selection = $state.raw<Selection>(new Set());
  /** A change under the hand, not yet done. */
  draft = $state.raw<Edit | null>(null);

  get performance(): Performance {
    return this.history.present.performance;
  }

  /** What is on the screen: the draft, while there is one. */
  get shown(): Performance {
    return this.draft?.performance ?? this.performance;
  }

  get shownSelection(): Selection {
    return this.draft?.selection ?? this.selection;
  }

  get file(): DocumentFile {
    return this.history.present.file;
  }

  get dirty(): boolean {
    return this.performance !== this.file.saved;
  }

  get empty(): boolean {
    return this.performance.notes.length === 0;
  }

  /** Makes a change that can be undone as one step. */
  edit(label: string, { performance, selection }: Edit, merge?: string): void {
    this.draft = null;
    this.history.push({ performance, file: this.file }, merge === undefined ? { label } : { label, merge });
    this.selection = selection;
  }

  /** Puts another document in the place of this one; undo brings this one back. */
  replace(label: string, performance: Performance, file: DocumentFile): void {
    this.draft = null;
    this.history.push({ performance, file }, { label });
    this.selection = new Set();
  }

  /** A new, empty document. */
  clear(): void {
    const { performance, file } = blank();
    this.replace(t('New'), performance, file);
  }

  /** Starts from what a session kept; there is nothing to undo. */
  restore(performance: Performance, name: string, saved: boolean): void {
    this.history.reset({ performance, file: new DocumentFile(name, null, saved ? performance : null) });
    this.selection = new Set();
  }

  undo(): string | null {
    return this.#step(this.history.undo());
  }

  redo(): string | null {
    return this.#step(this.history.redo());
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.history.settle();
  }

  selectAll(): void {
    this.select(new Set(this.performance.notes));
  }

  #step(label: string | null): string | null {
    this.draft = null;
    if (label !== null && this.selection.size > 0) {
      const there = new Set<Note>(this.performance.notes);
      this.selection = new Set([...this.selection].filter((note) => there.has(note)));
    }
    return label;
  }
}
