import { setImmediate as endOfTurn } from 'node:timers/promises';

/** The longest that anybody else has to wait, ms. */
const patience = 8;

/**
 * For long work in short pieces: after each piece it lets the others have their turn, if they have waited long enough.
 * It throws an AbortError when the work is not wanted any more.
 */
export function turns(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < patience) return;
    await endOfTurn();
    signal?.throwIfAborted();
    since = performance.now();
  };
}
