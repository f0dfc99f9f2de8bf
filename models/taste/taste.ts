import { z } from 'zod';
import { GombocError } from '../error.ts';
import { said } from '../words/said.ts';
import { Beliefs, Lesson, Posterior, learn, noBeliefs } from './linucb.ts';

/*
 * What Gomboc has learned of a person's taste: which of several results to show first, and with which settings to make
 * the next ones. Two regressions, because settings work through what comes of them: told both, one would give all the
 * credit to the results.
 */

/** What a lesson is about: a result, told by what it is like; or the settings with which a batch was made. */
export const Question = z.enum(['results', 'settings']);
export type Question = z.infer<typeof Question>;

export const TasteLesson = Lesson.extend({ about: Question });
export type TasteLesson = z.infer<typeof TasteLesson>;

const schema = 1;

export const Taste = z.object({
  schema: z.literal(schema),
  results: Beliefs,
  settings: Beliefs,
  /** How many there were. */
  lessons: z.int().min(0),
});
export type Taste = z.infer<typeof Taste>;

export const noTaste: Taste = { schema, results: noBeliefs, settings: noBeliefs, lessons: 0 };

/** What the person did, as a reward. Not chosen is not disliked: another one was liked better. */
export const rewards = { kept: 1, edited: 0.7, passed: 0.3, discarded: 0 } as const;
export type Feedback = keyof typeof rewards;

/**
 * Reads what was kept of it.
 * @param value any JSON value
 * @throws GombocError `taste-unreadable`: no taste, of a later Gomboc, or sums that no lessons lead to
 */
export function readTaste(value: unknown): Taste {
  const parsed = Taste.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'unknown'}`, parsed.error);
  }
  for (const about of Question.options) {
    const posterior = new Posterior(parsed.data[about]);
    const odd = parsed.data[about].names.find((name) => !Number.isFinite(posterior.weight(name)));
    if (odd !== undefined) throw unreadable(`${about}: no lessons lead to these sums (${odd.slice(0, 60)})`);
  }
  return parsed.data;
}

const unreadable = (what: string, cause?: unknown): GombocError =>
  new GombocError(
    'taste-unreadable',
    said('What was learned of your taste can’t be read ({what}).', { what: what.slice(0, 200) }),
    'Reset it under Taste in the settings; until then nothing is ordered by it.',
    { cause },
  );

/** Adds lessons to what is known. */
export function learned(taste: Taste, lessons: readonly TasteLesson[]): Taste {
  return lessons.reduce(
    (before, lesson): Taste => ({
      ...before,
      [lesson.about]: learn(before[lesson.about], lesson),
      lessons: before.lessons + 1,
    }),
    taste,
  );
}

/** Something to choose among. */
export interface Arm {
  traits: readonly string[];
  /** The reward that it is thought to bring before anything was learned, 0…1: from the order that it comes in. */
  expected: number;
}

/** Of a list that comes the best first: a head start that holds until something was learned, and a few lessons outweigh. */
export const expectedAt = (place: number, count: number): number => (0.3 * (count - place)) / count;

/** One trait that speaks for an arm. */
export interface Reason {
  /** `temperature`, and `0.8`: see traits.ts. */
  about: string;
  value: string;
  /** How much more reward it promises than what the others have in its place. */
  weight: number;
}

/**
 * Why an arm comes first. `own`: nothing that was learned moves it there. `curious`: it promises no more than another, but
 * less is known of it.
 */
export interface Why {
  kind: 'learned' | 'curious' | 'own';
  /** The strongest first, two at most; only of `learned` any. */
  reasons: Reason[];
}

export interface Ranking {
  /** Indices of the arms, the best first. */
  order: number[];
  why: Why;
}

/**
 * How much being unsure counts (α of LinUCB). Of results little: all of a batch are seen anyway. Of settings more: what is
 * not tried brings no lessons. Chosen with `npm run taste -- --tune`, on other seeds than those reported.
 */
export const curiosity: Readonly<Record<Question, number>> = { results: 0.1, settings: 0.2 };

/**
 * Orders arms by their upper confidence bound. Draws nothing at random: the same taste and arms give the same order, and
 * equal arms stay as they came.
 */
export class Judge {
  readonly #posteriors: Readonly<Record<Question, Posterior>>;

  constructor(
    taste: Taste,
    private readonly alpha = curiosity,
  ) {
    this.#posteriors = { results: new Posterior(taste.results), settings: new Posterior(taste.settings) };
  }

  rank(about: Question, arms: readonly Arm[]): Ranking {
    const posterior = this.#posteriors[about];
    const scored = arms.map(({ traits, expected }, index) => {
      const promise = expected + posterior.mean(traits);
      return { index, promise, bound: promise + this.alpha[about] * posterior.deviation(traits) };
    });
    const order = scored
      .toSorted((a, b) => (sameNumber(a.bound, b.bound) ? a.index - b.index : b.bound - a.bound))
      .map(({ index }) => index);
    return { order, why: why(posterior, arms, order, (index) => scored[index]!.promise) };
  }
}

/** Sums of the same terms in another order differ in their last bits. */
const sameNumber = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

/** Weights below this would be no reason that a person could feel. */
const leastReason = 0.02;

function why(
  posterior: Posterior,
  arms: readonly Arm[],
  order: readonly number[],
  promise: (index: number) => number,
): Why {
  const [first] = order;
  if (first === undefined || order.length < 2) return { kind: 'own', reasons: [] };
  const others = order.slice(1);
  const reasons = reasonsFor(
    posterior,
    arms[first]!,
    others.map((index) => arms[index]!),
  );
  const bestOther = Math.max(...others.map(promise));
  if (promise(first) < bestOther - 1e-9) return { kind: 'curious', reasons: [] };
  // It would be first without any lesson, and none speaks for it.
  return reasons.length > 0 ? { kind: 'learned', reasons } : { kind: 'own', reasons: [] };
}

/** Of the same thing said about the studio, the job and the class the weights are summed: to a person they are one. */
function reasonsFor(posterior: Posterior, arm: Arm, others: readonly Arm[]): Reason[] {
  const sums = new Map<string, Reason>();
  const count = (traits: readonly string[], share: number) => {
    for (const trait of traits) {
      const [, about = '', value = ''] = trait.split('|');
      const reason = sums.get(`${about}|${value}`) ?? { about, value, weight: 0 };
      sums.set(`${about}|${value}`, { ...reason, weight: reason.weight + share * posterior.weight(trait) });
    }
  };
  count(arm.traits, 1);
  for (const other of others) count(other.traits, -1 / others.length);
  const own = new Set(arm.traits.map((trait) => trait.slice(trait.indexOf('|') + 1)));
  return [...sums]
    .filter(([key, { weight }]) => own.has(key) && weight >= leastReason)
    .map(([, reason]) => reason)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 2);
}
