import type { CandidateDelta } from '../../../../models/drawing/request.ts';
import type { Ink } from '../../../../models/drawing/stroke.ts';
import type { Drawn } from '../../../../models/drawing/request.ts';
import { inkTraits, settingsTraits, type DrawingKind } from '../../../../models/taste/drawing.ts';
import type { Why } from '../../../../models/taste/taste.ts';
import { Batch, type BatchTaste } from '../../../lib/batch.ts';
import { rate } from '../../../lib/rate.ts';
import type { Ghost } from './host.ts';

/** One candidate: what the model drew of it so far. */
export interface Offered {
  /** Its number in the request's order. */
  candidate: number;
  ink: Ink;
  /** It grows no more. */
  done: boolean;
}

/** How an offer is ordered, and what it teaches. */
export interface OfferTaste {
  taste: () => BatchTaste;
  kind: DrawingKind;
  /** The best comes first; or they keep their places, and are only learned from. */
  ordered: boolean;
}

/** What a result was asked for with, as far as taste looks at it. */
export interface OfferRequest {
  subject: string | null;
  page: { side: number };
  sampling: { temperature: number };
}

/** What the model offers: shown as it grows, at most once a frame; then ranked, and one of it chosen. */
export class Offer {
  /** By number while they grow, the best first when they are done. None without a line. */
  list = $state.raw<readonly Offered[]>([]);
  /** Which of the list is chosen; null: not ranked yet. */
  chosen = $state<number | null>(null);
  readonly ghosts: readonly Ghost[] = $derived(this.list.map(({ ink }, i) => ({ ink, chosen: i === this.chosen })));
  readonly #growing = new Map<number, Offered>();
  /** Under which the library has them. */
  #run: string | undefined;
  /** Why the first of the list is first; null: nothing was ordered. */
  why = $state.raw<Why | null>(null);
  /** What can be learned from these; null: nothing more. */
  #batch: Batch<number> | null = null;
  #frame: number | null = null;
  /** The person could not wait: this candidate (null: the best) is accepted as soon as all are there. */
  #awaited: { candidate: number | null } | null = null;

  /** @param taste null: nothing is learned */
  constructor(private readonly taste: OfferTaste | null) {}

  /** The lines of the chosen one. */
  get ink(): Ink | null {
    return this.chosen === null ? null : (this.list[this.chosen]?.ink ?? null);
  }

  /** How many are done. */
  get done(): number {
    return this.list.filter(({ done }) => done).length;
  }

  /** Takes what has grown. Answers whether these are the first lines: they are shown at once, later ones with the next frame. */
  grow(deltas: readonly CandidateDelta[]): boolean {
    for (const { candidate, ink, done } of deltas) {
      if (ink.length > 0) this.#growing.set(candidate, { candidate, ink, done });
    }
    if (this.#growing.size === 0) return false;
    if (this.list.length === 0) {
      this.#show();
      return true;
    }
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#show();
    });
    return false;
  }

  /**
   * They are done. Answers whether these are the first lines.
   * @param made the best first, as far as the model knows
   * @param request with which they were asked for
   */
  settle(made: Pick<Drawn, 'candidates' | 'guesses'> & { recorded?: string }, request?: OfferRequest): boolean {
    this.#forget();
    this.#run = made.recorded;
    const first = this.list.length === 0;
    const best = made.candidates.filter(({ ink }) => ink.length > 0);
    const drawn = request ? this.#ordered(best, made.guesses, request) : best;
    this.list = drawn.map(({ candidate, ink }) => ({ candidate, ink, done: true }));
    this.chosen = this.list.length > 0 ? 0 : null;
    return first && this.list.length > 0;
  }

  /** Chooses the next or the one before, around the end. Answers whether there was a choice. */
  next(step: 1 | -1): boolean {
    const { length } = this.list;
    if (this.chosen === null || length < 2) return false;
    this.chosen = (this.chosen + step + length) % length;
    return true;
  }

  /** @param index in the list; while they still grow there is nothing to choose */
  choose(index: number): void {
    if (this.chosen !== null && index < this.list.length) this.chosen = index;
  }

  /**
   * To be accepted at the end of those that grow. Answers whether there are any.
   * @param index in the list; absent: the best, whichever that will be
   */
  wait(index?: number): boolean {
    const wanted = index === undefined ? undefined : this.list[index];
    this.#awaited = this.list.length > 0 ? { candidate: wanted?.candidate ?? null } : null;
    return this.#awaited !== null;
  }

  /** Whether one is to be accepted, now that all are there: it is chosen. */
  waited(): boolean {
    const awaited = this.#awaited;
    this.#awaited = null;
    const index = this.list.findIndex(({ candidate }) => candidate === awaited?.candidate);
    if (index >= 0) this.choose(index);
    return awaited !== null;
  }

  /** They grow no more: what is there can be chosen, the first to begin with. */
  halt(): void {
    this.#awaited = null;
    if (this.chosen !== null) return;
    if (this.#growing.size > 0) this.#show();
    this.#forget();
    this.chosen = this.list.length > 0 ? 0 : null;
  }

  /** One of them was taken into the drawing. */
  took(ink: Ink): void {
    const taken = this.list.find((one) => one.ink === ink);
    if (!taken) return;
    rate(this.#run, taken.candidate, 'kept');
    this.#batch?.tell(taken.candidate, 'kept');
    this.#batch?.leave();
    this.#batch = null;
  }

  /** The person sends them away, or asks for others. */
  dismiss(): void {
    this.#batch?.leave();
    this.clear();
  }

  /** They go, without a word on what they were worth. */
  clear(): void {
    this.#forget();
    this.#awaited = null;
    this.#batch = null;
    this.why = null;
    this.#run = undefined;
    this.list = [];
    this.chosen = null;
  }

  #ordered<One extends Drawn['candidates'][number]>(
    best: readonly One[],
    guesses: Drawn['guesses'],
    { subject, page, sampling }: OfferRequest,
  ): readonly One[] {
    if (!this.taste) return best;
    const { kind, ordered } = this.taste;
    const taste = this.taste.taste();
    const place = { kind, subject: subject ?? guesses?.[0]?.subject ?? null };
    const byNumber = new Map(best.map((one) => [one.candidate, one]));
    this.#batch = new Batch(taste, {
      keys: [...byNumber.keys()],
      traits: (candidate) => inkTraits(place, { ...byNumber.get(candidate)!, side: page.side }),
      settings: settingsTraits({ kind, subject }, sampling),
    });
    if (!ordered || !taste.knows) return best;
    const { order, why } = this.#batch.rank();
    this.why = why;
    return order.map((index) => best[index]!);
  }

  #show(): void {
    this.list = [...this.#growing.values()].sort((a, b) => a.candidate - b.candidate);
  }

  #forget(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.#growing.clear();
  }
}
