import { describe, expect, it } from 'vitest';
import { between, nearby } from '../../../../models/drawing/latent.ts';
import { gaussian, seeded } from '../../../../models/random.ts';

const vector = (...values: number[]) => Float32Array.from(values);
const near = (a: Float32Array, b: Float32Array) => a.forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 5));

describe('on the way between two latents', () => {
  const a = vector(2, 0, 0);
  const b = vector(0, 2, 0);

  it('the ends are the two', () => {
    near(between(a, b, 0), a);
    near(between(a, b, 1), b);
  });

  it('the middle is as long as they are', () => {
    near(between(a, b, 0.5), vector(Math.SQRT2, Math.SQRT2, 0));
  });

  it('each share is as far along the angle', () => {
    const third = between(a, b, 1 / 3);
    expect(Math.atan2(third[1]!, third[0]!)).toBeCloseTo(Math.PI / 6, 5);
  });

  it.each([
    ['the same', vector(1, 1, 0), vector(1, 1, 0)],
    ['parallel', vector(1, 1, 0), vector(3, 3, 0)],
    ['opposite', vector(1, 1, 0), vector(-1, -1, 0)],
    ['nothing', vector(0, 0, 0), vector(1, 2, 3)],
    ['twice nothing', vector(0, 0, 0), vector(0, 0, 0)],
  ])('it is straight where there is no angle: %s', (_, from, to) => {
    near(
      between(from, to, 0.25),
      from.map((value, i) => value * 0.75 + to[i]! * 0.25),
    );
  });
});

describe('near a latent', () => {
  const mu = new Float32Array(5000).fill(0.5);
  const logvar = new Float32Array(5000).fill(2 * Math.log(0.2));
  const spread = (amount: number): number => {
    const values = nearby(mu, logvar, amount, seeded(3));
    return Math.sqrt(values.reduce((sum, value) => sum + (value - 0.5) ** 2, 0) / values.length);
  };

  it('is the latent itself at 0, and a draw as wide as the prior at 1', () => {
    expect(nearby(mu, logvar, 0, seeded(3))).toEqual(mu);
    expect(spread(1)).toBeCloseTo(1, 1);
  });

  it('spreads with the amount', () => {
    expect(spread(0.5)).toBeCloseTo(0.5 * (0.5 * 0.2 + 0.5), 1);
  });
});

it('gaussian numbers have mean 0 and variance 1, and none is infinite', () => {
  const random = seeded(8);
  const values = Array.from({ length: 20_000 }, () => gaussian(random));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  expect(mean).toBeCloseTo(0, 1);
  expect(variance).toBeCloseTo(1, 1);
  expect(Number.isFinite(gaussian(() => 0))).toBe(true);
});
