import { gaussian, type Random } from '../random.ts';

/*
 * A latent says what a drawing is like in numbers of which each is normally distributed over all drawings (network.py).
 */

/**
 * A latent near a drawing's own mean `mu`. With `amount` 0 it is the mean; as it grows, so does the spread: from the
 * posterior's, whose logarithmic variances are `logvar`, to the prior's 1.
 */
export function nearby(mu: Float32Array, logvar: Float32Array, amount: number, random: Random): Float32Array {
  return mu.map((mean, i) => {
    const spread = (1 - amount) * Math.exp(logvar[i]! / 2) + amount;
    return mean + amount * spread * gaussian(random);
  });
}

/** Below this sine (0.06°) the great circle between two directions is not defined well enough. */
const PARALLEL = 1e-3;

/**
 * From `a` (share 0) to `b` (1) along a great circle (Shoemake 1985), because latents of drawings lie about a sphere and
 * a chord would lead through its inside; straight where there is no angle to go by.
 */
export function between(a: Float32Array, b: Float32Array, share: number): Float32Array {
  const dot = a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const cosine = dot / (Math.hypot(...a) * Math.hypot(...b));
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(angle);
  const straight = !(sine > PARALLEL);
  const from = straight ? 1 - share : Math.sin((1 - share) * angle) / sine;
  const to = straight ? share : Math.sin(share * angle) / sine;
  return a.map((value, i) => from * value + to * b[i]!);
}
