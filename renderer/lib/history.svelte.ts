/** One step back or forward: what was done, and the state it led from or to. */
interface Entry<State> {
  label: string;
  state: State;
  /** When the step was made: a number that grows with each step of any history. */
  at: number;
  /** What would be free again if the step were forgotten: what the state before it holds and the one after it does not. */
  cost: number;
}

/** Steps that were made in all histories together: tells which of two histories has the later one. */
let made = 0;

/** How one change is recorded. */
export interface Change {
  /** Shown as "Undo <label>". */
  label: string;
  /** Consecutive changes with the same key become one step (an arrow key held down). */
  merge?: string;
}

/** Steps that are kept at most, however little they cost: lists of them are made anew with each. */
const mostSteps = 5000;

/**
 * Undo and redo over immutable states. States share structure, so a step costs what it changed: what only `state` holds,
 * and not `next`, is what `cost` says. The oldest steps are forgotten when all together cost more than `budget`.
 */
export class History<State> {
  #past = $state.raw<readonly Entry<State>[]>([]);
  #future = $state.raw<readonly Entry<State>[]>([]);
  #present = $state.raw() as State;
  #merge: string | undefined;

  constructor(
    initial: State,
    private readonly cost: (state: State, next: State) => number = () => 1,
    private readonly budget = 500,
  ) {
    this.#present = initial;
  }

  get present(): State {
    return this.#present;
  }

  /** The steps that can be taken back, oldest first: each with the state before it. */
  get past(): readonly Readonly<Entry<State>>[] {
    return this.#past;
  }

  /** The steps that can be done again, the next one last: each with the state after it. */
  get future(): readonly Readonly<Entry<State>>[] {
    return this.#future;
  }

  /** Label of the step that `undo` takes back, or null. */
  get undoLabel(): string | null {
    return this.#past.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.#future.at(-1)?.label ?? null;
  }

  /** When the step was made that `undo` takes back, in the order of all histories' steps; null: there is none. */
  get undoAt(): number | null {
    return this.#past.at(-1)?.at ?? null;
  }

  /** When the step was made that `redo` does again. */
  get redoAt(): number | null {
    return this.#future.at(-1)?.at ?? null;
  }

  /** Makes `state` the present, undoable as one step. */
  push(state: State, { label, merge }: Change): void {
    const merged = merge !== undefined && merge === this.#merge && this.#past.length > 0;
    const last = merged ? this.#past.at(-1)! : { label, state: this.#present };
    const before = merged ? this.#past.slice(0, -1) : this.#past;
    this.#past = this.#trim(before.concat({ ...last, at: ++made, cost: this.cost(last.state, state) }));
    this.#merge = merge;
    this.#future = [];
    this.#present = state;
  }

  /** Makes `state` the present without a step of its own: what the last step led to is complete only now. */
  amend(state: State): void {
    const last = this.#past.at(-1);
    if (last) this.#past = [...this.#past.slice(0, -1), { ...last, cost: this.cost(last.state, state) }];
    this.#present = state;
  }

  /** Steps back; returns the label of what was undone, or null when there is nothing to undo. */
  undo(): string | null {
    const entry = this.#past.at(-1);
    if (!entry) return null;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, { ...entry, state: this.#present }];
    this.#present = entry.state;
    this.#merge = undefined;
    return entry.label;
  }

  redo(): string | null {
    const entry = this.#future.at(-1);
    if (!entry) return null;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, { ...entry, state: this.#present }];
    this.#present = entry.state;
    this.#merge = undefined;
    return entry.label;
  }

  /** Ends a run of merging changes, unless it is of this key: the next one is a step of its own. */
  settle(unless?: string): void {
    if (this.#merge !== unless) this.#merge = undefined;
  }

  /** Forgets all steps: a session was restored. */
  reset(state: State): void {
    this.#past = [];
    this.#future = [];
    this.#present = state;
    this.#merge = undefined;
  }

  #trim(entries: Entry<State>[]): Entry<State>[] {
    let spent = 0;
    let first = entries.length;
    while (first > 0 && entries.length - first < mostSteps) {
      spent += entries[first - 1]!.cost;
      // The latest step can always be undone, whatever it costs.
      if (spent > this.budget && first < entries.length) break;
      first--;
    }
    return entries.slice(first);
  }
}

export type Author = 'person' | 'model';

/** A step of a history, as its list shows it. */
export interface Step {
  label: string;
  /** Who made the state that the step led to. */
  author: Author;
  /** Whether it was taken back and can be done again. */
  undone: boolean;
}

/** The steps of a history, oldest first; those that were taken back come last. */
export function stepsOf<State extends { author: Author }>({ past, present, future }: History<State>): Step[] {
  const done = past.map(({ label }, i): Step => {
    return { label, author: (past[i + 1]?.state ?? present).author, undone: false };
  });
  const undone = future.map(({ label, state }): Step => ({ label, author: state.author, undone: true }));
  return [...done, ...undone.toReversed()];
}
