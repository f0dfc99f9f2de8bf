import { describe, expect, it } from 'vitest';
import { Beliefs, Posterior, learn, mostTraits, noBeliefs, type Lesson } from '../../../../models/taste/linucb.ts';

const taught = (...lessons: Lesson[]) => lessons.reduce(learn, noBeliefs);

describe('the regression', () => {
  it('is the ridge regression that can be solved by hand', () => {
    // A = [[2+1, 1], [1, 1+1]], b = [1, 1]: θ = A⁻¹ b = [1, 2] / 5.
    const posterior = new Posterior(taught({ traits: ['a', 'b'], reward: 1 }, { traits: ['a'], reward: 0 }));
    expect(posterior.weight('a')).toBeCloseTo(1 / 5, 12);
    expect(posterior.weight('b')).toBeCloseTo(2 / 5, 12);
    expect(posterior.mean(['a', 'b'])).toBeCloseTo(3 / 5, 12);
    // xᵀ A⁻¹ x of x = [1, 1]: (2 - 1 - 1 + 3) / 5; one trait more that nobody saw adds 1.
    expect(posterior.deviation(['a', 'b'])).toBeCloseTo(Math.sqrt(3 / 5), 12);
    expect(posterior.deviation(['a', 'b', 'c'])).toBeCloseTo(Math.sqrt(8 / 5), 12);
  });

  it('knows nothing of what it never saw, and becomes surer with every lesson', () => {
    const traits = ['x', 'y'];
    expect(new Posterior(noBeliefs).weight('x')).toBe(0);
    const once = new Posterior(taught({ traits, reward: 1 }));
    const twice = new Posterior(taught({ traits, reward: 1 }, { traits, reward: 1 }));
    expect(new Posterior(noBeliefs).deviation(traits)).toBeGreaterThan(once.deviation(traits));
    expect(once.deviation(traits)).toBeGreaterThan(twice.deviation(traits));
    expect(twice.mean(traits)).toBeGreaterThan(once.mean(traits));
    expect(once.mean(traits)).toBeGreaterThan(0);
  });

  it('does not change what it was given', () => {
    const before = taught({ traits: ['a'], reward: 1 });
    const copy = structuredClone(before);
    learn(before, { traits: ['a', 'b'], reward: 0 });
    expect(before).toEqual(copy);
  });

  it('counts a trait once that is named twice', () => {
    expect(taught({ traits: ['a', 'a'], reward: 1 })).toEqual(taught({ traits: ['a'], reward: 1 }));
  });

  it('forgets what was there least often when it is full, and keeps the sums of the others', () => {
    const often = { traits: ['often', 'also'], reward: 1 };
    let beliefs = taught(often, often);
    const small = new Posterior(beliefs);
    for (let i = 0; i < mostTraits + 50; i++) beliefs = learn(beliefs, { traits: [`once ${i}`], reward: 0.5 });
    expect(beliefs.names).toHaveLength(mostTraits);
    expect(Beliefs.safeParse(beliefs).success).toBe(true);
    const full = new Posterior(beliefs);
    expect(full.weight('often')).toBeCloseTo(small.weight('often'), 12);
    expect(full.weight(`once ${mostTraits + 49}`)).toBeCloseTo(0.25, 12);
    expect(beliefs.names).not.toContain('once 0');
  });
});
