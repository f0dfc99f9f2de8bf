import { english, said, type Said, type Saying } from '../words/said.ts';

const MOST = 20;

export type Warn = (warning: Saying) => void;

/** What a reader has to tell, each thing once, and not more than a person reads. */
export class Warnings {
  readonly #said = new Map<string, Said>();
  #more = 0;

  readonly add: Warn = (warning) => {
    const text = typeof warning === 'string' ? warning : english(warning);
    if (this.#said.has(text)) return;
    if (this.#said.size < MOST) this.#said.set(text, said(warning));
    else this.#more += 1;
  };

  get list(): Said[] {
    const more = this.#more > 0 ? [said('And {count} more of the kind.', { count: this.#more })] : [];
    return [...this.#said.values(), ...more];
  }
}
