import { untrack } from 'svelte';
import type { Unsaved } from '../../../electron/ipc/contract.ts';
import type { Drawing } from '../../../models/drawing/drawing.ts';
import { addStrokes, rebased, strokeId } from '../../../models/drawing/edit.ts';
import type { Spot } from '../../../models/drawing/extent.ts';
import type { Author, Sample } from '../../../models/drawing/stroke.ts';
import { call } from '../../lib/api.ts';
import type { AppState } from '../../lib/app.svelte.ts';
import { whileWanted } from '../../lib/demonstration.ts';
import { Arrange } from './arrange.ts';
import { BackdropPicture } from './backdrop.svelte.ts';
import type { Easel } from './canvas/easel.ts';
import { ghostAt } from './canvas/ghosts.ts';
import type { Scene } from './canvas/scene.ts';
import type { Size } from '../../lib/ink/view.ts';
import { DrawingDocument, type DocumentFile } from './document.svelte.ts';
import { Copying } from './files/copying.ts';
import { Files } from './files/files.svelte.ts';
import { KeyboardPen } from '../../lib/ink/keyboard-pen.svelte.ts';
import { Layers } from './layers.svelte.ts';
import type { ModelHost } from './model/host.ts';
import { DrawingModel } from './model/model.svelte.ts';
import { PenLook } from './pen.svelte.ts';
import type { InkHead, UnfinishedInk } from './session/journal.ts';
import { Keeper } from './session/keeper.ts';
import { readSession, writeSession } from './session/session.ts';
import { reach, type Effect, type Look, type Stage } from '../../lib/ink/gesture.ts';
import type { ToolName } from './tools/tool.ts';
import { Viewport } from './viewport.svelte.ts';
import { t } from '../../lib/words.svelte.ts';

export type ExportKind = 'svg' | 'svg-animated' | 'png';

/** The Draw studio: one drawing, the tools, the view and the model. Components only show it. */
export class DrawingStudio implements ModelHost {
  readonly document = new DrawingDocument();
  readonly pen = new PenLook();
  readonly layers = new Layers(this.document, (why) => this.refuse(why));
  readonly arrange = new Arrange(this.document, (why) => this.refuse(why));
  readonly viewport = new Viewport(() => ({ x: 0, y: 0, width: this.drawing.width, height: this.drawing.height }));
  readonly backdrop: BackdropPicture;
  readonly files: Files;
  readonly copying: Copying;
  readonly keyboardPen: KeyboardPen;
  readonly model: DrawingModel;
  tool = $state<ToolName>('pen');
  /** Of the eraser, screen pixels: a finger's tip, however far away the paper is. */
  eraserSize = $state(20);
  /** A stroke is being drawn. */
  inking = $state(false);
  /** Spoken by screen readers. */
  announcement = $state('');
  /** Whether the panel at the right is shown. */
  panel = $state(true);
  /** What the export dialog is asked about; null: it is closed. */
  exporting = $state<ExportKind | null>(null);
  /** Whether the dialog of the paper's size and colour is open. */
  editingPaper = $state(false);
  /** The canvas, while it is on the screen. */
  easel: Easel | null = null;
  /** How large the paper is, the same until that is another. */
  readonly #paper = $derived(`${this.document.drawing.width} × ${this.document.drawing.height}`);
  /** What the gesture under way began with. */
  #staged: Drawing | null = null;
  readonly #keeper: Keeper;
  #restored: Promise<void> = Promise.resolve();

