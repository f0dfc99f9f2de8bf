import { asGombocError, Cancelled, start, type RunningJob } from '../../../lib/api.ts';
import type { Performance } from '../../../../models/music/note.ts';
import { settingsTraits, takeTraits } from '../../../../models/taste/music.ts';
import { expectedAt, rewards, type Feedback, type Ranking, type Why } from '../../../../models/taste/taste.ts';
import type { Learner } from '../../../lib/taste.svelte.ts';
import { rate } from '../../../lib/rate.ts';
import { finished, jobOf, newRun, withDeltas, type Lane, type MusicJob, type Run, type RunSettings } from './run.ts';

/** Runs that the history holds besides those with kept takes. */
const mostRuns = 40;

/** The takes being made and those made before, newest run first. */
export class Takes {
  runs = $state.raw<readonly Run[]>([]);
  /** The run that the panel and the roll show. */
  shownId = $state<number | null>(null);
  /** The take that is looked at; null: all of them alike. */
  focus = $state<number | null>(null);
  #job: { id: number; job: RunningJob<MusicJob> } | null = null;
  #nextId = 1;
  /** In which order the takes of a run are shown, by its number; of a run of an earlier session there is none. */
  #rankings = $state.raw<ReadonlyMap<number, Ranking>>(new Map());
  /** What was learned from already, as `run take`: a take is one lesson, not one for each click. */
  readonly #told = new Set<string>();

  constructor(private readonly taste: Pick<Learner, 'knows' | 'rank' | 'teach'>) {}

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
    this.cancel();
    const run = newRun(this.#nextId++, Date.now(), settings, base, end);
    this.runs = this.#forget([run, ...this.runs]);
    this.show(run.id);
    await this.#work(run);
  }

  /** Makes a run's takes again: the same settings and performance give the same takes. */
  async again(run: Run): Promise<void> {
    if (!run.base) return;
    this.cancel();
    const fresh = newRun(run.id, Date.now(), run.settings, run.base, run.region.from);
    const repeated = { ...fresh, region: run.region, kept: run.kept, accepted: run.accepted };
    this.#change(run.id, () => repeated);
    this.show(run.id);
    await this.#work(repeated);
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
    if (shown && shown.id !== id) this.#leave(shown);
    this.shownId = id;
    this.focus = null;
  }

  toggleKept(id: number, take: number): void {
    const run = this.#of(id);
    const takesBack = run?.kept.includes(take) === true;
    rate(run?.recorded, take, takesBack ? 'new' : 'kept');
    if (run) this.#tell(run, take, takesBack ? 'discarded' : 'kept');
    this.#change(id, (run) => ({
      ...run,
      kept: run.kept.includes(take) ? run.kept.filter((other) => other !== take) : [...run.kept, take],
    }));
  }

  markAccepted(id: number, take: number): void {
    const run = this.#of(id);
    rate(run?.recorded, take, 'kept');
    if (run) this.#tell(run, take, 'kept');
    this.#change(id, (run) => ({ ...run, accepted: [...new Set([...run.accepted, take])] }));
  }

  /** What was accepted was changed by hand, or taken back. */
  markAfter(id: number, take: number, what: 'edited' | 'discarded'): void {
    const run = this.#of(id);
    rate(run?.recorded, take, what === 'edited' ? 'edited' : 'new');
    if (run) this.#tell(run, take, what);
  }

  /** Nobody asked for these: that they are put away teaches nothing. */
  excuse({ id, lanes }: Run): void {
    for (const { take } of lanes) this.#told.add(`${id} ${take}`);
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

  async #work(run: Run & { base: Performance | null }): Promise<void> {
    if (!run.base) return;
    const { name, input } = jobOf({ ...run, base: run.base });
    // Late words of a job that was cancelled must not touch the run that took its place.
    const current = () => this.#job?.job === job;
    const job: RunningJob<MusicJob> = start(name, input, (deltas) => {
      if (current()) this.#change(run.id, (now) => withDeltas(now, deltas));
    });
    this.#job = { id: run.id, job };
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

  #rank({ id, lanes, settings, region }: Run): void {
    const arms = lanes.map((lane, i) => ({
      traits: takeTraits(settings.task.kind, { ...lane, region: lane.region ?? region }),
      expected: expectedAt(i, lanes.length),
    }));
    const known = [...this.#rankings].filter(([other]) => this.#of(other));
    this.#rankings = new Map([...known, [id, this.taste.rank('results', arms)]]);
  }

  /** Learns from one take, and from the settings with the first of its run that was kept. */
  #tell(run: Run, take: number, feedback: Feedback): void {
    const lane = run.lanes.find((one) => one.take === take);
    if (!lane) return;
    const { kind } = run.settings.task;
    const reward = rewards[feedback];
    const traits = takeTraits(kind, { ...lane, region: lane.region ?? run.region });
    const first = feedback === 'kept' && !run.lanes.some((one) => this.#told.has(`${run.id} ${one.take}`));
    this.#told.add(`${run.id} ${take}`);
    this.taste.teach([
      { about: 'results', traits, reward },
      ...(first ? [{ about: 'settings' as const, traits: settingsTraits(kind, run.settings.sampling), reward }] : []),
    ]);
  }

  /** The takes are put away: those that nothing was done with were passed over, or all sent away where none was kept. */
  #leave(run: Run): void {
    if (run.state !== 'done') return;
    const { kind } = run.settings.task;
    const left = run.lanes.filter(({ take }) => !this.#told.has(`${run.id} ${take}`));
    const none = left.length === run.lanes.length;
    for (const { take } of left) this.#told.add(`${run.id} ${take}`);
    const reward = none ? rewards.discarded : rewards.passed;
    const lessons = left.map((lane) => ({
      ...{ about: 'results' as const, reward },
      traits: takeTraits(kind, { ...lane, region: lane.region ?? run.region }),
    }));
    const settings = { about: 'settings' as const, reward, traits: settingsTraits(kind, run.settings.sampling) };
    this.taste.teach(none ? [...lessons, settings] : lessons);
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
