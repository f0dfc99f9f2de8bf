import type { BrowserWindow } from 'electron';
import type { StudioId } from './ipc/contract.ts';

/** Longer than the Code studio waits for a reading (2 s) and packs its pictures; a page that hangs holds no window longer. */
const patienceMs = 6000;

type Closing = (event: { preventDefault: () => void }) => void;

/** What the page has not written down yet, and cannot at once: a window that is closed goes when it has. */
export class Debts {
  readonly #owing = new Set<StudioId>();
  #late: NodeJS.Timeout | null = null;

  constructor(
    private readonly window: Pick<BrowserWindow, 'close' | 'isDestroyed'> & {
      on: (name: 'close', heard: Closing) => unknown;
    },
  ) {
    window.on('close', (event) => {
      if (this.#owing.size === 0) return;
      event.preventDefault();
      this.#late ??= setTimeout(() => {
        this.#owing.clear();
        this.#leave();
      }, patienceMs);
    });
  }

  /** What a studio says: whether it owes something. */
  tell(studio: StudioId, owing: boolean): void {
    if (owing) this.#owing.add(studio);
    else this.#owing.delete(studio);
    if (this.#late !== null && this.#owing.size === 0) this.#leave();
  }

  /** Closes the window that waited. A quit that was held up goes on with it: it was the last one. */
  #leave(): void {
    if (this.#late !== null) clearTimeout(this.#late);
    this.#late = null;
    if (!this.window.isDestroyed()) this.window.close();
  }
}
