import type { Performance } from '../../../../models/music/note.ts';
import * as edits from '../edits.ts';
import type { MusicStudio } from '../studio.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';
import { BeatMap } from './beats.ts';
import type { Effect, Stage } from './gestures.ts';
import { NoteIndex } from './note-index.ts';
import type { Ghost, Scene } from './scene.ts';

/** What the piano roll shows of the studio, and what its gestures do there. */
export class ShownRoll {
  /** What the gesture under way began with: of another document, or after an undo, it knows nothing. */
  #staged: Performance | null = null;

  constructor(private readonly studio: MusicStudio) {}

  readonly index = $derived.by(() => new NoteIndex(this.studio.document.shown.notes));
  readonly beats = $derived.by(() => new BeatMap(this.studio.document.shown.tempos, this.studio.document.shown.meters));
  readonly #pedal = $derived.by(() =>
    edits.pedalSpans(this.studio.document.shown.pedal, Math.max(this.studio.length, 1)),
  );
  readonly #ghosts = $derived.by((): Ghost[] => {
    const run = this.studio.takes.shown;
    if (!run) return [];
    const focus = this.studio.takes.focus;
    return run.lanes.map((lane) => ({
      take: lane.take,
      notes: lane.notes,
      sounding: lane.sounding,
      pedal: lane.pedal,
      opacity: focus === null ? 0.8 : focus === lane.take ? 1 : 0,
    }));
  });
  /** What is no note of the document any more has no place to be shown at. */
  readonly #focused = $derived.by(() => {
    const { focused } = this.studio;
    return focused && this.index.indexOf(focused) >= 0 ? focused : null;
  });
  readonly #names = $derived.by(() => ({ velocity: t('Velocity'), pedal: t('Pedal') }));
  readonly scene = $derived.by((): Scene => ({
    performance: this.studio.document.shown,
    index: this.index,
    pedal: this.#pedal,
    beats: this.beats,
    duration: Math.max(this.studio.length, 1),
    view: this.studio.viewport.view,
    selection: this.studio.document.shownSelection,
    region: this.studio.region,
    loop: this.studio.transport.looping,
    replaced:
      this.studio.preview?.take.region ??
      (this.studio.takes.shown && this.#ghosts.length > 0 ? this.studio.takes.shown.region : null),
    heard: this.studio.preview?.take.notes ?? [],
    ghosts: this.#ghosts,
    recording: [],
    sounding: this.studio.transport.pressed,
    focused: this.#focused,
    names: this.#names,
  }));

  /** What a gesture begins with. */
  stage(laneHeight: number): Stage {
    this.#staged = this.studio.document.performance;
    return {
      performance: this.#staged,
      index: this.index,
      selection: this.studio.document.selection,
      region: this.studio.region,
      view: this.studio.viewport.view,
      grid: this.studio.viewport.grid,
      laneHeight,
      duration: Math.max(this.studio.length, 1),
      velocity: this.studio.keyboards.velocity,
    };
  }

  /** Does what a gesture asks for. */
  apply(effect: Effect): void {
    const current = this.studio.document.performance === this.#staged;
    if (effect.draft && current) this.studio.document.draft = effect.draft;
    if (effect.selection && current) this.studio.document.select(effect.selection);
    if (effect.region !== undefined) this.studio.region = effect.region;
    if (effect.marked) this.studio.loopAnew();
    if (effect.view) this.studio.viewport.set(effect.view);
    if (effect.commit && current) this.#commit(effect.commit);
    if (effect.playhead !== undefined) this.studio.seek(effect.playhead);
  }

  #commit({ label, edit }: NonNullable<Effect['commit']>): void {
    const left = new Set(edit.performance.notes);
    this.studio.making.touched(this.studio.document.performance.notes.filter((note) => !left.has(note)));
    this.studio.document.edit(label, edit);
  }

  /** The gesture was given up. */
  abandon(): void {
    this.studio.document.draft = null;
  }
}
