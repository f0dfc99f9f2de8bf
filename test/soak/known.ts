/** A state of a document, as far as the script knows it. */
interface Known {
  /** Notes, strokes or elements. */
  count: number;
  /** Hash of the file that it is saved as; null: it was not saved in this state. */
  print: string | null;
}

/** What a studio should hold: the script does here what it does there, undo and redo too. */
export class Document {
  #past: Known[] = [];
  #future: Known[] = [];
  #now: Known = { count: 0, print: null };

  get count(): number {
    return this.#now.count;
  }

  get undoable(): boolean {
    return this.#past.length > 0;
  }

  get redoable(): boolean {
    return this.#future.length > 0;
  }

  /** Another document lies there. */
  begin(count: number): void {
    [this.#past, this.#future, this.#now] = [[], [], { count, print: null }];
  }

  /** One step of its history was made. */
  edit(count: number): void {
    this.#past.push(this.#now);
    [this.#future, this.#now] = [[], { count, print: null }];
  }

  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.#future.push(this.#now);
    this.#now = before;
  }

  redo(): void {
    const after = this.#future.pop();
    if (!after) return;
    this.#past.push(this.#now);
    this.#now = after;
  }

  /** A step was made and taken back: there is nothing to redo but that. */
  forgetRedo(): void {
    this.#future = [];
  }

  /** Compares what was found with what should be there. Answers what is wrong; null: nothing. */
  compare(count: number, print: string): string | null {
    const { count: wanted, print: known } = this.#now;
    if (count !== wanted) return `holds ${count}, not ${wanted}`;
    if (known !== null && print !== known) return `holds as many (${count}), but not the same`;
    this.#now.print = print;
    return null;
  }
}