  constructor(readonly app: AppState) {
    const { notices } = app;
    this.backdrop = new BackdropPicture(this.document, notices);
    const taker = {
      opened: (drawing: Drawing, file: DocumentFile) => this.#opened(drawing, file),
      picture: (bytes: Uint8Array<ArrayBuffer>, name: string, wanted: () => boolean) =>
        this.backdrop.take(bytes, name, wanted),
    };
    this.files = new Files(this.document, app, taker, () => this.#restored);
    this.copying = new Copying(this);
    this.#keeper = new Keeper(
      (ink) => this.#session(ink),
      (error) => notices.fail(t('Your unsaved work could not be kept'), error, { topic: 'session' }),
    );
    this.#keeper.knows(this.document.drawing);
    this.keyboardPen = new KeyboardPen({
      tool: () => this.#keyboardTool,
      paper: () => this.drawing,
      zoom: () => this.viewport.view.zoom,
      start: () => this.viewport.middle,
      busy: () => this.easel?.busy ?? false,
      press: (point) => this.easel?.press(this.#keyboardTool, point),
      drag: (points) => this.easel?.drag(points),
      letGo: (point) => this.easel?.letGo(point),
      abandon: () => this.easel?.abandon() ?? false,
      reveal: (spot) => this.viewport.reveal(spot),
      announce: (text) => this.announce(text),
    });
    this.model = new DrawingModel(this);
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    this.model.connect();
    this.backdrop.connect();
    $effect(() => {
      void this.#paper;
      // Undo changes it, too: what was chosen to be seen may lie far beside it.
      untrack(() => this.viewport.resize(this.viewport.size));
    });
    $effect(() => {
      const { drawing } = this.document;
      untrack(() => this.#keeper.changed(drawing));
    });
    $effect(() => {
      // Read here so that a change of any of them is noticed; `#session` reads them again when it is written down.
      const { file } = this.document;
      void [file.name, file.saved, this.pen.colour, this.pen.width, this.layers.current, this.viewport.grid];
      untrack(() => this.#keeper.touch());
    });
  }

  /** Restores the last session. Answers how to stop. */
  start(): () => void {
    const { notices } = this.app;
    this.#restored = this.#restore().catch((error: unknown) =>
      notices.fail(t('Your last session could not be restored'), error),
    );
    this.#keeper.after(this.#restored);
    void this.files.refresh();
    const stopModel = this.model.start();
    return () => {
      stopModel();
      this.#keeper.flush();
    };
  }

  /** The window goes, or a project is saved: what was not written down yet is now. */
  async keepNow(): Promise<void> {
    this.#keeper.flush();
  }

  async #restore(): Promise<void> {
    const unsaved = await call('session.restore', { studio: 'drawing' });
    // A file that was opened with the app comes first, and so does what was drawn while we asked.
    if (unsaved && this.document.empty && !this.inking) this.restore(unsaved);
  }

  /** @throws GombocError `drawing-unreadable` */
  restore(unsaved: Unsaved): void {
    const { name, saved, drawing, pen, layer, grid } = readSession(unsaved);
    this.document.restore(drawing, name, saved);
    this.pen.restore(pen);
    this.layers.choose(layer);
    this.viewport.grid = grid;
    this.viewport.fit();
  }

  /** Has the model finish an example. What was open before comes back by undoing. */
  async demonstrate(signal: AbortSignal): Promise<boolean> {
    const { document, files, model } = this;
    // What is restored must not be taken for superseded by the example.
    await this.#restored;
    const before = document.file;
    await files.openExample('half-cat.json');
    if (document.file === before) return false;
    let made = false;
    await whileWanted(
      signal,
      () => model.close(),
      async () => void (made = await model.finishIt()),
    );
    return made;
  }

  #session(ink: UnfinishedInk | null): string {
    const { drawing, file, dirty } = this.document;
    const { colour, width } = this.pen;
    const layer = this.layers.current.id;
    const { grid } = this.viewport;
    return writeSession({ name: file.name, saved: !dirty, drawing, pen: { colour, width }, layer, grid, ink });
  }

  // --- what the model sees of us ------------------------------------------------------------------------------------

  get drawing(): Drawing {
    return this.document.drawing;
  }

  get look(): Look {
    return { colour: this.pen.colour, width: this.pen.width, layer: this.layers.current.id };
  }

  change(drawing: Drawing, label: string, author: Author = 'model'): void {
    this.document.edit({ label, drawing, author, selection: new Set() });
  }

  announce(text: string): void {
    this.announcement = text;
  }

  /** Whether the paper is as it is first seen, and says what can be done. An ending begun on it shows already. */
  get inviting(): boolean {
    const untouched = this.document.empty && !this.inking && !this.backdrop.current && this.keyboardPen.spot === null;
    return untouched && this.model.ghosts.length === 0;
  }

  // --- the canvas ---------------------------------------------------------------------------------------------------

  readonly scene = $derived.by((): Scene => ({
    drawing: this.model.shown ?? this.document.drawing,
    view: this.viewport.view,
    selection: this.document.selection,
    ghosts: this.model.ghosts,
    tool: this.tool,
    look: this.look,
    eraser: this.#eraserRadius,
    grid: this.viewport.grid,
    backdrop: this.backdrop.bitmap,
    crosshair: this.keyboardPen.spot,
  }));

