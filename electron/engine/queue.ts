/*
 * One job at a time, because all of them compute on the same cores; of each kind only the newest, because an answer
 * to an outdated question is of no use.
 */

export interface Queue {
  /**
   * Runs `work` when its turn has come. A later call of the same kind aborts this one, waiting or running, and so does
   * `signal`: then the promise rejects at once with an AbortError, while the next job waits until this one has let go.
   * @param kind null: nothing that comes later makes it needless
   */
  run<T>(kind: string | null, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Aborts whatever runs or waits; resolves when all has let go. */
  clear(): Promise<void>;
  readonly busy: boolean;
}

/** Cancelling is not a failure: nothing is reported to the person. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function cancelled(): DOMException {
  return new DOMException('The request was cancelled.', 'AbortError');
}

/** @param onChange called when the queue becomes busy or idle */
export function createQueue(onChange: (busy: boolean) => void = () => {}): Queue {
  const newest = new Map<string, AbortController>();
  const all = new Set<AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  async function turn<T>(before: Promise<unknown>, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) {
    await before;
    signal.throwIfAborted();
    return work(signal);
  }

  function run<T>(
    kind: string | null,
    outer: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    if (kind !== null) {
      newest.get(kind)?.abort(cancelled());
      newest.set(kind, controller);
    }
    all.add(controller);
    if (all.size === 1) onChange(true);
    const abort = () => controller.abort(cancelled());
    if (outer?.aborted) abort();
    outer?.addEventListener('abort', abort, { once: true });

    const { signal } = controller;
    const result = turn(last, signal, work);
    last = result
      .catch(() => {})
      .finally(() => {
        outer?.removeEventListener('abort', abort);
        if (kind !== null && newest.get(kind) === controller) newest.delete(kind);
        all.delete(controller);
        if (all.size === 0) onChange(false);
      });
    return untilAborted(result, signal);
  }

  return {
    run,
    async clear() {
      for (const controller of all) controller.abort(cancelled());
      await last;
    },
    get busy() {
      return all.size > 0;
    },
  };
}

function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
