import { GombocError } from '../../../../models/error.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { addStrokes } from '../../../../models/drawing/edit.ts';
import type { Guess } from '../../../../models/drawing/request.ts';
import type { Why } from '../../../../models/taste/taste.ts';
import { mayDraw, type Ghost, type ModelHost } from './host.ts';
import type { Installed } from '../../../lib/installed.svelte.ts';
import { Offer } from './offer.svelte.ts';
import { sameToModel, visibleStrokes } from './paper.ts';
import { requestFor } from './request.ts';
import type { Seed } from '../../../lib/seed.svelte.ts';
import { strokesOf } from './strokes.ts';
import { Work } from '../../../lib/work.svelte.ts';
import { t } from '../../../lib/words.svelte.ts';

const topic = 'suggestions';

/** Strokes that the model offers while the pen rests. */
export class Suggestions {
  readonly #work = new Work('drawing.complete');
  readonly #offer = new Offer({ taste: () => this.host.app.taste, kind: 'suggest', ordered: true });
  /** The drawing that was last asked about, or that needs no asking. */
  #asked: Drawing | null = null;
  /** Sent away: nothing is offered until the next stroke. */
  #hidden = false;
  /** null: not looked at yet. */
  #wasOn: boolean | null = null;
  /** The model was asked before. */
  #isWarm = false;
  /** What was complained about, so that it is said once. */
  #trouble: string | null = null;

  /**
   * @param onGuesses hears what the recogniser said on the way
   * @param again asks once more, and ends what is under way instead
   */
  constructor(
    private readonly host: ModelHost,
    private readonly installed: Installed,
    private readonly seed: Seed,
    private readonly onGuesses: (guesses: readonly Guess[], drawing: Drawing) => void,
    private readonly again: () => void = () => void this.ask(),
  ) {}

  get on(): boolean {
    return this.host.app.settings.suggestions;
  }

  get ghosts(): readonly Ghost[] {
    return this.#offer.ghosts;
  }

  /** Why the first is first; null: nothing was ordered. */
  get why(): Why | null {
    return this.#offer.why;
  }

  get running(): boolean {
    return this.#work.running;
  }

  /** A stroke begins: what was offered goes, and what is being made is ended at once. */
  penDown(): void {
    this.drop();
    this.#hidden = false;
    if (this.on) this.#warm();
  }

  /** The stroke is part of the drawing now. @param liftedAt when, ms of `performance.now()` */
  penUp(liftedAt = performance.now()): void {
    if (this.on) void this.ask(liftedAt);
  }

  /**
   * The drawing changed without the pen (undo, another file), or suggestions were switched.
   * @param quiet something else is under way
   */
  follow(drawing: Drawing, on: boolean, quiet: boolean): void {
    const switched = this.#wasOn !== on;
    this.#wasOn = on;
    const changed = this.#asked === null || !sameToModel(drawing, this.#asked);
    if (!changed && !switched) return;
    this.drop();
    this.#asked = drawing;
    if (on && !quiet && !this.#hidden && !this.host.inking) void this.ask();
  }

  /** Asks for the next stroke, on or off. @param liftedAt since when the person waits, ms of `performance.now()` */
  async ask(liftedAt = performance.now()): Promise<void> {
    this.drop();
    const { drawing, app } = this.host;
    this.#asked = drawing;
    this.#hidden = false;
    if (visibleStrokes(drawing).length === 0) return;
    const { manifest, obstacle } = this.installed;
    if (obstacle) return this.#fail(obstacle);
    if (!manifest) return this.#askOnceKnown(drawing, liftedAt);
    const request = requestFor(this.host, manifest, this.seed.take(), this.seed.locked ? null : 'suggest');
    // A line is a token at the least: earlier ones would not be heard, and need not travel.
    const ink = request.ink.slice(-manifest.network.context);
    const input = { ...request, ink, count: app.settings.candidates };
    this.#isWarm = true;
    const drawn = await this.#work.run({ ...input, extent: 'stroke' }, ({ guesses, candidates }) => {
      if (guesses) this.onGuesses(guesses, drawing);
      if (this.#offer.grow(candidates)) measureFrom(liftedAt);
    });
    if (drawn instanceof GombocError) return this.#fail(drawn);
    if (!drawn) return;
    this.#trouble = null;
    app.notices.clear(topic);
    if (this.#offer.settle(drawn, request)) measureFrom(liftedAt);
    if (this.#offer.waited()) this.accept();
  }

  next(step: 1 | -1): boolean {
    return this.#offer.next(step);
  }

  /**
   * Makes one strokes, one undo step, and asks for what comes next. Answers whether anything was offered.
   * @param index of the ghost; absent: the chosen one
   */
  accept(index?: number): boolean {
    if (index !== undefined) this.#offer.choose(index);
    const { ink } = this.#offer;
    if (!ink) return this.#offer.wait(index);
    const { host } = this;
    if (!mayDraw(host, ink.length)) return true;
    this.#offer.took(ink);
    host.change(addStrokes(host.drawing, strokesOf(ink, host.look)), t('Accept suggestion'));
    host.announce(t('Suggestion accepted.'));
    this.drop();
    if (this.on) void this.ask();
    return true;
  }

  /** Sends away what is offered, until the next stroke. Answers whether there was anything. */
  dismiss(): boolean {
    const any = this.#offer.list.length > 0 || this.running;
    this.#offer.dismiss();
    this.drop();
    if (any) this.#hidden = true;
    return any;
  }

  /** Takes back what is offered and ends what is being made. */
  drop(): void {
    this.#work.cancel();
    this.#offer.clear();
  }

  /** Main has not told of the models yet: what was drawn meanwhile is asked about then, unless something else was done. */
  async #askOnceKnown(drawing: Drawing, liftedAt: number): Promise<void> {
    const { host } = this;
    // That they can't be listed is told by the window.
    await host.app.knowModels().catch(() => undefined);
    const superseded = this.#asked !== drawing || this.#hidden || host.inking || host.drawing !== drawing;
    if (host.app.models && !superseded) await this.ask(liftedAt);
  }

  /** Opens the model while the first stroke is drawn, so that its ghosts need not wait for that. What comes is not shown. */
  #warm(): void {
    const { manifest } = this.installed;
    if (this.#isWarm || !manifest) return;
    this.#isWarm = true;
    const request = requestFor(this.host, manifest, this.seed.value, null);
    void this.#work.run({ ...request, count: 1, extent: 'stroke' }, () => undefined);
  }

  /** Each trouble is told once; the next stroke tries again, and the notice goes when that works. */
  #fail(error: GombocError): void {
    this.#offer.clear();
    this.#isWarm = false;
    const trouble = `${error.code} ${error.message}`;
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    const action = { label: t('Try again'), run: this.again };
    this.host.app.notices.fail(t('The model could not suggest strokes'), error, { topic, action });
  }
}

/** Leaves an entry `first ghost` in the page's timeline: from the pen's lifting to the frame that shows a ghost. */
function measureFrom(start: number): void {
  requestAnimationFrame(() => performance.measure('first ghost', { start, end: performance.now() }));
}