  /** The hand's points are of the screen: with it the keyboard draws. */
  get #keyboardTool(): Exclude<ToolName, 'hand'> {
    return this.tool === 'hand' ? 'pen' : this.tool;
  }

  get #eraserRadius(): number {
    return this.eraserSize / 2 / this.viewport.view.zoom;
  }

  /** What a gesture begins with. */
  stage(): Stage {
    const { drawing, selection } = this.document;
    this.#staged = drawing;
    // What is looked at in the drawing's place can't be drawn on: the hand means the drawing.
    if (this.model.shown) this.model.close();
    const { zoom } = this.viewport.view;
    return { drawing, selection, look: this.look, zoom, eraser: this.#eraserRadius, id: strokeId(), now: Date.now() };
  }

  /** Does what a gesture asks for. */
  apply({ stroke, selection, pan, commit }: Effect): void {
    if (pan) this.viewport.pan(pan.dx, pan.dy);
    if (selection) this.document.select(selection);
    if (commit) {
      const { drawing } = this;
      // A picture was decoded meanwhile, a suggestion accepted, a key pressed: the hand takes none of that back.
      this.document.edit({ ...commit, drawing: rebased(this.#staged ?? drawing, commit.drawing, drawing) });
    }
    // Another tool was chosen while the hand was down: with it no one sees what is selected.
    if (this.tool !== 'select' && this.arrange.some) this.document.select(new Set());
    if (!stroke) return;
    const { drawing } = this;
    // A finger beside the pen can have deleted its layer meanwhile.
    const layer = drawing.layers.some(({ id }) => id === stroke.layer) ? stroke.layer : this.layers.current.id;
    this.document.edit({ label: t('Draw a stroke'), drawing: addStrokes(drawing, [{ ...stroke, layer }]) });
    // At once, before anything else can happen: from here on no kill takes it away.
    this.#keeper.changed(this.document.drawing);
  }

  pan(dx: number, dy: number): void {
    this.viewport.pan(dx, dy);
  }

  zoom(factor: number, at: Spot): void {
    this.viewport.zoom(factor, at);
  }

  resize(size: Size): void {
    this.viewport.resize(size);
  }

  /**
   * The pointer takes over from the keyboard. With the select tool, a click on a ghost accepts it; the pen and the
   * eraser pass through ghosts, or one could not draw where the model suggests to.
   */
  touched(tool: ToolName, spot: Spot): boolean {
    this.keyboardPen.leave();
    const { ghosts } = this.model;
    const hit = tool === 'select' ? ghostAt(ghosts, spot, reach / this.viewport.view.zoom + this.pen.width / 2) : -1;
    return hit >= 0 && this.model.accept(hit);
  }

  refuse(why: string): void {
    // While it draws it was not what was refused.
    if (!this.easel?.busy) this.keyboardPen.refused();
    this.announce(why);
    this.app.notices.add('info', why, { topic: 'refused' });
  }

  inkBegins(head: InkHead): void {
    this.app.notices.clear('refused');
    this.model.penDown();
    this.inking = true;
    this.#keeper.inkBegins(head);
  }

  inkFlows(samples: readonly Sample[]): void {
    this.#keeper.inkFlows(samples);
  }

  inkEnds(): void {
    this.#keeper.inkEnds();
    this.inking = false;
    this.model.penUp();
  }

  // --- the pen ------------------------------------------------------------------------------------------------------

  choose(tool: ToolName): void {
    if (tool === this.tool) return;
    this.keyboardPen.leave();
    this.tool = tool;
    if (tool !== 'select') this.document.select(new Set());
  }

  /** Of the next stroke, and of those that are selected. */
  setColour(colour: string): void {
    this.pen.colour = colour;
    this.arrange.restyle({ colour });
  }

  setWidth(width: number): void {
    this.pen.width = width;
    this.arrange.restyle({ width });
  }

  /** The bracket keys: of the pen, or of the eraser while that is in the hand. */
  stepWidth(direction: 1 | -1): void {
    if (this.tool === 'eraser')
      this.eraserSize = Math.min(200, Math.max(6, this.eraserSize * (direction > 0 ? 1.5 : 1 / 1.5)));
    else this.setWidth(this.pen.step(direction));
  }

  // --- the document -------------------------------------------------------------------------------------------------

  /** Starts an empty document; undo brings this one back. */
  clear(): void {
    this.#abandon();
    this.document.clear();
    this.viewport.fit();
  }

  /** What a hand is doing, or the keyboard's pen, is about the drawing that goes. */
  #abandon(): void {
    if (this.keyboardPen.down) this.keyboardPen.cancel();
    else this.easel?.abandon();
  }

  #opened(drawing: Drawing, file: DocumentFile): void {
    this.#abandon();
    this.document.replace(t('Open {name}', { name: file.name }), drawing, file);
    this.viewport.fit();
    this.announce(t('Opened {name}', { name: file.name }));
  }

  undo(): void {
    if (this.easel?.busy) return;
    const label = this.document.undo();
    if (label) this.announce(t('Undone: {label}', { label }));
  }

  redo(): void {
    if (this.easel?.busy) return;
    const label = this.document.redo();
    if (label) this.announce(t('Redone: {label}', { label }));
  }

  /** The paper's size in pixels, and its colour; null: transparent. */
  setPaper(width: number, height: number, paper: string | null): void {
    const { drawing } = this;
    const same = width === drawing.width && height === drawing.height && paper === drawing.paper;
    if (!same) this.document.edit({ label: t('Change the paper'), drawing: { ...drawing, width, height, paper } });
    this.viewport.fit();
  }
}
