import { untrack } from 'svelte';
import type { OpenedFile } from '../../../electron/ipc/contract.ts';
import { acceptTake, duration, slice } from '../../../models/music/edit.ts';
import { seconds, type Note, type Performance } from '../../../models/music/note.ts';
import type { Take } from '../../../models/music/take.ts';
import { call } from '../../lib/api.ts';
import type { AppState } from '../../lib/app.svelte.ts';
import { whileWanted } from '../../lib/demonstration.ts';
import { t } from '../../lib/words.svelte.ts';
import { readsListening } from '../reads.ts';
import { MusicDocument, type DocumentFile } from './document.svelte.ts';
import * as edits from './edits.ts';
import type { Clip, Span } from './edits.ts';
import type { Draggable } from './files/drag.ts';
import { Files } from './files/files.svelte.ts';
import { stemOf } from './files/names.ts';
import { Keyboards } from './input/keyboards.svelte.ts';
import type { Recording } from './input/recorder.ts';
import { Keeper } from './keeper.ts';
import { Listening } from './listening/listening.svelte.ts';
import { Making } from './making.svelte.ts';
import { ShownRoll } from './roll/shown.svelte.ts';
import { readSession, writeSession, type Session } from './session.ts';
import type { Score } from './sound/player.ts';
import { takeOf, type Run } from './takes/run.ts';
import { Takes } from './takes/takes.svelte.ts';
import { Transport } from './transport.svelte.ts';
import { Viewport } from './viewport.svelte.ts';

/** How much of what comes before a take is played when it is listened to, in seconds. */
const auditionLead = 3;
/** How often a recording under way is written down, in milliseconds. */
const recordingKept = 5000;
/** A region shorter than this holds no music. */
const shortestRegion = 0.05;

/** What is to be exported, and how. */
export interface ExportChoice {
  what: 'whole' | 'selection' | 'take';
  kind: 'midi' | 'notesequence-json' | 'notesequence-pb';
  /** Of a MIDI file: 0 is one track, 1 has the tempo in a track of its own. */
  format: 0 | 1;
}

/** The Music studio: one document, its takes, the transport and the view. Components only show it. */
export class MusicStudio {
  readonly document = new MusicDocument();
  readonly takes: Takes;
  readonly transport = new Transport();
  readonly viewport = new Viewport(
    () => this.document.performance,
    () => this.length,
  );
  readonly files: Files;
  readonly keyboards: Keyboards;
  readonly listening: Listening;
  readonly making: Making;
  readonly roll: ShownRoll;
  /** The marked stretch of time: to fill, vary or loop. */
  region = $state.raw<Span | null>(null);
  /** The note that the arrow keys stand on. */
  focused = $state.raw<Note | null>(null);
  /** Spoken by screen readers. */
  announcement = $state('');
  /** Whether the panel at the right, and the keys below, are shown. */
  panel = $state(true);
  keys = $state(false);
  /** What the export dialog is asked about; null: it is closed. */
  exporting = $state<ExportChoice | null>(null);
  clip: Clip | null = null;
  readonly #keeper: Keeper;
  #restored: Promise<void> = Promise.resolve();

