import { z } from 'zod';

/** Seconds since the start of the performance. Branded: ticks, steps and pixels must not slip in. */
export const Seconds = z.number().min(0).max(360_000).brand<'Seconds'>();
export type Seconds = z.infer<typeof Seconds>;
export const seconds = (value: number): Seconds => value as Seconds;

/** One struck key. `pitch` is a MIDI note number 0…127, `velocity` 1…127, `end` is later than `start`. */
export const Note = z.object({
  pitch: z.int().min(0).max(127),
  velocity: z.int().min(1).max(127),
  start: Seconds,
  end: Seconds,
});
export type Note = z.infer<typeof Note>;

/** The sustain pedal (MIDI controller 64) goes down (value ≥ 64) or up. */
export const PedalChange = z.object({ time: Seconds, down: z.boolean() });
export type PedalChange = z.infer<typeof PedalChange>;

/** From `time` on, `bpm` quarter notes a minute. Only the ruler and MIDI ticks care: notes live in seconds. */
export const Tempo = z.object({ time: Seconds, bpm: z.number().min(1).max(6000) });
export type Tempo = z.infer<typeof Tempo>;

export const Meter = z.object({
  time: Seconds,
  numerator: z.int().min(1).max(255),
  denominator: z.int().min(1).max(128),
});
export type Meter = z.infer<typeof Meter>;

/**
 * What a pianist did: notes sorted by start then pitch, pedal changes sorted by time and alternating (down first),
 * tempos and meters sorted by time (possibly empty: 120 bpm, 4/4).
 */
export const Performance = z.object({
  notes: z.array(Note).max(500_000),
  pedal: z.array(PedalChange).max(500_000),
  tempos: z.array(Tempo).max(100_000),
  meters: z.array(Meter).max(100_000),
  /** Which models made parts of it, under which licence: a line each, for a file's metadata (`provenance.ts`). */
  made: z.array(z.string().max(1000)).max(100).optional(),
});
export type Performance = z.infer<typeof Performance>;

export const emptyPerformance = (): Performance => ({ notes: [], pedal: [], tempos: [], meters: [] });
