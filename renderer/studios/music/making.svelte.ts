import type { Manifest } from '../../../models/manifest.ts';
import { GombocError } from '../../../models/error.ts';
import { acceptTake, clipOf, duration } from '../../../models/music/edit.ts';
import { seconds, type Note, type Performance } from '../../../models/music/note.ts';
import { provenance, withProvenance } from '../../../models/music/provenance.ts';
import type { Take } from '../../../models/music/take.ts';
import { musicArms } from '../../../models/taste/music.ts';
import { Installed } from '../../lib/installed.svelte.ts';
import { freshSeed } from '../../lib/seed.ts';
import { plural, t } from '../../lib/words.svelte.ts';
import type { Span } from './edits.ts';
import type { Draggable } from './files/drag.ts';
import { stemOf } from './files/names.ts';
import type { Form } from './session.ts';
import type { MusicStudio } from './studio.svelte.ts';
import { takeOf, type Kind, type Run, type Task } from './takes/run.ts';

const initialForm = (): Form => ({
  kind: 'continue',
  from: 'end',
  strength: 0.5,
  density: 'auto',
  dynamics: 'auto',
  seed: freshSeed(),
  seedLocked: false,
});

/** Asking for takes, and what becomes of them: what the make panel does. */
export class Making {
  form = $state<Form>(initialForm());
  readonly installed: Installed;
  /** The take that was accepted last, until something was done with it. */
  #taken: { id: number; index: number; region: Span; before: Performance } | null = null;
  /** So that a take's file is written once, not each time the pointer comes near. */
  readonly #draggables = new WeakMap<readonly Note[], Draggable & { document: Performance }>();

  constructor(private readonly studio: MusicStudio) {
    this.installed = new Installed(studio.app, 'music');
  }

  /**
   * What the next takes are made with: of the controls that the person left as they are, what taste chooses. With a locked
   * seed nothing: then the same settings must give the same takes.
   */
  readonly chosen = $derived.by(() => {
    const { density, kind, seedLocked } = this.form;
    const { settings, taste } = this.studio.app;
    const { temperature, topP } = settings;
    const arms = musicArms(kind, { temperature, topP, density });
    if (!seedLocked && taste.knows) return taste.choose(arms);
    return { settings: { temperature, topP, density }, ranking: null };
  });

  /** What stands in the way of asking for takes; null when nothing does. */
  obstacle(kind: Kind): GombocError | null {
    if (this.installed.obstacle) return this.installed.obstacle;
    if (kind === 'continue' || this.studio.target) return null;
    return new GombocError(
      'nothing-to-do',
      kind === 'fill' ? 'Nothing is marked to fill.' : 'Nothing is marked to vary.',
      'Drag along the ruler, or select some notes.',
    );
  }

  /** The model that can be asked; null: none. */
  async askedModel(): Promise<Manifest | null> {
    const { app } = this.studio;
    await app.knowModels().catch((error: unknown) => app.notices.fail(t('The models could not be listed'), error));
    return this.installed.manifest;
  }

  /** Asks for takes of the given kind with the controls as they are. */
  async generate(kind: Kind = this.form.kind): Promise<void> {
    this.form.kind = kind;
    const manifest = await this.askedModel();
    if (this.obstacle(kind) || !manifest) return;
    if (!this.form.seedLocked) this.form.seed = freshSeed();
    const { seed, dynamics } = this.form;
    const { takes } = this.studio.app.settings;
    const sampling = { seed, dynamics, ...this.chosen.settings };
    const settings = { task: this.#task(kind), model: manifest.name, takes, sampling };
    const made = this.studio.takes.make(settings, this.studio.document.performance, this.studio.end);
    if (!this.studio.transport.playing && this.studio.takes.shown)
      this.studio.viewport.revealFrom(this.studio.takes.shown.region);
    await made;
  }

  #task(kind: Kind): Task {
    if (kind === 'continue') {
      const at = this.form.from === 'end' ? null : seconds(Math.min(this.studio.transport.place(), this.studio.end));
      return { kind, at, seconds: this.studio.app.settings.continueSeconds };
    }
    const from = seconds(this.studio.target!.from);
    const to = seconds(this.studio.target!.to);
    return kind === 'fill' ? { kind, from, to } : { kind, from, to, strength: this.form.strength };
  }

  /** Another seed, and the same settings and starting point. */
  async reroll({ settings, base }: Run): Promise<void> {
    if (!base) return;
    if (!this.form.seedLocked) this.rollSeed();
    const sampling = { ...settings.sampling, seed: this.form.seed };
    await this.studio.takes.make({ ...settings, sampling }, base, duration(base));
  }

  rollSeed(): void {
    this.form.seed = freshSeed();
  }

  /** Puts the shown takes away; they stay in the history. */
  dismiss(): void {
    if (this.studio.transport.playing && this.studio.takes.focus !== null) this.studio.transport.pause();
    // Others that are being made meanwhile are none of these.
    if (this.studio.takes.shown?.state === 'running') this.studio.takes.cancel();
    this.studio.takes.show(null);
  }

  /** A take as a file of its own, from its first moment on. */
  draggable(run: Run, take: Take): Draggable {
    const { performance: document, file } = this.studio.document;
    const name = `${t('{name} take {number}', { name: stemOf(file.name), number: take.take + 1 })}.mid`;
    const known = this.#draggables.get(take.notes);
    if (known?.document === document && known.name === name) return known;
    const made = { performance: withProvenance(clipOf(document, take), this.#provenance(run)), name, document };
    this.#draggables.set(take.notes, made);
    return made;
  }

  /** What a file says of the run's takes. */
  #provenance({ settings, stats }: Run): string {
    const { model, sampling } = settings;
    const installed = this.studio.app.models?.find(
      ({ studio, name }) => studio === 'music' && name === model,
    )?.manifest;
    return provenance({
      model,
      version: stats?.model.version ?? installed?.version ?? '?',
      licence: stats?.model.licence ?? installed?.licence ?? null,
      seed: sampling.seed,
    });
  }

  /** Puts a take into the document: one undo step. */
  accept(run: Run, index: number): void {
    const take = takeOf(run, index);
    if (!take) return;
    const before = this.studio.document.performance;
    const performance = withProvenance(acceptTake(before, take), this.#provenance(run));
    this.studio.document.edit(t('Accept take {number}', { number: index + 1 }), { performance, selection: new Set() });
    this.#taken = { id: run.id, index, region: take.region, before };
    this.studio.takes.markAccepted(run.id, index);
    this.studio.takes.show(null);
    this.studio.announcement = t('Take {number} accepted, {notes}.', {
      number: index + 1,
      notes: plural(take.notes.length, '{count} note', '{count} notes'),
    });
  }

  /** Notes are about to be changed: those of the take that was accepted last, perhaps. */
  touched(notes: Iterable<Note>): void {
    const region = this.#taken?.region;
    if (region && [...notes].some(({ start }) => start >= region.from && start < region.to)) this.#judgeTaken('edited');
  }

  /** A step was undone: the take that was accepted last, perhaps. */
  undone(): void {
    if (this.#taken?.before === this.studio.document.performance) this.#judgeTaken('discarded');
  }

  /** The take that was accepted last was changed, or taken back: said once. */
  #judgeTaken(what: 'edited' | 'discarded'): void {
    if (this.#taken) this.studio.takes.markAfter(this.#taken.id, this.#taken.index, what);
    this.#taken = null;
  }
}
