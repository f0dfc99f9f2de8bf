import type { StudioId } from '../../electron/ipc/contract.ts';
import { steps, type Step } from './steps.ts';

/** How far a studio's demonstration is. */
export type Outcome = 'under-way' | 'made' | 'not-made';

/** What the tour needs of the window. */
export interface Stage {
  /** Brings a studio in front, and has it show what it does. Answers whether something was made. */
  demonstrate(studio: StudioId, signal: AbortSignal): Promise<boolean>;
  /** A demonstration threw: a defect, for everything else is told by the studio. */
  failed(error: unknown): void;
}

/** A tour of the studios, each of which makes something: where it stands, and what is under way for it. */
export class Tour {
  /** Which step is shown; null: there is no tour. */
  at = $state<number | null>(null);
  #outcomes = $state.raw<Partial<Record<StudioId, Outcome>>>({});
  #skipped = new AbortController();

  constructor(private readonly stage: Stage) {}

  get step(): Step | null {
    return this.at === null ? null : (steps[this.at] ?? null);
  }

  get last(): boolean {
    return this.at === steps.length - 1;
  }

  /** How far the studio of this step is; null: nothing is made here. */
  get outcome(): Outcome | null {
    const studio = this.step?.studio;
    return studio ? (this.#outcomes[studio] ?? null) : null;
  }

  /** Begins with its first step, however far it was. */
  begin(): void {
    this.skip();
    this.#skipped = new AbortController();
    this.#outcomes = {};
    this.at = 0;
  }

  /** Goes on, or ends it after the last step. What is being made meanwhile is made to its end: studios go on behind. */
  next(): void {
    if (this.at === null) return;
    this.at = this.last ? null : this.at + 1;
    const studio = this.step?.studio;
    if (studio) void this.#demonstrate(studio);
  }

  /** Ends it, and whatever is under way for it. */
  skip(): void {
    this.at = null;
    this.#skipped.abort();
  }

  async #demonstrate(studio: StudioId): Promise<void> {
    const { signal } = this.#skipped;
    const tell = (outcome: Outcome) => {
      if (!signal.aborted) this.#outcomes = { ...this.#outcomes, [studio]: outcome };
    };
    tell('under-way');
    try {
      tell((await this.stage.demonstrate(studio, signal)) ? 'made' : 'not-made');
    } catch (error) {
      tell('not-made');
      this.stage.failed(error);
    }
  }
}