  constructor(readonly app: AppState) {
    this.takes = new Takes(app.taste);
    const show = (performance: Performance, file: DocumentFile) => {
      this.#leave();
      this.document.replace(t('Open {name}', { name: file.name }), performance, file);
      this.viewport.showBeginning();
    };
    this.files = new Files(this.document, app, show, () => this.#restored);
    this.#keeper = new Keeper(
      () => writeSession(this.#session()),
      (error) => app.notices.fail(t('Your unsaved work could not be kept'), error, { topic: 'session' }),
    );
    this.keyboards = new Keyboards(this.transport);
    this.listening = new Listening(this);
    this.making = new Making(this);
    this.roll = new ShownRoll(this);
    this.transport.onEnd = () => this.viewport.reveal(this.transport.rest);
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    $effect(() => this.transport.setVolume(this.app.settings.volume));
    $effect(() => {
      const now = [this.heard, this.roll.beats, this.#until] as const;
      untrack(() => this.transport.exchange(...now));
    });
    $effect(() => {
      if (this.transport.audible === true) untrack(() => this.app.notices.clear('sound'));
    });
    $effect(() => this.transport.prepare(this.document.performance.notes));
    $effect(() => {
      // Read here so that a change of any of them is noticed; `#session` reads them again when it is written down.
      void [this.document.performance, this.document.file.saved, this.takes.runs, { ...this.making.form }];
      void this.listening.test.snapshot();
      untrack(() => this.#keeper.touch());
    });
    $effect(() => {
      if (!this.transport.recording) return;
      // It is no change of the document yet, but a crash must not take it.
      let written = 0;
      const timer = setInterval(() => {
        const { length } = this.transport.recorded();
        if (length > written) this.#keeper.touch();
        written = length;
      }, recordingKept);
      return () => clearInterval(timer);
    });
  }

  /** Starts listening and restores the last session. Answers how to stop. */
  start(): () => void {
    const stops = [this.keyboards.start(), () => this.#keeper.flush(), () => void this.transport.close()];
    this.#restored = this.#restore().catch((error: unknown) =>
      this.app.notices.fail(t('Your last session could not be restored'), error),
    );
    this.#keeper.after(this.#restored);
    void this.files.refresh();
    return () => stops.forEach((stop) => stop());
  }

  /** A file came from outside: dropped, or handed over by the system. */
  async opened(file: OpenedFile): Promise<void> {
    const { listening } = this;
    if (readsListening(file.name, file.bytes)) return listening.importFile(file);
    if (listening.open && listening.view === 'set-up') return listening.addFile(file);
    return this.files.opened(file);
  }

  /** Opens the audio device and loads the piano. Without either, everything else works on. */
  async openSound(): Promise<void> {
    try {
      await this.transport.open();
      if (this.transport.audible) return;
      this.app.notices.add('warning', t('No sound'), {
        detail: t('No audio device could be started. Playing still moves the playhead.'),
        remedy: t('Connect a loudspeaker or headphones and start Gomboc again.'),
        topic: 'sound',
      });
    } catch (error) {
      this.app.notices.fail(t('The piano could not be loaded'), error, { topic: 'sound' });
    }
  }

  /** The window goes, or a project is saved: what was not written down yet is now. */
  async keepNow(): Promise<void> {
    // What is being recorded is no change of the document yet.
    if (this.transport.recording) this.#keeper.touch();
    this.#keeper.flush();
  }

  async #restore(): Promise<void> {
    const unsaved = await call('session.restore', { studio: 'music' });
    if (unsaved === null) return;
    // Music keeps its whole text on every change, and appends nothing.
    const { name, saved, performance, playhead, form, runs, listening } = readSession(unsaved.text);
    if (listening && !this.listening.test.set) this.listening.test.restore(listening);
    // A file that was opened with the app comes first.
    if (!this.document.empty) return;
    this.document.restore(performance, name, saved);
    this.takes.restore(runs);
    this.making.form = form;
    this.transport.rest = playhead;
    this.viewport.showBeginning();
  }

  #session(): Session {
    const { file, dirty } = this.document;
    const recorded = this.#recorded(this.transport.soFar());
    const { performance } = recorded ?? this.document;
    const saved = !dirty && !recorded;
    const form = $state.snapshot(this.making.form);
    const listening = this.listening.test.snapshot();
    const { runs } = this.takes;
    return { name: file.name, saved, performance, playhead: this.transport.rest, form, runs, listening };
  }

  /** Another document is about to come in: what is being recorded still belongs to this one. */
  #leave(): void {
    this.transport.pause();
    this.transport.rest = 0;
    this.region = null;
    this.focused = null;
    this.takes.show(null);
  }

  // --- what there is, derived ---------------------------------------------------------------------------------------

