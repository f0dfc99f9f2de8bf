const LONGEST = 64;

/** Hands out ids of strokes and layers, each once: `id`, then `id-2`, `id-3`, … */
export class UniqueIds {
  readonly #taken = new Set<string>();
  /** How often an id has been asked for, so that the thousandth repeat costs no more than the first. */
  readonly #asked = new Map<string, number>();

  has(id: string): boolean {
    return this.#taken.has(id);
  }

  /** @param id as stroke.ts allows it. */
  take(id: string): string {
    let free = id;
    let count = this.#asked.get(id) ?? 1;
    while (this.#taken.has(free)) {
      count += 1;
      const ending = `-${count}`;
      free = id.slice(0, LONGEST - ending.length) + ending;
    }
    this.#asked.set(id, count);
    this.#taken.add(free);
    return free;
  }
}
