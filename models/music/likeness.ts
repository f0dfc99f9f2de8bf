import type { Note } from './note.ts';

/*
 * How like two sets of clips are: L.-C. Yang and A. Lerch, "On the evaluation of generative models in music" (2020). Each
 * clip becomes a few histograms. Distances between clips of one set say how various it is, distances between the sets how
 * far apart they are; where the two spread alike, the sets can't be told apart by that feature.
 */

/** Notes of a stretch of music, with times in seconds from its start. */
export interface Clip {
  seconds: number;
  notes: readonly Pick<Note, 'pitch' | 'velocity' | 'start' | 'end'>[];
}

export const features = ['pitch class', 'duration', 'velocity', 'inter-onset', 'polyphony'] as const;
export type Feature = (typeof features)[number];

/** Each histogram sums to 1, or is all 0 where there is nothing to count. */
export type Histograms = Record<Feature, Float64Array>;

/** Seconds where durations and gaps are told apart: half-octaves from 30 ms, below which a gap is a chord's, to 8 s. */
const EDGES = Array.from({ length: 17 }, (_, i) => 0.03 * 2 ** (i / 2));
/** Velocities are told apart by eights, as loudly as a listener does. */
const VELOCITIES = 16;
/** As many keys at once as two hands have fingers, and more. */
const KEYS = 11;

export function histogramsOf({ notes, seconds }: Clip): Histograms {
  const onsets = notes.map(({ start }) => start).sort((a, b) => a - b);
  const gaps = onsets.slice(1).map((onset, i) => onset - onsets[i]!);
  const bin = (time: number) => EDGES.filter((edge) => edge <= time).length;
  const times = EDGES.length + 1;
  return {
    'pitch class': counted(notes, 12, ({ pitch }) => pitch % 12),
    duration: counted(notes, times, ({ start, end }) => bin(end - start)),
    velocity: counted(notes, VELOCITIES, ({ velocity }) => velocity >> 3),
    'inter-onset': counted(gaps, times, bin),
    polyphony: polyphony(notes, seconds),
  };
}

function counted<T>(items: readonly T[], bins: number, binOf: (item: T) => number): Float64Array {
  const counts = new Float64Array(bins);
  for (const item of items) counts[binOf(item)]! += 1 / items.length;
  return counts;
}

/** Shares of the time in which so many keys are held. */
function polyphony(notes: Clip['notes'], seconds: number): Float64Array {
  const within = (time: number) => Math.min(seconds, Math.max(0, time));
  const changes = notes
    .flatMap(({ start, end }) => [
      { at: within(start), by: 1 },
      { at: within(end), by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const shares = new Float64Array(KEYS);
  let [held, since] = [0, 0];
  for (const { at, by } of [...changes, { at: seconds, by: 0 }]) {
    shares[Math.min(KEYS - 1, held)]! += (at - since) / seconds;
    since = at;
    held += by;
  }
  return shares;
}

export interface Likeness {
  /** Mean distance between clips of the first set, of the second, and between the sets. */
  within: number;
  withinOther: number;
  between: number;
  /** Area that the densities of distances within the first set and between the sets have in common: 1, they are one. */
  overlap: number;
  /** Kullback-Leibler divergence of the density between the sets from that within the first, nats: 0, they are one. */
  divergence: number;
}

/**
 * How like the second set is to the first, which is the yardstick.
 *
 * @param real two clips at least, as in `made`
 */
export function likeness(real: readonly Histograms[], made: readonly Histograms[]): Record<Feature, Likeness> {
  const each = (feature: Feature): Likeness => {
    const [a, b] = [real, made].map((set) => set.map((clip) => clip[feature])) as [Float64Array[], Float64Array[]];
    const [within, withinOther] = [distancesWithin(a), distancesWithin(b)];
    const between = a.flatMap((one) => b.map((other) => distance(one, other)));
    return {
      ...{ within: mean(within), withinOther: mean(withinOther), between: mean(between) },
      ...compared(within, between),
    };
  };
  return Object.fromEntries(features.map((feature) => [feature, each(feature)])) as Record<Feature, Likeness>;
}

function distancesWithin(set: readonly Float64Array[]): number[] {
  return set.flatMap((one, i) => set.slice(i + 1).map((other) => distance(one, other)));
}

const distance = (a: Float64Array, b: Float64Array): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Points of the grid on which densities are integrated. */
const POINTS = 1000;
/** Beyond so many bandwidths a sample's kernel has nothing to add. */
const REACH = 4;
/** Density below which a divergence is not counted on: kernels' tails, where doubles run out. */
const FLOOR = 1e-12;

/** Overlap and divergence KL(p‖q) of the densities that two samples are drawn from. */
export function compared(p: readonly number[], q: readonly number[]): Pick<Likeness, 'overlap' | 'divergence'> {
  const [one, other] = [kernelDensity(p), kernelDensity(q)];
  const low = Math.min(one.low, other.low);
  const step = (Math.max(one.high, other.high) - low) / (POINTS - 1);
  let [overlap, divergence] = [0, 0];
  for (let i = 0; i < POINTS; i++) {
    const [here, there] = [one.at(low + i * step), other.at(low + i * step)];
    overlap += Math.min(here, there) * step;
    if (here > FLOOR) divergence += here * Math.log(here / Math.max(FLOOR, there)) * step;
  }
  return { overlap: Math.min(1, overlap), divergence: Math.max(0, divergence) };
}

export interface Density {
  at(x: number): number;
  /** It is 0, or as good as, outside. */
  low: number;
  high: number;
}

/** Gaussian kernels, their width by Scott's rule (1992): σ · n^(-1/5). */
export function kernelDensity(sample: readonly number[]): Density {
  const middle = mean(sample);
  const deviation = Math.sqrt(sample.reduce((sum, x) => sum + (x - middle) ** 2, 0) / Math.max(1, sample.length - 1));
  // Samples that are all one number would have no width at all.
  const width = Math.max(1e-4, deviation * sample.length ** -0.2);
  const sorted = Float64Array.from(sample).sort();
  const scale = 1 / (sample.length * width * Math.sqrt(2 * Math.PI));
  return {
    low: sorted[0]! - REACH * width,
    high: sorted.at(-1)! + REACH * width,
    at: (x) => scale * sorted.reduce((sum, centre) => sum + Math.exp(-(((x - centre) / width) ** 2) / 2), 0),
  };
}