  /** Where the document's music ends, in seconds. */
  readonly end = $derived.by(() => duration(this.document.shown));
  /** The take that is looked at and listened to. */
  readonly preview = $derived.by((): { run: Run; take: Take } | null => {
    const run = this.takes.shown;
    const take = run && this.takes.focus !== null ? takeOf(run, this.takes.focus) : null;
    return run && take ? { run, take } : null;
  });
  /** What sounds when it is played: the document, with the take that is looked at in its place. */
  readonly heard = $derived.by((): Performance => {
    return this.preview ? acceptTake(this.document.shown, this.preview.take) : this.document.shown;
  });
  /** Where playing ends. A take that is still being made grows while it is listened to. */
  readonly #until = $derived.by(() =>
    Math.max(duration(this.heard), this.preview?.run.state === 'running' ? this.preview.run.region.to : 0),
  );
  /** Where all music ends, takes included. */
  readonly length = $derived.by(() => {
    const run = this.takes.shown;
    return Math.max(this.end, run && run.lanes.some(({ time }) => time > run.region.from) ? run.region.to : 0);
  });
  /** What Fill and Vary work on: the marked region, or the stretch of the selected notes. */
  readonly target = $derived.by((): Span | null => {
    if (this.region && this.region.to - this.region.from >= shortestRegion) return this.region;
    const selection = this.document.selection;
    return selection.size < 2 ? null : edits.spanOf(selection);
  });
  // --- playing ------------------------------------------------------------------------------------------------------

  togglePlay(): void {
    if (this.transport.playing) this.transport.pause();
    else this.play();
  }

  /** @param wanted what is to be heard: a loop that ends before it is not gone into */
  play(wanted?: Span): void {
    this.#sound(wanted);
    this.viewport.reveal(this.transport.rest);
  }

  #sound(wanted?: Span): void {
    const marked = this.transport.looping ? (this.target ?? { from: 0, to: this.length }) : null;
    const loop = marked && wanted && marked.to <= wanted.from ? null : marked;
    const until = this.#until;
    if (this.transport.rest >= (loop?.to ?? until)) this.transport.rest = loop?.from ?? 0;
    this.transport.play(this.heard satisfies Score, this.roll.beats, until, loop);
  }

  seek(time: number): void {
    this.transport.seek(time, () => this.play());
  }

  /** Plays a take as it would sound in its place: what comes before it, then the take. Again: stops. */
  listen(run: Run, take: number): void {
    const same = this.takes.shownId === run.id && this.takes.focus === take;
    if (same && this.transport.playing) return this.transport.pause();
    this.transport.pause();
    this.takes.show(run.id);
    this.takes.focus = take;
    this.transport.rest = Math.max(0, run.region.from - auditionLead);
    this.play(run.region);
  }

  /** Moves the playhead and shows it. */
  goTo(time: number): void {
    this.seek(time);
    this.viewport.reveal(time);
  }

  /** Loops the marked region, or everything. While playing, from now on. */
  toggleLoop(): void {
    this.transport.looping = !this.transport.looping;
    this.#playOn();
  }

  /** Another region is marked: what is looped goes round it. */
  loopAnew(): void {
    if (this.transport.looping) this.#playOn();
  }

  /** Plays on with another loop. It is shown only where it jumps to: who looks at something else meanwhile goes on to. */
  #playOn(): void {
    if (!this.transport.playing || this.transport.recording) return;
    const position = this.transport.position();
    this.transport.seek(position, () => this.#sound());
    if (this.transport.rest < position) this.viewport.reveal(this.transport.rest);
  }

  toggleRecord(): void {
    if (this.transport.recording) return this.transport.pause();
    this.transport.pause();
    this.transport.record(this.document.performance, this.roll.beats, (recording) => {
      const edit = this.#recorded(recording);
      if (edit) this.document.edit(t('Record'), edit);
    });
    this.viewport.reveal(this.transport.rest);
  }

  /** The document with a recording laid over it; null: nothing was played. */
  #recorded(recording: Recording | null): edits.Edit | null {
    const { notes, pedal } = recording ?? { notes: [], pedal: [] };
    return notes.length + pedal.length > 0 ? edits.overdub(this.document.performance, notes, pedal) : null;
  }

  /** Starts an empty document; undo brings this one back. */
  clear(): void {
    this.#leave();
    this.document.clear();
    this.viewport.showBeginning();
  }

  /** Opens the export dialog with a choice made. */
  openExport(what: ExportChoice['what'], kind: ExportChoice['kind']): void {
    this.exporting = { what, kind, format: 1 };
  }

  /** What would be exported, with a name for it; null when there is nothing of the kind. */
  exportable(what: ExportChoice['what']): Draggable | null {
    const { file, performance } = this.document;
    const stem = stemOf(file.name);
    if (what === 'whole') return { performance, name: stem };
    if (what === 'take') {
      const take = this.preview && this.making.draggable(this.preview.run, this.preview.take);
      // It is a MIDI file only where it is dragged.
      return take && { ...take, name: stemOf(take.name) };
    }
    const selected = this.selected();
    return selected && selected.notes.length > 0
      ? { performance: selected, name: t('{name} selection', { name: stem }) }
      : null;
  }

  // --- editing ------------------------------------------------------------------------------------------------------

  /** Changes the selected notes; does nothing without any. */
  change(
    label: string,
    make: (performance: Performance, selection: edits.Selection) => edits.Edit,
    merge?: string,
  ): void {
    const { performance, selection } = this.document;
    if (selection.size === 0) return;
    this.making.touched(selection);
    this.document.edit(label, make(performance, selection), merge);
    const { selection: left } = this.document;
    // Of a note that was deleted the place stays, to go on from.
    if (this.focused && left.size > 0 && !left.has(this.focused)) this.focused = left.size === 1 ? [...left][0]! : null;
  }

  /** The ruler's and metronome's tempo at a time, until the next change. The notes stay where they are. */
  setTempo(bpm: number, time: number): void {
    if (!Number.isFinite(bpm) || bpm <= 0) return;
    const within = Math.min(400, Math.max(20, bpm));
    const edit = edits.setTempo(this.document.performance, within, Math.max(0, time));
    this.document.edit(t('Set the tempo'), { performance: edit, selection: this.document.selection });
  }

  copy(): void {
    this.clip = edits.copy(this.document.selection) ?? this.clip;
  }

  cut(): void {
    this.copy();
    this.change(t('Cut'), edits.remove);
  }

  paste(): void {
    if (!this.clip) return;
    this.document.edit(t('Paste'), edits.paste(this.document.performance, this.clip, this.transport.place()));
  }

  undo(): void {
    const label = this.#step(this.document.history.past.at(-1)?.state.file, () => this.document.undo());
    this.making.undone();
    if (label) this.announcement = t('Undone: {label}', { label });
  }

  redo(): void {
    const label = this.#step(this.document.history.future.at(-1)?.state.file, () => this.document.redo());
    if (label) this.announcement = t('Redone: {label}', { label });
  }

  /** @param file whose document the step leads to: what is marked, and where one is, belongs to this one */
  #step(file: DocumentFile | undefined, take: () => string | null): string | null {
    const another = file !== undefined && file !== this.document.file;
    if (another) this.#leave();
    const label = take();
    if (another) this.viewport.showBeginning();
    return label;
  }

  /** The performance in the marked region or of the selected notes, from 0 on; null when nothing is marked. */
  selected(): Performance | null {
    const { performance, selection } = this.document;
    if (this.region) return slice(performance, { from: seconds(this.region.from), to: seconds(this.region.to) });
    if (selection.size === 0) return null;
    const only = { ...performance, notes: performance.notes.filter((note) => selection.has(note)) };
    const { from, to } = edits.spanOf(selection);
    return slice(only, { from: seconds(from), to: seconds(to) });
  }

  /** Has the model continue an example. What was open before comes back by undoing. */
  async demonstrate(signal: AbortSignal): Promise<boolean> {
    // What is restored must not be taken for superseded by the example.
    await this.#restored;
    const before = this.document.file;
    await this.files.openExample('little-waltz.mid');
    if (this.document.file === before) return false;
    const last = this.takes.runs[0];
    await whileWanted(
      signal,
      () => this.takes.cancel(),
      () => this.making.generate('continue'),
    );
    const made = this.takes.runs[0];
    if (!made || made === last) return false;
    this.takes.excuse(made);
    return made.state === 'done';
  }

  /** Esc: whatever is under way ends. */
  cancel(): void {
    if (this.document.draft) this.roll.abandon();
    else if (this.takes.running) this.takes.cancel();
    else if (this.transport.recording) this.transport.pause();
    else if (this.takes.focus !== null) this.takes.focus = null;
    else if (this.document.selection.size > 0) this.document.select(new Set());
    else if (this.region) {
      this.region = null;
      this.loopAnew();
    }
  }
}
