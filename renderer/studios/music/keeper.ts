import { call } from '../../lib/api.ts';

/** How long after the last change the work is written down, in milliseconds. */
const pause = 500;

/** Keeps the unsaved work in the profile: soon after each change, and when the window goes. */
export class Keeper {
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Counts the changes. */
  #revision = 0;

  /**
   * @param write puts the work into words
   * @param onFailure is told when it can't be kept; the next change tries again
   */
  constructor(
    private readonly write: () => string,
    private readonly onFailure: (error: unknown) => void,
    private readonly keep: (revision: number, text: string) => Promise<void> = (revision, text) =>
      call('session.keep', { studio: 'music', revision, text }),
  ) {}

  /** Something changed. */
  touch(): void {
    this.#revision++;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  /** Writes now, if something changed since the last time. */
  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.keep(this.#revision, this.write()).catch(this.onFailure);
  }
}
