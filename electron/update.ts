import { GombocError, type ErrorEnvelope } from '../models/error.ts';
import { said } from '../models/words/said.ts';
import type { UpdateStatus } from './ipc/contract.ts';

/** What finds, fetches and installs a newer version: updater.ts, over electron-updater. */
export interface Updater {
  /** The newer version that there is; null: none. Throws GombocError `update-failed` if this copy can't be replaced. */
  look(): Promise<string | null>;
  /** Downloads it and checks its sum. @param onShare hears how much of it is there, from 0 to 1 */
  load(onShare: (share: number) => void, signal: AbortSignal): Promise<void>;
  /** Ends the app, and starts the newer version. */
  install(): void;
}

/** A newer version is looked for when that is switched on or the app starts, and then so often: a day, in milliseconds. */
const interval = 24 * 60 * 60 * 1000;

const nothing = { version: null, share: null, error: null };

/**
 * Newer versions: looked for only while the person has that switched on, downloaded and installed only when the person
 * says so.
 */
export class Update {
  readonly #open: (() => Promise<Updater>) | null;
  readonly #onStatus: (status: UpdateStatus) => void;
  #updater: Promise<Updater> | null = null;
  #status: UpdateStatus;
  /** While it is switched on. */
  #allowed: { timer: NodeJS.Timeout; stop: AbortController } | null = null;

  /** @param open loads the updater when it is first needed; null: this copy knows no feed, and never looks for anything */
  constructor(open: (() => Promise<Updater>) | null, onStatus: (status: UpdateStatus) => void) {
    this.#open = open;
    this.#onStatus = onStatus;
    this.#status = { ...nothing, state: open ? 'off' : 'absent' };
  }

  status(): UpdateStatus {
    return this.#status;
  }

  /** The person switched it on, and it looks at once; or off, and what is under way ends. */
  allow(on: boolean): void {
    if (!this.#open || on === (this.#allowed !== null)) return;
    if (this.#allowed) {
      clearInterval(this.#allowed.timer);
      this.#allowed.stop.abort();
      this.#allowed = null;
      return this.#say({ ...nothing, state: 'off' });
    }
    const timer = setInterval(() => void this.look(), interval);
    timer.unref();
    this.#allowed = { timer, stop: new AbortController() };
    void this.look();
  }

  /** Asks the feed; what came of it is in the status. Does nothing while it is off or at work, or when all is ready. */
  async look(): Promise<void> {
    if (!this.#allowed || ['looking', 'loading', 'ready'].includes(this.#status.state)) return;
    await this.#attempt({ ...nothing, state: 'looking' }, async (updater) => {
      const version = await updater.look();
      return { ...nothing, state: version === null ? 'current' : 'offered', version };
    });
  }

  /** Downloads what was offered. @throws GombocError `input-invalid` if nothing is */
  async load(): Promise<void> {
    const { state, version } = this.#status;
    if (state !== 'offered') throw outOfTurn(state);
    const loading = (share: number): UpdateStatus => ({ state: 'loading', version, share, error: null });
    await this.#attempt(loading(0), async (updater, signal) => {
      await updater.load((share) => !signal.aborted && this.#say(loading(share)), signal);
      return { ...nothing, state: 'ready', version };
    });
  }

  /** Ends the app and starts what was downloaded. @throws GombocError `input-invalid` if nothing was */
  async install(): Promise<void> {
    if (this.#status.state !== 'ready' || !this.#updater) throw outOfTurn(this.#status.state);
    (await this.#updater).install();
  }

  /** Says what is begun, does it, and says how it ended; unless it was switched off meanwhile. */
  async #attempt(
    begun: UpdateStatus,
    work: (updater: Updater, signal: AbortSignal) => Promise<UpdateStatus>,
  ): Promise<void> {
    const signal = this.#allowed!.stop.signal;
    this.#say(begun);
    try {
      this.#updater ??= this.#open!();
      const end = await work(await this.#updater, signal);
      if (!signal.aborted) this.#say(end);
    } catch (error) {
      if (!signal.aborted) this.#say({ ...nothing, state: 'failed', error: told(error) });
    }
  }

  #say(status: UpdateStatus): void {
    this.#status = status;
    this.#onStatus(status);
  }
}

const outOfTurn = (state: string): GombocError =>
  new GombocError('input-invalid', `There is no newer version to be had now (${state}).`, 'Look for one first.');

/** What went wrong, in a line: electron-updater's own messages go on with headers and stack traces. */
function told(error: unknown): ErrorEnvelope {
  if (error instanceof GombocError) return error.envelope;
  const what = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200);
  return new GombocError(
    'update-failed',
    said('The newer version could not be had: {what}', { what: what ?? '' }),
    'Check the network connection and try again, or fetch the newer version yourself.',
  ).envelope;
}
