import { untrack } from 'svelte';
import type { Element, Page } from '../../../models/code/page.ts';
import { parsePage } from '../../../models/code/written.ts';
import { asGombocError, call } from '../../lib/api.ts';
import type { AppState } from '../../lib/app.svelte.ts';
import { whileWanted } from '../../lib/demonstration.ts';
import { Desk, mostDocuments } from './desk.svelte.ts';
import { PageDocument } from './document.svelte.ts';
import { doubtsIn, nextDoubt } from './doubts.ts';
import { Edits } from './edits.ts';
import { Files } from './files/files.svelte.ts';
import { elementName, stemOf } from './names.ts';
import { Panes } from './panes.svelte.ts';
import { deviceFor, type Device } from './preview/look.ts';
import { Installed } from '../../lib/installed.svelte.ts';
import { Reading } from './reading/reading.svelte.ts';
import { Readings } from './reading/readings.svelte.ts';
import { Kept } from './session/kept.svelte.ts';
import { Paper } from './sketch/paper.svelte.ts';
import { keepKnown } from './source/keep-known.ts';
import { Source } from './source/source.svelte.ts';
import type { History } from '../../lib/history.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

/** What undo and redo would do. */
type Undoable = Pick<History<unknown>, 'undoLabel' | 'redoLabel' | 'undoAt' | 'redoAt'>;

/** The Code studio: the sketches on the desk, what the model reads in them, and the code. Components only show it. */
export class CodeStudio {
  readonly desk = new Desk();
  readonly panes = new Panes();
  readonly installed: Installed;
  readonly reading: Reading;
  readonly readings: Readings;
  readonly edits: Edits;
  readonly files: Files;
  readonly source: Source;
  readonly paper = new Paper(this);
  readonly #kept: Kept;
  /** Whether the panel at the right is shown. */
  panel = $state(true);
  /** What the export dialog is asked for; null: it is closed. */
  exporting = $state<'file' | 'folder' | null>(null);
  /** Spoken by screen readers. */
  announcement = $state('');
  /** Where the keyboard is to go: the text of the chosen element, the search in the code, the list; null: it is there. */
  #asked = $state<'text' | 'find' | 'tree' | null>(null);

  constructor(readonly app: AppState) {
    this.installed = new Installed(app, 'code');
    this.reading = new Reading(this.installed, this.desk, (text) => this.announce(text));
    this.readings = new Readings(this);
    this.edits = new Edits(this);
    this.source = new Source();
    this.files = new Files(this);
    this.#kept = new Kept(this);
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    this.#kept.connect();
    $effect(() => {
      void this.desk.front;
      for (const { state } of this.desk.list) void state;
      untrack(() => this.readings.follow());
    });
    // Before the panes are brought up to date: they take about as long as the engine takes to the first element.
    $effect.pre(() => {
      // Whatever waits is read as soon as there is a model, as soon as it comes, and when what was read before it ends.
      for (const { state, trouble } of this.desk.list) void [state, trouble];
      void [this.desk.front, this.installed.manifest, this.reading.document];
      untrack(() => this.reading.next());
    });
    $effect(() => {
      const { codeTarget, codeTheme } = this.app.settings;
      const { document, page } = this;
      const name = stemOf(document.name);
      const growing = this.reading.document === document;
      untrack(() => this.source.follow({ page, document, target: codeTarget, theme: codeTheme, name, growing }));
    });
  }

  /** Restores the last session. Answers how to stop. */
  start(): () => void {
    const { notices } = this.app;
    this.#kept.restore().catch((error: unknown) => notices.fail(t('Your last session could not be restored'), error));
    void this.files.refresh();
    return () => {
      this.reading.stop();
      this.readings.close();
      this.source.release();
      this.#kept.flush();
    };
  }

  /** The window goes, or a project is saved: what was not written down yet is now. */
  keepNow(): Promise<void> {
    return this.#kept.now();
  }

  // --- what is in front ---------------------------------------------------------------------------------------------

  get document(): PageDocument {
    return this.desk.front;
  }

  /** The page on the screen: while it is read, as far as it got; or another reading that is looked at. */
  readonly page = $derived.by(() => this.readings.shown ?? this.reading.shownOf(this.desk.front));

  get handled(): boolean {
    const { paper, document } = this;
    const under = paper.straightening || paper.penning || document.selected !== null;
    return under || document.history.past.length > 0;
  }

  /** Width of the preview. */
  get device(): Device {
    const { device, sketch, pen } = this.document;
    return device ?? deviceFor(sketch ?? pen?.drawing ?? null);
  }

  /** The page whose code leaves the window: another reading that is looked at, or else the document's. */
  get leaving(): Page {
    return this.readings.shown ?? this.document.page;
  }

  /** Whether there is a page to export. */
  get written(): boolean {
    return this.leaving.children.length > 0;
  }

  readonly doubts = $derived.by((): readonly string[] => doubtsIn(this.page, this.app.settings.codeThreshold));

  announce(text: string): void {
    this.announcement = text;
  }

  show(document: PageDocument): void {
    this.paper.penning = false;
    this.desk.show(document);
    this.announce(stemOf(document.name));
  }

  stepDocument(by: 1 | -1): void {
    this.paper.penning = false;
    this.desk.step(by);
    this.announce(stemOf(this.document.name));
  }

  /** Answers whether there was room for a new one; says so if there was not. */
  clear(): boolean {
    if (!this.desk.clear()) {
      this.app.notices.add('warning', t('There is no room for another sketch'), {
        detail: t('{mostDocuments} sketches are open.', { mostDocuments }),
        remedy: t('Put some away.'),
        topic: 'file',
      });
      return false;
    }
    this.paper.penning = false;
    return true;
  }

