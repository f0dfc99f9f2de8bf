import type { Candidate, CandidateDelta } from '../../../../models/drawing/request.ts';
import type { Ink } from '../../../../models/drawing/stroke.ts';
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
  #frame: number | null = null;

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
   * @param ranked best first
   * @param run under which the library has them
   */
  settle(ranked: readonly Candidate[], run?: string): boolean {
    this.#forget();
    this.#run = run;
    const first = this.list.length === 0;
    const drawn = ranked.filter(({ ink }) => ink.length > 0);
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

  /** They grow no more: what is there can be chosen, the first to begin with. */
  halt(): void {
    if (this.chosen !== null) return;
    if (this.#growing.size > 0) this.#show();
    this.#forget();
    this.chosen = this.list.length > 0 ? 0 : null;
  }

  /** One of them was taken into the drawing. */
  took(ink: Ink): void {
    const taken = this.list.find((one) => one.ink === ink);
    if (taken) rate(this.#run, taken.candidate, 'kept');
  }

  clear(): void {
    this.#forget();
    this.#run = undefined;
    this.list = [];
    this.chosen = null;
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
