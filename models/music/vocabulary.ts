/*
 * The tokens of a piano performance. 0…387 are the events of Performance RNN (Oore et al. 2018, "This time with
 * feeling") and Music Transformer (Huang et al. 2018), so that our likelihoods compare with theirs; then the sustain
 * pedal and our own marks. models/music/train/config.py has the same numbers.
 */

/** The first token of each kind; see the functions below for what is added to it. */
export const token = {
  noteOn: 0,
  noteOff: 128,
  /** + steps, 1…100. */
  shift: 255,
  velocity: 356,
  pedalDown: 388,
  pedalUp: 389,
  pad: 390,
  bos: 391,
  eos: 392,
  prefix: 393,
  suffix: 394,
  middle: 395,
  density: 396,
  dynamics: 405,
} as const;

export const VOCABULARY = 414;
export const PITCHES = 128;
/** The longest time-shift of one token: a second. */
export const MAX_SHIFT = 100;
export const VELOCITY_BINS = 32;

/** Notes a second where buckets 1…7 of `density` begin. */
export const densityEdges = [2, 4, 6, 8, 11, 14, 18] as const;
/** Mean MIDI velocity where buckets 1…7 of `dynamics` begin. */
export const dynamicsEdges = [35, 45, 52, 58, 65, 72, 82] as const;

/** Bucket 0…7 of a condition, or `auto`: not told, the model chooses. */
export type Condition = number | 'auto';

/** The bucket that a value falls in, 0…7. */
export function bucketOf(value: number, edges: readonly number[]): number {
  return edges.filter((edge) => edge <= value).length;
}

/** What the model is told about how many notes a second are struck. */
export function densityToken(density: Condition): number {
  return token.density + (density === 'auto' ? 0 : 1 + density);
}

/** What the model is told about how loud the notes are on average. */
export function dynamicsToken(dynamics: Condition): number {
  return token.dynamics + (dynamics === 'auto' ? 0 : 1 + dynamics);
}

/** MIDI velocity 1…127 → bin 0…31, four velocities each. */
export function velocityBin(velocity: number): number {
  return (velocity - 1) >> 2;
}

/** The velocity that a bin stands for, 2…126. */
export function binVelocity(bin: number): number {
  return 4 * bin + 2;
}

/** The steps that a token moves the clock on by: 0 unless it is a time-shift. */
export function shiftOf(event: number): number {
  return event > token.shift && event <= token.shift + MAX_SHIFT ? event - token.shift : 0;
}

/** A gap as time-shifts: as many of 100 as leave a remainder of 1…100. */
export function shifts(steps: number): number[] {
  const full = Math.max(0, Math.ceil(steps / MAX_SHIFT) - 1);
  const tokens = new Array<number>(full).fill(token.shift + MAX_SHIFT);
  if (steps > 0) tokens.push(token.shift + steps - full * MAX_SHIFT);
  return tokens;
}

/**
 * Whose tokens a likelihood is about: `note` are the 388 of the published models, `pedal` our two, `mark` what a person
 * or program always supplies and no likelihood counts.
 */
export function kindOf(event: number): 'note' | 'pedal' | 'mark' {
  if (event < token.pedalDown) return 'note';
  return event <= token.pedalUp ? 'pedal' : 'mark';
}
