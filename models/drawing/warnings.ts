const MOST = 20;

/** What a reader has to tell, each thing once, and not more than a person reads. */
export class Warnings {
  readonly #said = new Set<string>();
  #more = 0;

  readonly add = (warning: string): void => {
    if (this.#said.has(warning)) return;
    if (this.#said.size < MOST) this.#said.add(warning);
    else this.#more += 1;
  };

  get list(): string[] {
    return [...this.#said, ...(this.#more > 0 ? [`And ${this.#more} more of the kind.`] : [])];
  }
}
