import { untrack } from 'svelte';
import { turned } from '../../../models/code/picture.ts';
import { parsePage } from '../../../models/code/written.ts';
import { asGombocError, call } from '../../lib/api.ts';
import type { AppState } from '../../lib/app.svelte.ts';
import { whileWanted } from '../../lib/demonstration.ts';
import { Desk, untitled } from './desk.svelte.ts';
import { PageDocument } from './document.svelte.ts';
import { doubtsIn, nextDoubt } from './doubts.ts';
import { Edits } from './edits.ts';
import { Files } from './files/files.svelte.ts';
import { imageOf } from './intake/pixels.ts';
import { PenSheet } from './intake/pen/sheet.svelte.ts';
import type { Picture } from './intake/pictures.ts';
import { elementName, stemOf } from './names.ts';
import { Panes } from './panes.svelte.ts';
import { deviceFor, type Device } from './preview/look.ts';
import { Installed } from '../../lib/installed.svelte.ts';
import { Reading } from './reading/reading.svelte.ts';
import { Readings } from './reading/readings.svelte.ts';
import { Keeper } from './session/keeper.ts';
import { readSession, writeLine, writeSession } from './session/session.ts';
import { Sketch } from './sketch/sketch.ts';
import { keepKnown } from './source/keep-known.ts';
import { Source } from './source/source.svelte.ts';
import type { History } from '../../lib/history.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

/** What undo and redo would do. */
type Undoable = Pick<History<unknown>, 'undoLabel' | 'redoLabel' | 'undoAt' | 'redoAt'>;

