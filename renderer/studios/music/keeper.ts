import { call } from '../../lib/api.ts';

/** How long after the last change the work is written down, in milliseconds. */
const pause = 500;
/** The longest that a change waits, in milliseconds: takes that are being made change without a pause, for minutes. */
const patience = 5000;

/** Keeps the unsaved work in the profile: soon after each change, and when the window goes. */
export class Keeper {
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** When the first change came that is not written down yet. */
  #since = 0;
  /** Counts the changes. */
  #revision = 0;
  /** Whether what was kept before is still to come back, and whether something changed meanwhile. */
  #held = false;
  #changed = false;

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

  /** Writes nothing before `back` resolves: it would take the place of what is to come back. */
  after(back: Promise<void>): void {
    this.#changed = this.#timer !== null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = true;
    void back.then(() => {
      this.#held = false;
      if (this.#changed) this.touch();
    });
  }

  /** Something changed. */
  touch(): void {
    this.#revision++;
    this.#changed = true;
    if (this.#held) return;
    if (this.#timer === null) this.#since = performance.now();
    else clearTimeout(this.#timer);
    const left = this.#since + patience - performance.now();
    this.#timer = setTimeout(() => this.flush(), Math.min(pause, Math.max(0, left)));
  }

  /** Writes now, if something changed since the last time. */
  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.keep(this.#revision, this.write()).catch(this.onFailure);
  }
}
