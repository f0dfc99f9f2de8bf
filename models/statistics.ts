/** The standard normal's 97.5th percentile: 95 % lie within it on both sides. */
const z95 = 1.959963984540054;

/**
 * The 95 % score interval of a share (Wilson, "Probable inference, the law of succession, and statistical inference",
 * JASA 1927): 0…1, and no wider than that for few trials or for none right.
 * @param trials 0: nothing is known, the interval is all of 0…1
 */
export function wilsonInterval(successes: number, trials: number): { low: number; high: number } {
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const shrink = 1 + z95 ** 2 / trials;
  const centre = (share + z95 ** 2 / (2 * trials)) / shrink;
  const half = (z95 / shrink) * Math.sqrt((share * (1 - share)) / trials + z95 ** 2 / (4 * trials ** 2));
  // Exactly 0 and 1 at the ends, where rounding leaves a hair.
  return { low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}

/**
 * The exact two-sided binomial test against guessing between two: the chance that guessing is as far from half as this
 * was, or farther. 1 without trials.
 */
export function binomialTest(successes: number, trials: number): number {
  const fewer = Math.min(successes, trials - successes);
  // 2^-trials underflows beyond a thousand: the tail is summed upwards from its largest term, by logarithms.
  let log = -trials * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= fewer; k++) {
    tail += Math.exp(log);
    log += Math.log((trials - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}
