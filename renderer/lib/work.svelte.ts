import type { JobChunk, JobInput, JobName, JobResult } from '../../electron/ipc/contract.ts';
import type { GombocError } from '../../models/error.ts';
import { asGombocError, Cancelled, start, type RunningJob } from './api.ts';

/** One job at a time: a newer one takes the older one's place, and late words of the older are not heard. */
export class Work<Name extends JobName> {
  running = $state(false);
  /** What the last job failed with; null: it did not. */
  error = $state.raw<GombocError | null>(null);
  #job: RunningJob<Name> | null = null;

  constructor(readonly name: Name) {}

  /** Answers what came of it; null: it was cancelled or overtaken, and nobody waits for it any more. */
  async run(
    input: JobInput<Name>,
    onChunk: (chunk: JobChunk<Name>) => void,
  ): Promise<JobResult<Name> | GombocError | null> {
    this.cancel();
    this.error = null;
    const current = () => this.#job === job;
    const job: RunningJob<Name> = start(this.name, input, (chunk) => {
      if (current()) onChunk(chunk);
    });
    this.#job = job;
    this.running = true;
    try {
      const result = await job.done;
      return current() ? result : null;
    } catch (error) {
      if (!current() || error instanceof Cancelled) return null;
      return (this.error = asGombocError(error));
    } finally {
      if (current()) {
        this.#job = null;
        this.running = false;
      }
    }
  }

  /** Ends what is under way, at once. */
  cancel(): void {
    const job = this.#job;
    this.#job = null;
    this.running = false;
    job?.cancel();
  }
}
