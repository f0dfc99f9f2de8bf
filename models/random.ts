/** The next number of a stream, uniform in [0, 1). Injected wherever chance is needed, so that a seed repeats it. */
export type Random = () => number;

/** The odd number nearest 2³² ÷ golden ratio: a Weyl sequence with it visits every 32-bit state once. */
const GOLDEN_GAMMA = 0x9e3779b9;

/**
 * SplitMix (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) at 32 bits: a Weyl
 * sequence, each state scrambled. Period 2³². Not for secrets.
 *
 * @param seed uint32; anything else is reduced to one.
 */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + GOLDEN_GAMMA) >>> 0;
    return scramble(state) / 2 ** 32;
  };
}

/** Normally distributed, mean 0 and variance 1 (Box and Muller 1958). Takes two numbers from `random`. */
export function gaussian(random: Random): number {
  // 1 - u is never 0, whose logarithm would be infinite.
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** The uint32 seed of stream `index` (take, span) of `seed`: unrelated streams for neighbouring seeds and indices. */
export function derive(seed: number, index: number): number {
  // Scrambled before the index comes in, else take 1 of seed s would be take 0 of a neighbouring seed.
  return scramble((scramble((seed >>> 0) ^ GOLDEN_GAMMA) + Math.imul(index + 1, GOLDEN_GAMMA)) >>> 0);
}

/** MurmurHash3's 32-bit finaliser (Appleby 2011), a bijection of uint32. */
function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
