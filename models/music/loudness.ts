import type { Note, PedalChange } from './note.ts';
import { dampedAt } from './pedal.ts';
import type { Region } from './take.ts';

/** What sounds: notes sorted by start, pedal changes sorted by time. */
interface Played {
  notes: readonly Note[];
  pedal: readonly PedalChange[];
}

/**
 * Amplitude of the sampled piano for a velocity, 1 at 127: 19 dB between 32 and 127. Pianos and samplers follow some such
 * power law (Dannenberg, "The interpretation of MIDI velocity", ICMC 2006).
 */
export const amplitudeOf = (velocity: number): number => (velocity / 127) ** 1.6;

/** A struck string gives off most of its energy at first (Weinreich 1977, "prompt sound"): time constant in seconds. */
const decay = 1;

/**
 * How loud what starts in a region is as a whole, in dB; -Infinity when nothing does. It is the mean square of the sound,
 * as ITU-R BS.1770 has it, told from the notes: each gives the square of its amplitude for as long as it sounds, dying
 * away, until it is damped or the region ends. Without that standard's weighting of frequencies and its gate, which need
 * the sound itself.
 */
export function loudness({ notes, pedal }: Played, { from, to }: Region): number {
  const energy = notes
    .filter(({ start }) => start >= from && start < to)
    .reduce((sum, { velocity, start, end }) => {
      const sounding = Math.min(dampedAt(end, pedal), to) - start;
      return sum + amplitudeOf(velocity) ** 2 * decay * (1 - Math.exp(-sounding / decay));
    }, 0);
  return 10 * Math.log10(energy / (to - from));
}

/**
 * Struck harder or softer, all notes by one factor, so that the region is as loud as asked for: as near as whole
 * velocities of 1 to 127 come. Without a note in the region nothing changes.
 * @param wanted in dB, as `loudness` tells it
 */
export function atLoudness(played: Played, region: Region, wanted: number): Note[] {
  const scaled = (factor: number): Note[] =>
    played.notes.map((note) => ({ ...note, velocity: Math.min(127, Math.max(1, Math.round(note.velocity * factor))) }));
  const off = (factor: number): number => loudness({ ...played, notes: scaled(factor) }, region) - wanted;
  if (!Number.isFinite(off(1))) return [...played.notes];
  let [low, high] = [1 / 127, 127];
  // Louder with every factor, in steps: 40 halvings find the step.
  for (let i = 0; i < 40; i++) {
    const middle = Math.sqrt(low * high);
    if (off(middle) < 0) low = middle;
    else high = middle;
  }
  return scaled(Math.abs(off(low)) < Math.abs(off(high)) ? low : high);
}
