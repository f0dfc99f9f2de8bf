import { z } from 'zod';
import type { Manifest } from '../manifest.ts';
import { Note, PedalChange, Performance, Seconds } from './note.ts';

/** How the model is sampled. `auto` leaves a condition to the model (its "unknown" token). */
export const Sampling = z.object({
  /**
   * Unsigned 32-bit; each take derives its own from it. Same seed and same count of takes: the same takes. Another count
   * changes them with int8 weights, whose activation scale spans the batch; with fp32 it does not.
   */
  seed: z.int().min(0).max(0xffff_ffff),
  /** 0 is greedy. 1 is the model's own distribution. */
  temperature: z.number().min(0).max(2),
  /** Nucleus sampling (Holtzman et al. 2020): the smallest set of tokens whose probability reaches this. */
  topP: z.number().min(0.01).max(1),
  /** Bucket of notes per second: see `performance.ts`. */
  density: z.union([z.literal('auto'), z.int().min(0).max(7)]),
  /** Bucket of mean velocity. */
  dynamics: z.union([z.literal('auto'), z.int().min(0).max(7)]),
});
export type Sampling = z.infer<typeof Sampling>;

export const defaultSampling: Omit<Sampling, 'seed'> = {
  temperature: 1,
  // Nearest to people in four of five features after primers of 100 training pieces (models/music/weights/piano/CARD.md).
  topP: 0.98,
  density: 'auto',
  dynamics: 'auto',
};

const Request = z.object({
  /** Name of a folder under models/music/weights. */
  model: z.string().regex(/^[a-z0-9-]{1,64}$/),
  performance: Performance,
  takes: z.int().min(1).max(8),
  sampling: Sampling,
});

/** Play on from `at` (null: from the end) for `seconds`. */
export const ContinueRequest = Request.extend({
  at: Seconds.nullable(),
  seconds: z.number().min(0.1).max(600),
});
export type ContinueRequest = z.infer<typeof ContinueRequest>;

/** Replace what starts in [from, to), keeping what is around it. */
export const FillRequest = Request.extend({ from: Seconds, to: Seconds });
export type FillRequest = z.infer<typeof FillRequest>;

/** Re-fill some spans of [from, to): `strength` is the share of it that is played anew, 0…1. */
export const VaryRequest = FillRequest.extend({ strength: z.number().min(0.05).max(1) });
export type VaryRequest = z.infer<typeof VaryRequest>;

/** The region of the performance that a take stands for; on acceptance it replaces the notes that start there. */
export interface Region {
  from: Seconds;
  to: Seconds;
}

/** What a take gained since the last delta. Times are those of the whole performance. */
export interface TakeDelta {
  take: number;
  /** Notes that ended since the last delta. */
  notes: Note[];
  /** Notes still sounding; `end` is the present moment and moves on with each delta. */
  sounding: Note[];
  pedal: PedalChange[];
  /** How far this take has been played. */
  time: Seconds;
  /** 0…1 of what was asked for. */
  progress: number;
  /** Vary starts over from the original: the notes before this delta no longer hold. */
  reset?: boolean;
}

/** A finished take: the notes that start in `region`, in the time of the whole performance. */
export interface Take {
  take: number;
  region: Region;
  notes: Note[];
  pedal: PedalChange[];
  tokens: number;
  /** Mean negative log-likelihood of its own tokens under the model at temperature 1, nats per event. */
  nll: number;
}

/** What can be said of a run, so that any take can be made again. */
export interface Generation {
  kind: 'continue' | 'fill' | 'vary';
  takes: Take[];
  sampling: Sampling;
  /** Tokens of all takes. */
  tokens: number;
  /** Wall time from request to last token. */
  elapsedSeconds: number;
  tokensPerSecond: number;
  /** Seconds of music made, all takes together. */
  musicSeconds: number;
  provider: string;
  model: { name: string; version: string; variant: string; sha256: string; licence: Manifest['licence'] };
}
