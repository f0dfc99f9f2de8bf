import { untrack } from 'svelte';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Why } from '../../../../models/taste/taste.ts';
import type { Activity, Desk } from './desk.ts';
import { Finish } from './finish.svelte.ts';
import { Guesses } from './guesses.svelte.ts';
import type { Ghost, ModelHost } from './host.ts';
import { Installed } from '../../../lib/installed.svelte.ts';
import { Interpolation } from './interpolation.svelte.ts';
import type { Other } from './other.ts';
import { sameToModel } from './paper.ts';
import { Replay } from './replay.svelte.ts';
import { Seed } from '../../../lib/seed.svelte.ts';
import { Suggestions } from './suggestions.svelte.ts';
import { Tidying } from './tidying.svelte.ts';
import { Variations } from './variations.svelte.ts';

export type ActivityName = 'finish' | 'variations' | 'interpolate' | 'tidy' | 'replay';

/** Everything that the model does in the Draw studio. */
export class DrawingModel implements Desk {
  readonly installed: Installed;
  readonly seed = new Seed();
  readonly guesses: Guesses;
  readonly suggestions: Suggestions;
  readonly finish = new Finish(this);
  readonly variations = new Variations(this);
  readonly interpolation = new Interpolation(this);
  readonly tidying = new Tidying(this);
  readonly replay: Replay;
  /** What the panel or a dialog is open for, besides suggestions. */
  activity = $state<ActivityName | null>(null);
  /** The drawing that the activity is about. */
  #base: Drawing | null = null;

  constructor(readonly host: ModelHost) {
    this.installed = new Installed(host.app, 'drawing');
    this.replay = new Replay(this);
    this.guesses = new Guesses(host, this.installed);
    this.suggestions = new Suggestions(
      host,
      this.installed,
      this.seed,
      (guesses, drawing) => this.guesses.hear(guesses, drawing),
      () => this.suggest(),
    );
  }

  /** What the canvas paints over the drawing. */
  get ghosts(): readonly Ghost[] {
    if (this.activity === null) return this.suggestions.ghosts;
    return this.activity === 'finish' ? this.finish.ghosts : [];
  }

  /** Why the first ghost is first; null: nothing was ordered. */
  get why(): Why | null {
    return this.activity === null ? this.suggestions.why : null;
  }

  /** What the canvas paints in the place of the drawing: a replay, or something looked at. null: the drawing. */
  get shown(): Drawing | null {
    return this.activity && this.#named(this.activity).shown;
  }

  /** Reacts to changes of state; must be called while a component is being set up. */
  connect(): void {
    $effect(() => {
      const { drawing, app } = this.host;
      const on = app.settings.suggestions;
      untrack(() => this.#follow(drawing, on));
    });
  }

  /** Answers how to stop: whatever is under way ends. */
  start(): () => void {
    return () => {
      this.close();
      this.suggestions.drop();
    };
  }

  /** To be called when the pen touches the paper, before anything is drawn. */
  penDown(): void {
    this.close();
    this.suggestions.penDown();
  }

  /** To be called when the pen was lifted, as soon as `host.drawing` has the stroke. */
  penUp(): void {
    this.suggestions.penUp();
  }

  /**
   * Tab, or a click on a ghost: it becomes strokes. False: none was offered, and the key is free.
   * @param index of the ghost; absent: the chosen one
   */
  accept(index?: number): boolean {
    if (this.activity === null) return this.suggestions.accept(index);
    if (this.activity !== 'finish') return false;
    // Only the one that is looked at is a ghost.
    return this.finish.accept(index === undefined ? undefined : (this.finish.offer.chosen ?? 0));
  }

  /** An arrow key: chooses another ghost. False: there was no other, and the key is free. */
  next(step: 1 | -1): boolean {
    if (this.activity === null) return this.suggestions.next(step);
    return this.activity === 'finish' && this.finish.offer.next(step);
  }

  /** Esc: sends the ghosts away, or ends what is under way. False: there was nothing, and the key is free. */
  dismiss(): boolean {
    if (this.activity === null) return this.suggestions.dismiss();
    this.close();
    return true;
  }

  /** Whether there is something to do it with. Only finishing can begin with an empty paper. */
  can(name: ActivityName): boolean {
    const drawn = this.host.drawing.strokes.length > 0;
    return name === 'replay' ? drawn : this.installed.manifest !== null && (drawn || name === 'finish');
  }

  open(name: ActivityName): void {
    if (!this.can(name)) return;
    this.close();
    this.suggestions.drop();
    this.#base = this.host.drawing;
    this.activity = name;
    this.#named(name).open();
  }

  /** Finishes the drawing with the best of what the model draws, unless the person comes first. Answers whether it did. */
  async finishIt(): Promise<boolean> {
    this.open('finish');
    if (this.activity !== 'finish') return false;
    const drawn = await this.finish.latest;
    return drawn && this.activity === 'finish' && this.finish.acceptBest();
  }

  close(): void {
    if (this.activity) this.#named(this.activity).close();
    this.activity = null;
    this.#base = null;
  }

  toggle(name: ActivityName): void {
    if (this.activity === name) this.close();
    else this.open(name);
  }

  /** Offers the next stroke, on or off, in the place of what is under way. */
  suggest(): void {
    this.close();
    void this.suggestions.ask();
  }

  /** From the variations on to the way there. */
  goTowards(other: Other): void {
    this.open('interpolate');
    void this.interpolation.towards(other);
  }

  put(drawing: Drawing, label: string): void {
    this.close();
    this.host.change(drawing, label);
  }

  #named(name: ActivityName): Activity {
    const { finish, variations, interpolation: interpolate, tidying: tidy, replay } = this;
    return { finish, variations, interpolate, tidy, replay }[name];
  }

  #follow(drawing: Drawing, on: boolean): void {
    // What the activity is about is no more.
    if (this.#base && !sameToModel(drawing, this.#base)) this.close();
    this.suggestions.follow(drawing, on, this.activity !== null);
  }
}
