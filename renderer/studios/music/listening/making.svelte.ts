import { GombocError } from '../../../../models/error.ts';
import {
  cutOut,
  pairOf,
  planCuts,
  seedOf,
  sideOf,
  type Cut,
  type Source,
} from '../../../../models/music/listening/cut.ts';
import { continuation, continuationSeconds, type Made, type Pair } from '../../../../models/music/listening/pair.ts';
import { defaultSampling } from '../../../../models/music/take.ts';
import { asGombocError, Cancelled, start, type RunningJob } from '../../../lib/api.ts';

/** How the pairs are made. */
export interface Order {
  sources: readonly Source[];
  count: number;
  seed: number;
  /** Name of the model that continues. */
  model: string;
  temperature: number;
  topP: number;
}

/** Makes the pairs of a set, one after the other: the first can be heard while the next is on its way. */
export class Making {
  /** null: nothing is being made. `share`: of all, 0…1. */
  progress = $state.raw<{ done: number; count: number; share: number } | null>(null);
  error = $state.raw<GombocError | null>(null);
  #job: RunningJob<'music.listen'> | null = null;
  /** Whose turn it is: what an order that was given up still does is of no use. */
  #turn = 0;

  /**
   * Resolves when all are made, it was cancelled, or one failed (`error`): what was handed over by then stands.
   * @param onPair gets each pair as soon as it is ready
   */
  async make(order: Order, onPair: (pair: Pair, index: number) => void): Promise<void> {
    this.cancel();
    const turn = this.#turn;
    this.error = null;
    try {
      const cuts = planCuts(order.sources, order.count, order.seed);
      for (const [i, cut] of cuts.entries()) {
        const show = (share: number) => {
          if (turn === this.#turn) this.progress = { done: i, count: cuts.length, share: (i + share) / cuts.length };
        };
        show(0);
        const pair = await this.#pair(order, cut, i, show);
        if (turn !== this.#turn) return;
        onPair(pair, i);
      }
    } catch (error) {
      if (turn === this.#turn && !(error instanceof Cancelled)) this.error = asGombocError(error);
    } finally {
      if (turn === this.#turn) this.progress = null;
    }
  }

  cancel(): void {
    this.#turn++;
    this.#job?.cancel();
    this.#job = null;
    this.progress = null;
  }

  async #pair(order: Order, cut: Cut, index: number, show: (share: number) => void): Promise<Pair> {
    const { model, temperature, topP, seed } = order;
    const { primer, person } = cutOut(cut.source.performance, cut.at);
    const sampling = { ...defaultSampling, temperature, topP, seed: seedOf(seed, index) };
    const request = {
      ...{ model, sampling, takes: 1, at: continuation.from, seconds: continuationSeconds },
      performance: { ...primer, tempos: [], meters: [] },
    };
    const job = start('music.listen', request, (deltas) => show(deltas.at(-1)?.progress ?? 0));
    this.#job = job;
    const { takes, model: made } = await job.done;
    const notes = takes[0]!.notes.filter(({ start }) => start < continuation.to);
    const { name, version, variant, sha256 } = made;
    const origin: Made = { model: name, version, variant, sha256, seed: sampling.seed, temperature, topP };
    return pairOf(cut, { primer, person, model: { notes, pedal: takes[0]!.pedal } }, sideOf(seed, index), origin);
  }
}
