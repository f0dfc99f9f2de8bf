import { z } from 'zod';

/*
 * LinUCB with one weight vector for all arms (Li, Chu, Langford and Schapire, "A contextual-bandit approach to
 * personalized news article recommendation", WWW 2010): ridge regression of reward on features, and how unsure it is.
 * An arm is a set of named traits, each there (1) or not (0), so that new traits need no fixed list of features.
 */

/** What is said of an arm, or of where it stands: `music/continue|temperature|0.8`. See traits.ts. */
export const Trait = z.string().min(1).max(160);

/** What became of an arm that was shown. */
export const Lesson = z.object({
  traits: z.array(Trait).min(1).max(64),
  /** 0: sent away; 1: kept as it is. */
  reward: z.number().min(0).max(1),
});
export type Lesson = z.infer<typeof Lesson>;

/** Traits that are remembered at once: enough for the habits of a person, and solved for in some milliseconds. */
export const mostTraits = 256;

/** The sums of the regression over all lessons. */
export const Beliefs = z
  .object({
    names: z.array(Trait).max(mostTraits),
    /** How often two traits were there together: the lower triangle row by row, the diagonal last in each. */
    together: z.array(z.number().min(0)),
    /** The rewards of all lessons in which a trait was there, summed. */
    rewards: z.array(z.number().min(0)),
  })
  .refine(
    ({ names, together, rewards }) =>
      new Set(names).size === names.length &&
      rewards.length === names.length &&
      together.length === triangle(names.length),
    'the sums do not fit the names',
  );
export type Beliefs = z.infer<typeof Beliefs>;

export const noBeliefs: Beliefs = { names: [], together: [], rewards: [] };

/** Numbers in the first `rows` rows of a lower triangle. */
const triangle = (rows: number): number => (rows * (rows + 1)) / 2;
const at = (row: number, column: number): number => triangle(Math.max(row, column)) + Math.min(row, column);

/** How often a trait was there. */
const seen = ({ together }: Beliefs, index: number): number => together[at(index, index)]!;

/** Adds a lesson to the sums. When there is no room for its traits, those go that were there least often. */
export function learn(beliefs: Beliefs, { traits, reward }: Lesson): Beliefs {
  const here = new Set(traits.slice(0, mostTraits));
  const known = new Set(beliefs.names);
  const fresh = [...here].filter((trait) => !known.has(trait));
  const { names, together, rewards } = grown(withRoomFor(beliefs, fresh.length, here), fresh);
  const indices = names.flatMap((name, i) => (here.has(name) ? [i] : []));
  for (const row of indices) {
    rewards[row]! += reward;
    for (const column of indices) if (column <= row) together[at(row, column)]! += 1;
  }
  return { names, together, rewards };
}

const grown = ({ names, together, rewards }: Beliefs, fresh: readonly string[]): Beliefs => {
  const all = [...names, ...fresh];
  const zeros = (count: number) => new Array<number>(count).fill(0);
  return {
    names: all,
    together: [...together, ...zeros(triangle(all.length) - together.length)],
    rewards: [...rewards, ...zeros(fresh.length)],
  };
};

/** Without a trait its row and column go: what is left are the sums of the others, as they are. */
function withRoomFor(beliefs: Beliefs, count: number, keep: ReadonlySet<string>): Beliefs {
  const excess = beliefs.names.length + count - mostTraits;
  if (excess <= 0) return beliefs;
  const rarest = beliefs.names
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => !keep.has(name))
    .sort((a, b) => seen(beliefs, a.index) - seen(beliefs, b.index) || a.index - b.index)
    .slice(0, excess);
  const gone = new Set(rarest.map(({ index }) => index));
  const left = beliefs.names.flatMap((_, i) => (gone.has(i) ? [] : [i]));
  return {
    names: left.map((i) => beliefs.names[i]!),
    together: left.flatMap((row, i) => left.slice(0, i + 1).map((column) => beliefs.together[at(row, column)]!)),
    rewards: left.map((i) => beliefs.rewards[i]!),
  };
}

/** Ridge: as if every trait had been there once before, alone, and had earned nothing. */
const ridge = 1;

/** The regression solved: what reward to expect of traits, and how sure that is. */
export class Posterior {
  readonly #index: ReadonlyMap<string, number>;
  /** Of Σ x xᵀ + ridge·I. */
  readonly #factor: readonly number[];
  readonly #weights: readonly number[];

  constructor(private readonly beliefs: Beliefs) {
    this.#index = new Map(beliefs.names.map((name, i) => [name, i]));
    this.#factor = cholesky(beliefs);
    this.#weights = backward(this.#factor, forward(this.#factor, beliefs.rewards));
  }

  /** What a trait adds to the reward; 0 of one that was never there. */
  weight(trait: string): number {
    const index = this.#index.get(trait);
    return index === undefined ? 0 : this.#weights[index]!;
  }

  /** How often a trait was there. */
  seen(trait: string): number {
    const index = this.#index.get(trait);
    return index === undefined ? 0 : seen(this.beliefs, index);
  }

  /** The reward to be expected. */
  mean(traits: readonly string[]): number {
    return traits.reduce((sum, trait) => sum + this.weight(trait), 0);
  }

  /** How far the truth may be from that: √(xᵀ A⁻¹ x). */
  deviation(traits: readonly string[]): number {
    const x = new Array<number>(this.beliefs.names.length).fill(0);
    let unknown = 0;
    for (const trait of new Set(traits)) {
      const index = this.#index.get(trait);
      if (index === undefined) unknown++;
      else x[index] = 1;
    }
    const half = forward(this.#factor, x);
    return Math.sqrt(half.reduce((sum, value) => sum + value * value, unknown / ridge));
  }
}

/** L of L Lᵀ, packed as `together`. The ridge keeps it positive definite. */
function cholesky({ names, together }: Beliefs): number[] {
  const factor = new Array<number>(together.length);
  for (let row = 0; row < names.length; row++) {
    const here = triangle(row);
    for (let column = 0; column <= row; column++) {
      const there = triangle(column);
      let sum = together[here + column]! + (row === column ? ridge : 0);
      for (let k = 0; k < column; k++) sum -= factor[here + k]! * factor[there + k]!;
      factor[here + column] = row === column ? Math.sqrt(sum) : sum / factor[there + column]!;
    }
  }
  return factor;
}

/** z of L z = b. */
function forward(factor: readonly number[], b: readonly number[]): number[] {
  const z: number[] = [];
  for (let row = 0; row < b.length; row++) {
    let sum = b[row]!;
    for (let column = 0; column < row; column++) sum -= factor[at(row, column)]! * z[column]!;
    z.push(sum / factor[at(row, row)]!);
  }
  return z;
}

/** x of Lᵀ x = z. */
function backward(factor: readonly number[], z: readonly number[]): number[] {
  const x = [...z];
  for (let row = z.length - 1; row >= 0; row--) {
    for (let below = row + 1; below < z.length; below++) x[row]! -= factor[at(below, row)]! * x[below]!;
    x[row]! /= factor[at(row, row)]!;
  }
  return x;
}
