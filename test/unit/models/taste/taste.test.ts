import { describe, expect, it } from 'vitest';
import type { GombocError } from '../../../../models/error.ts';
import {
  Judge,
  expectedAt,
  learned,
  noTaste,
  readTaste,
  rewards,
  type Arm,
  type TasteLesson,
} from '../../../../models/taste/taste.ts';
import { traitsOf } from '../../../../models/taste/traits.ts';
import { policies, simulate } from '../../../taste/simulation.ts';

const take = (notes: string, loudness: string) => traitsOf(['music', 'music/continue'], { notes, loudness });
const arms = (...traits: string[][]): Arm[] =>
  traits.map((one, i) => ({ traits: one, expected: expectedAt(i, traits.length) }));
const batch = arms(take('few', 'loud'), take('many', 'loud'), take('few', 'soft'), take('many', 'soft'));
const result = (traits: string[], feedback: keyof typeof rewards): TasteLesson => ({
  ...{ about: 'results', traits, reward: rewards[feedback] },
});
const rank = (lessons: TasteLesson[]) => new Judge(learned(noTaste, lessons)).rank('results', batch);

describe('the order', () => {
  it('is the model’s own before anything was learned', () => {
    expect(rank([])).toEqual({ order: [0, 1, 2, 3], why: { kind: 'own', reasons: [] } });
  });

  it('puts first what is like the kept, and says what speaks for it', () => {
    const { order, why } = rank([result(take('many', 'soft'), 'kept'), result(take('few', 'loud'), 'passed')]);
    expect(order[0]).toBe(3);
    expect(why.kind).toBe('learned');
    expect(why.reasons.map(({ about, value }) => `${about} ${value}`).sort()).toEqual(['loudness soft', 'notes many']);
    expect(why.reasons.every(({ weight }) => weight > 0)).toBe(true);
  });

  it('names only what sets the first apart from the others', () => {
    const soft = arms(take('few', 'soft'), take('many', 'soft'));
    const judge = new Judge(
      learned(noTaste, [result(take('many', 'soft'), 'kept'), result(take('few', 'soft'), 'discarded')]),
    );
    const { order, why } = judge.rank('results', soft);
    expect(order).toEqual([1, 0]);
    expect(why.reasons.map(({ about }) => about)).toEqual(['notes']);
  });

  it('puts what was sent away behind what was kept', () => {
    const { order } = rank([result(take('few', 'loud'), 'discarded'), result(take('many', 'soft'), 'kept')]);
    expect(order.at(-1)).toBe(0);
  });

  it('is the same for the same taste, also after it was written down and read', () => {
    const taste = learned(noTaste, [result(take('many', 'soft'), 'kept'), result(take('few', 'soft'), 'edited')]);
    const again = readTaste(JSON.parse(JSON.stringify(taste)));
    expect(again).toEqual(taste);
    expect(new Judge(again).rank('results', batch)).toEqual(new Judge(taste).rank('results', batch));
  });

  it('of one arm, or of none, is that', () => {
    const judge = new Judge(noTaste);
    expect(judge.rank('results', [])).toEqual({ order: [], why: { kind: 'own', reasons: [] } });
    expect(judge.rank('results', batch.slice(0, 1)).order).toEqual([0]);
  });

  it('of settings says nothing about results, and the other way round', () => {
    const lesson = { about: 'settings', traits: take('few', 'loud'), reward: 0 } as const;
    const taste = learned(noTaste, [lesson, lesson, lesson]);
    expect(new Judge(taste).rank('results', batch).order).toEqual([0, 1, 2, 3]);
    expect(new Judge(taste).rank('settings', batch).order[0]).not.toBe(0);
  });
});

describe('what was kept of it', () => {
  const good = learned(noTaste, [result(take('many', 'soft'), 'kept')]);
  const cases: [string, unknown][] = [
    ['nothing', undefined],
    ['a list', []],
    ['a later one', { ...good, schema: 2 }],
    ['a sum missing', { ...good, results: { ...good.results, rewards: good.results.rewards.slice(1) } }],
    ['a name twice', { ...good, results: { ...good.results, names: good.results.names.map(() => 'same') } }],
    ['a number that is none', { ...good, results: { ...good.results, rewards: good.results.rewards.map(() => null) } }],
    // Two traits were together five times, but each was there once: no lessons lead to that.
    ['sums of no lessons', { ...good, results: { names: ['a', 'b'], together: [1, 5, 1], rewards: [1, 1] } }],
  ];
  it.each(cases)('is refused where it is %s', (_, value) => {
    let error: GombocError | null = null;
    try {
      readTaste(value);
    } catch (thrown) {
      error = thrown as GombocError;
    }
    expect(error).toMatchObject({ code: 'taste-unreadable', remedy: expect.stringContaining('Reset') });
  });
});

describe('people with known preferences', () => {
  const rounds = 150;
  const seeds = [421, 432, 443, 454, 465, 476];

  it('miss less with it than at random, and less than with the same settings for everybody', () => {
    console.log(`seeds ${seeds.join(', ')}`);
    const runs = new Map(policies.map((policy) => [policy, seeds.map((seed) => simulate({ policy, seed, rounds }))]));
    const total = (policy: (typeof policies)[number], about: 'results' | 'settings') =>
      runs.get(policy)!.reduce((sum, regret) => sum + regret[about].at(-1)!, 0);
    expect(total('taste', 'results')).toBeLessThan(0.6 * total('random', 'results'));
    expect(total('taste', 'settings')).toBeLessThan(0.7 * total('random', 'settings'));
    expect(total('taste', 'settings')).toBeLessThan(0.9 * total('fixed', 'settings'));
    // Nine seconds on an idle machine.
  }, 180_000);

  it('miss the same when they are simulated again', () => {
    const once = simulate({ policy: 'taste', seed: 5, rounds: 20 });
    expect(simulate({ policy: 'taste', seed: 5, rounds: 20 })).toEqual(once);
  });
});
