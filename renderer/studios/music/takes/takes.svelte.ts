import { asGombocError, Cancelled, start, type RunningJob } from '../../../lib/api.ts';
import type { Performance } from '../../../../models/music/note.ts';
import { settingsTraits, takeTraits } from '../../../../models/taste/music.ts';
import type { Ranking, Why } from '../../../../models/taste/taste.ts';
import { Batch, type BatchTaste } from '../../../lib/batch.ts';
import { rate } from '../../../lib/rate.ts';
import { finished, jobOf, newRun, withDeltas, type Lane, type MusicJob, type Run, type RunSettings } from './run.ts';

/** Runs that the history holds besides those with kept takes. */
const mostRuns = 40;

const isEmpty = ({ lanes }: Run): boolean => lanes.every(({ notes, sounding }) => notes.length + sounding.length === 0);

/** The takes being made and those made before, newest run first. */
export class Takes {
  runs = $state.raw<readonly Run[]>([]);
  /** The run that the panel and the roll show. */
  shownId = $state<number | null>(null);
  /** The take that is looked at; null: all of them alike. */
  focus = $state<number | null>(null);
  /** `made`: it was asked for anew, not again. */
  #job: { id: number; job: RunningJob<MusicJob>; made: boolean } | null = null;
  #nextId = 1;
  /** In which order the takes of a run are shown, by its number; of a run of an earlier session there is none. */
  #rankings = $state.raw<ReadonlyMap<number, Ranking>>(new Map());
  /** What is learned from a run's takes, by its number. */
  readonly #batches = new Map<number, Batch<number>>();

  constructor(private readonly taste: BatchTaste) {}

  get shown(): Run | null {
    return this.runs.find(({ id }) => id === this.shownId) ?? null;
  }

  /** A run's takes in the order in which they are shown: by taste, once they are done. */
  inOrder(run: Run): readonly Lane[] {
    const ranking = this.taste.knows ? this.#rankings.get(run.id) : undefined;
    return ranking ? ranking.order.map((index) => run.lanes[index]!) : run.lanes;
  }