  /** Puts a document away, and offers to bring it back. */
  close(document: PageDocument): void {
    if (this.reading.document === document) this.reading.stop();
    const { blank } = document;
    if (document === this.document) this.paper.penning = false;
    this.desk.close(document);
    if (!blank) this.#offerBack();
  }

  /** Of several that were put away the last is offered, and with it the one before. */
  #offerBack(): void {
    const { away } = this.desk;
    this.app.notices.clear('closed');
    if (!away) return;
    this.app.notices.add('info', t('“{name}” was put away', { name: stemOf(away.name) }), {
      topic: 'closed',
      action: {
        label: t('Bring it back'),
        run: () => {
          this.desk.bringBack();
          this.#offerBack();
        },
      },
    });
  }

  // --- pointing and choosing ----------------------------------------------------------------------------------------

  point(id: string | null): void {
    if (this.document.pointed !== id) this.document.pointed = id;
  }

  select(id: string | null): void {
    this.document.select(id);
    const { chosen } = this;
    if (chosen) this.announce(elementName(chosen));
  }

  /** The chosen element. Of another reading that is looked at none: it may call something else by the same id. */
  get chosen(): Element | null {
    return this.readings.shown ? null : this.document.element;
  }

  /** Puts the keyboard into the field with the text of the chosen element. */
  editText(): void {
    const { chosen } = this;
    this.panel = true;
    if (chosen && this.edits.hasText(chosen.kind)) this.#asked = 'text';
  }

  nextDoubt(step: 1 | -1): void {
    const id = nextDoubt(this.document.page, this.app.settings.codeThreshold, this.document.selected, step);
    if (id === null) return this.announce(t('Nothing is uncertain'));
    this.panel = true;
    this.select(id);
  }

  cancel(): void {
    if (!this.reading.stop() && !this.readings.close()) this.select(null);
  }

  // --- reading ------------------------------------------------------------------------------------------------------

  /** Reads the sketch from its beginning; what the person said stays. */
  readAgain(insist = false): void {
    const { document } = this;
    document.trouble = null;
    void this.reading.read(document, { insist });
  }

  /** Reads the sketch in several ways, for the person to choose one. */
  readOtherwise(): void {
    if (!this.readings.can || this.reading.document) return;
    this.panel = true;
    void this.readings.make();
  }

  get canReadOn(): boolean {
    return this.document.sketch !== null && this.chosen !== null;
  }

  readOn(): void {
    const { document } = this;
    if (this.canReadOn && document.selected !== null) void this.reading.readOn(document, document.selected);
  }

  // --- doing and undoing --------------------------------------------------------------------------------------------

  /** What undo and redo work on: with the pen in the hand its strokes, and nothing else. */
  get #undoing(): { undo: () => string | null; redo: () => string | null; history: Undoable } {
    const { document } = this;
    return (this.paper.penning && document.pen) || document;
  }

  /** What undo and redo would do. */
  get undoable(): Undoable {
    return this.#undoing.history;
  }

  undo(): void {
    if (this.source.hand?.undo()) return;
    const label = this.#undoing.undo();
    if (label) this.announce(t('Undone: {label}', { label }));
  }

  redo(): void {
    if (this.source.hand?.redo()) return;
    const label = this.#undoing.redo();
    if (label) this.announce(t('Redone: {label}', { label }));
  }

  /** Goes to the state after so many of the document's steps. */
  goTo(steps: number, label: string): void {
    const { document } = this;
    document.goTo(steps);
    this.announce(t('Back to: {label}', { label }));
  }

  find(): void {
    this.panes.show('code');
    this.#asked = 'find';
  }

  /** Puts the keyboard back into the list of the structure. */
  focusTree(): void {
    this.#asked = 'tree';
  }

  /** Whether the keyboard is to go there. It goes once: what comes into view later must not take it from elsewhere. */
  takesKeyboard(to: 'text' | 'find' | 'tree'): boolean {
    if (this.#asked !== to) return false;
    this.#asked = null;
    return true;
  }

  /** Makes the page what the person wrote as markup; what is the same as on the screen keeps what is known of it. */
  applyMarkup(): void {
    const { draft } = this.source;
    if (draft === null) return;
    try {
      this.edits.replace(keepKnown(this.page, parsePage(draft)), t('Edit the markup'));
      this.source.dropDraft();
    } catch (error) {
      this.source.draftError = asGombocError(error);
    }
  }

  // --- the tour -----------------------------------------------------------------------------------------------------

  /** Reads an example: a sketch of its own on the desk. */
  async demonstrate(signal: AbortSignal): Promise<boolean> {
    const before = this.document;
    await this.files.openExample('sketch-login.png');
    const { document } = this;
    if (document === before) return false;
    this.reading.next();
    const waits = () => this.reading.document !== null && document.outcome === 'unread' && document.trouble === null;
    const stop = () => this.reading.document === document && this.reading.stop();
    // It is read after what is being read already.
    await whileWanted(signal, stop, async () => {
      while (waits()) await this.reading.latest;
    });
    if (signal.aborted) stop();
    return document.outcome === 'read';
  }

  // --- out ----------------------------------------------------------------------------------------------------------

  /** Answers whether it was copied; says so if it was not. */
  async copyCode(): Promise<boolean> {
    try {
      const { codeTarget, codeTheme } = this.app.settings;
      const text = await this.source.write(this.leaving, codeTarget, codeTheme, stemOf(this.document.name));
      await call('clipboard.write', { text });
      this.announce(t('The code was copied'));
      return true;
    } catch (error) {
      this.app.notices.fail(t('The code could not be copied'), error, { topic: 'clipboard' });
      return false;
    }
  }
}