/** How long the pictures may wait to be packed until what is being read is read, ms. */
const patience = 2000;

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
  /** Of the sketch: 1 shows it whole. */
  zoom = $state(1);
  /** Whether the panel at the right is shown. */
  panel = $state(true);
  /** The pen is in the hand: the sketch pane is paper. */
  penning = $state(false);
  straightening = $state(false);
  /** What the export dialog is asked for; null: it is closed. */
  exporting = $state<'file' | 'folder' | null>(null);
  /** Spoken by screen readers. */
  announcement = $state('');
  /** Counts how often the text of the chosen element, and the search in the code, were asked for. */
  textAsked = $state(0);
  findAsked = $state(0);
  treeAsked = $state(0);
  readonly #keeper: Keeper;

  constructor(readonly app: AppState) {
    const { notices } = app;
    this.installed = new Installed(app, 'code');
    this.reading = new Reading(this.installed, this.desk, (text) => this.announce(text));
    this.readings = new Readings(this);
    this.edits = new Edits(this);
    this.source = new Source();
    this.files = new Files(this);
    this.#keeper = new Keeper(
      {
        whole: () => writeSession(this.#session),
        unpacked: () => this.desk.list.some(({ sketch }) => sketch?.packedNow === null),
        packed: async () => {
          // Packing keeps a core busy that the reading needs; one that takes longer is not waited for.
          await Promise.race([this.reading.latest, new Promise((resolve) => setTimeout(resolve, patience))]);
          await Promise.all(this.desk.list.flatMap(({ sketch }) => (sketch ? [sketch.packed()] : [])));
        },
        line: writeLine,
      },
      (error) => notices.fail(t('Your unsaved work could not be kept'), error, { topic: 'session' }),
    );
    this.#keeper.knows(this.desk.list);
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    $effect(() => {
      for (const document of this.desk.list) {
        void document.state;
        untrack(() => this.#keeper.changed(document));
      }
    });
    $effect(() => {
      // Read here so that a change of any of them is noticed; `#session` reads them again when it is written down.
      for (const { name, saved, device } of this.desk.list) void [name, saved, device];
      void [this.desk.front, this.panes.kept, this.panel];
      untrack(() => this.#keeper.touch());
    });
    $effect(() => {
      void this.desk.front;
      for (const { state } of this.desk.list) void state;
      untrack(() => this.readings.follow());
    });
    // Before the panes are brought up to date: they take about as long as the engine takes to the first element.
    $effect.pre(() => {
      // Whatever waits is read as soon as there is a model, and as soon as it comes.
      for (const { state, trouble } of this.desk.list) void [state, trouble];
      void [this.desk.front, this.installed.manifest];
      untrack(() => this.reading.next());
    });
    $effect(() => {
      const { codeTarget, codeTheme } = this.app.settings;
      const { document, page } = this;
      const name = stemOf(document.name);
      const growing = this.reading.document === document;
      untrack(() => this.source.follow({ page, target: codeTarget, theme: codeTheme, name, growing }));
    });
  }

  /** Restores the last session. Answers how to stop. */
  start(): () => void {
    const { notices } = this.app;
    this.#restore().catch((error: unknown) => notices.fail(t('Your last session could not be restored'), error));
    this.files.refresh().catch((error: unknown) => notices.fail(t('Recent files could not be listed'), error));
    return () => {
      this.reading.stop();
      this.readings.close();
      this.source.release();
      this.#keeper.flush();
    };
  }

  /** The window goes, or a project is saved: what was not written down yet is now. */
  keepNow(): Promise<void> {
    return this.#keeper.now();
  }

  async #restore(): Promise<void> {
    const unsaved = await call('session.restore', { studio: 'code' });
    if (!unsaved) return;
    const session = await readSession(unsaved, (error) =>
      this.app.notices.fail(t('A sketch of your last session could not be restored'), error),
    );
    // A file that was opened with the app comes first.
    const opened = this.desk.list.filter((document) => !document.blank);
    const { documents, front, panes, panel } = session;
    this.desk.restore([...documents, ...opened], opened[0] ?? front ?? documents[0] ?? this.desk.front);
    this.panes.restore(panes);
    this.panel = panel;
    this.#keeper.knows(documents);
  }

  get #session() {
    const { desk, panel, panes } = this;
    return { documents: desk.list, front: desk.front, panel, panes: panes.kept };
  }

  // --- what is in front ---------------------------------------------------------------------------------------------

  get document(): PageDocument {
    return this.desk.front;
  }

  /** The page on the screen: while it is read, as far as it got; or another reading that is looked at. */
  readonly page = $derived.by(() => this.readings.shown ?? this.reading.shownOf(this.desk.front));

  /** Width of the preview. */
  get device(): Device {
    const { device, sketch, pen } = this.document;
    return device ?? deviceFor(sketch ?? pen?.drawing ?? null);
  }

  /** Whether there is a page to export. */
  get written(): boolean {
    return this.document.page.children.length > 0;
  }

  readonly doubts = $derived.by((): readonly string[] => doubtsIn(this.page, this.app.settings.codeThreshold));

  announce(text: string): void {
    this.announcement = text;
  }

  show(document: PageDocument): void {
    this.penning = false;
    this.desk.show(document);
    this.announce(stemOf(document.name));
  }

  stepDocument(by: 1 | -1): void {
    this.penning = false;
    this.desk.step(by);
    this.announce(stemOf(this.document.name));
  }

  clear(): void {
    this.penning = false;
    this.desk.clear();
  }

  /** Puts a document away, and offers to bring it back. */
  close(document: PageDocument): void {
    if (this.reading.document === document) this.reading.stop();
    const { blank, name } = document;
    if (document === this.document) this.penning = false;
    this.desk.close(document);
    if (blank) return;
    this.app.notices.add('info', t('“{name}” was put away', { name: stemOf(name) }), {
      topic: 'closed',
      action: {
        label: t('Bring it back'),
        run: () => {
          this.app.notices.clear('closed');
          this.desk.bringBack();
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
    const { element } = this.document;
    if (element) this.announce(elementName(element));
  }

  /** Puts the keyboard into the field with the text of the chosen element. */
  editText(): void {
    this.panel = true;
    this.textAsked++;
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
    return this.document.sketch !== null && this.document.element !== null;
  }

  readOn(): void {
    const { document } = this;
    if (this.canReadOn && document.selected !== null) void this.reading.readOn(document, document.selected);
  }

  /** The picture was straightened, cropped or turned. */
  straightened(picture: Picture): void {
    this.straightening = false;
    this.#show(t('Straighten'), picture);
  }

  /** Whether the sketch is a picture that may lie on its side. What is drawn here stands upright. */
  get canTurn(): boolean {
    return this.document.sketch !== null && this.document.pen === null;
  }

  /** Turns the sketch by a quarter, and reads it anew. */
  turn(way: 'left' | 'right'): void {
    const { sketch } = this.document;
    if (!sketch || !this.canTurn) return;
    const image = imageOf(turned(sketch.image, way === 'right' ? 90 : 270));
    this.#show(way === 'right' ? t('Turn right') : t('Turn left'), {
      name: sketch.name,
      width: image.width,
      height: image.height,
      image,
    });
    this.announce(way === 'right' ? t('Turned to the right') : t('Turned to the left'));
  }

  /** Another picture of the same. What is being read of the old one is of no use any more. */
  #show(label: string, picture: Picture): void {
    this.document.redraw(label, new Sketch(picture));
    if (this.installed.manifest) this.readAgain();
  }

  // --- the pen ------------------------------------------------------------------------------------------------------

  /** Takes the pen for a wireframe of one's own, or puts it down. */
  togglePen(): void {
    if (this.penning) {
      this.penning = false;
      return;
    }
    if (!this.document.pen && !this.document.blank) this.desk.clear();
    const { document } = this;
    document.pen ??= new PenSheet();
    // What is drawn from now on is a step of its own.
    document.history.settle();
    if (document.name === untitled()) document.name = 'Wireframe.gompage';
    this.panes.show('sketch');
    this.penning = true;
  }

  /** After each change of the ink: newer ink is read instead of older. */
  inked(image: ImageData | null): void {
    const { document } = this;
    const ink = document.pen?.drawing;
    // A step of the document's own history has put other ink on the paper.
    if (!ink || ink === document.state.ink) return;
    if (image === null) {
      if (!document.sketch) return;
      this.reading.yieldTo(document);
      document.draw(ink, null);
      return;
    }
    const { width, height } = image;
    document.draw(ink, new Sketch({ name: document.name, width, height, image }));
    void this.reading.read(document, { quiet: true });
  }

  // --- doing and undoing --------------------------------------------------------------------------------------------

  /** What undo and redo work on: with the pen in the hand its strokes, and nothing else. */
  get #undoing(): { undo: () => string | null; redo: () => string | null; history: Undoable } {
    const { document } = this;
    return (this.penning && document.pen) || document;
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

  zoomBy(factor: number): void {
    this.zoom = Math.min(6, Math.max(1, this.zoom * factor));
  }

  find(): void {
    this.panes.show('code');
    this.findAsked++;
  }

  /** Puts the keyboard back into the list of the structure. */
  focusTree(): void {
    this.treeAsked++;
  }

  /** Makes the page what the person wrote as markup; what is the same as before keeps what is known of it. */
  applyMarkup(): void {
    const { draft } = this.source;
    if (draft === null) return;
    try {
      this.edits.replace(keepKnown(this.document.page, parsePage(draft)), t('Edit the markup'));
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

  async copyCode(): Promise<void> {
    try {
      const { codeTarget, codeTheme } = this.app.settings;
      const { page, name } = this.document;
      const text = await this.source.write(page, codeTarget, codeTheme, stemOf(name));
      await call('clipboard.write', { text });
      this.announce(t('The code was copied'));
    } catch (error) {
      this.app.notices.fail(t('The code could not be copied'), error, { topic: 'clipboard' });
    }
  }
}
