/**
 * Shows what a studio's model makes, from an example that comes with the app. Answers whether something was made; why not
 * is told by the studio itself. What the person was at is not lost: it can be brought back by undoing.
 * @param signal ends the work that is under way for it, and nothing else
 */
export type Demonstration = (signal: AbortSignal) => Promise<boolean>;

/** Does some work; while it lasts, the signal makes it be cancelled. */
export async function whileWanted(signal: AbortSignal, cancel: () => void, work: () => Promise<void>): Promise<void> {
  if (signal.aborted) return;
  signal.addEventListener('abort', cancel);
  try {
    await work();
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