  /** Why the first of them is first; null: nothing was ordered. */
  whyFirst(run: Run): Why | null {
    return (this.taste.knows && this.#rankings.get(run.id)?.why) || null;
  }

  get running(): Run | null {
    return this.runs.find(({ state }) => state === 'running') ?? null;
  }

  /** Asks for takes. A run under way is cancelled: what it has made stays in the history. */
  async make(settings: RunSettings, base: Performance, end: number): Promise<void> {
    const under = this.#job;
    this.cancel();
    // With the key held down, runs without a note would push all others out of the history.
    const idle = (run: Run) => under?.made === true && under.id === run.id && isEmpty(run);
    const run = newRun(this.#nextId++, Date.now(), settings, base, end);
    this.runs = this.#forget([run, ...this.runs.filter((other) => !idle(other))]);
    this.show(run.id);
    await this.#work(run, true);
  }

  /** Makes a run's takes again: the same settings and performance give the same takes. */
  async again(run: Run): Promise<void> {
    if (!run.base) return;
    this.cancel();
    const fresh = newRun(run.id, Date.now(), run.settings, run.base, run.region.from);
    const repeated = { ...fresh, region: run.region, kept: run.kept, accepted: run.accepted };
    this.#change(run.id, () => repeated);
    this.show(run.id);
    await this.#work(repeated, false);
  }

  cancel(): void {
    const under = this.#job;
    this.#job = null;
    if (!under) return;
    under.job.cancel();
    this.#change(under.id, (run) => ({ ...run, state: 'cancelled' }));
  }

  show(id: number | null): void {
    const { shown } = this;
    if (shown?.state === 'done' && shown.id !== id) this.#batchOf(shown).leave();
    this.shownId = id;
    this.focus = null;
  }

  toggleKept(id: number, take: number): void {
    const run = this.#of(id);
    const takesBack = run?.kept.includes(take) === true;
    rate(run?.recorded, take, takesBack ? 'new' : 'kept');
    if (run) this.#batchOf(run).tell(take, takesBack ? 'discarded' : 'kept');
    this.#change(id, (run) => ({
      ...run,
      kept: run.kept.includes(take) ? run.kept.filter((other) => other !== take) : [...run.kept, take],
    }));
  }

  markAccepted(id: number, take: number): void {
    const run = this.#of(id);
    rate(run?.recorded, take, 'kept');
    if (run) this.#batchOf(run).tell(take, 'kept');
    this.#change(id, (run) => ({ ...run, accepted: [...new Set([...run.accepted, take])] }));
  }

  /** What was accepted was changed by hand, or taken back. */
  markAfter(id: number, take: number, what: 'edited' | 'discarded'): void {
    const run = this.#of(id);
    rate(run?.recorded, take, what === 'edited' ? 'edited' : 'new');
    if (run) this.#batchOf(run).tell(take, what);
  }

  /** Nobody asked for these: that they are put away teaches nothing. */
  excuse(run: Run): void {
    this.#batchOf(run).excuse();
  }

  remove(id: number): void {
    if (this.#job?.id === id) this.cancel();
    this.runs = this.runs.filter((run) => run.id !== id);
    if (this.shownId === id) this.show(null);
  }

  /** Puts back what a session kept. */
  restore(runs: readonly Run[]): void {
    this.runs = runs;
    // They were judged when they were made.
    for (const run of runs) this.excuse(run);
    this.#nextId = Math.max(0, ...runs.map(({ id }) => id)) + 1;
  }

  async #work(run: Run, made: boolean): Promise<void> {
    if (!run.base) return;
    const { name, input } = jobOf({ ...run, base: run.base });
    // Late words of a job that was cancelled must not touch the run that took its place.
    const current = () => this.#job?.job === job;
    const job: RunningJob<MusicJob> = start(name, input, (deltas) => {
      if (current()) this.#change(run.id, (now) => withDeltas(now, deltas));
    });
    this.#job = { id: run.id, job, made };
    try {
      const generation = await job.done;
      if (!current()) return;
      this.#change(run.id, (now) => finished(now, generation));
      this.#rank(this.#of(run.id)!);
    } catch (error) {
      if (!current()) return;
      if (error instanceof Cancelled) this.#change(run.id, (now) => ({ ...now, state: 'cancelled' }));
      else this.#change(run.id, (now) => ({ ...now, state: 'failed', error: asGombocError(error) }));
    } finally {
      if (current()) this.#job = null;
    }
  }

  #rank(run: Run): void {
    const known = [...this.#rankings].filter(([other]) => this.#of(other));
    this.#rankings = new Map([...known, [run.id, this.#batchOf(run).rank()]]);
    for (const id of this.#batches.keys()) if (!this.#of(id)) this.#batches.delete(id);
  }

  #batchOf(run: Run): Batch<number> {
    const known = this.#batches.get(run.id);
    if (known) return known;
    const { task, sampling } = run.settings;
    const batch = new Batch(this.taste, {
      keys: run.lanes.map(({ take }) => take),
      // As it is when it is asked: a take that was made again, or further, has other notes.
      traits: (take) => {
        const now = this.#of(run.id) ?? run;
        const lane = now.lanes.find((one) => one.take === take)!;
        return takeTraits(task.kind, { ...lane, region: lane.region ?? now.region });
      },
      settings: settingsTraits(task.kind, sampling),
    });
    this.#batches.set(run.id, batch);
    return batch;
  }

  #of(id: number): Run | undefined {
    return this.runs.find((run) => run.id === id);
  }

  #change(id: number, change: (run: Run) => Run): void {
    this.runs = this.runs.map((run) => (run.id === id ? change(run) : run));
  }

  #forget(runs: readonly Run[]): readonly Run[] {
    let free = mostRuns;
    return runs.filter((run) => run.kept.length > 0 || free-- > 0);
  }
}
