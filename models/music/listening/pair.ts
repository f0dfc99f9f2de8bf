import { z } from 'zod';
import { acceptTake } from '../edit.ts';
import { Note, PedalChange, seconds, Seconds, type Performance } from '../note.ts';
import { Sampling, type Region } from '../take.ts';

/** How long both clips of a pair begin alike, and how long each then goes on, in seconds. */
export const primerSeconds = 20;
export const continuationSeconds = 20;
/** Where the two part, in the time of a clip. */
export const continuation: Region = { from: seconds(primerSeconds), to: seconds(primerSeconds + continuationSeconds) };

/** A clip is heard as one of these two. */
export const Half = z.enum(['a', 'b']);
export type Half = z.infer<typeof Half>;

/** A stretch of a performance, in the time of the clip. */
export const Excerpt = z.object({ notes: z.array(Note), pedal: z.array(PedalChange) });
export type Excerpt = z.infer<typeof Excerpt>;

/** What made the model's continuation: with the same primer it can be made again. */
export const Made = z.object({
  model: z.string().max(100),
  version: z.string().max(100),
  variant: z.string().max(100),
  sha256: z.string().max(100),
  seed: Sampling.shape.seed,
  temperature: Sampling.shape.temperature,
  topP: Sampling.shape.topP,
});
export type Made = z.infer<typeof Made>;

/** A primer and two continuations of it, loudness-matched: the one that was played, and the model's. */
export const Pair = z.object({
  /** Title of the performance. */
  source: z.string().max(200),
  /** Where in it the primer begins. */
  at: Seconds,
  /** Which of the two clips the person's continuation is. */
  personIs: Half,
  primer: Excerpt,
  person: Excerpt,
  model: Excerpt,
  made: Made,
});
export type Pair = z.infer<typeof Pair>;

/** Pairs in the order in which they are heard. */
export interface ListeningSet {
  /** Decides the places, the order, the sides and the model's own seeds. */
  seed: number;
  pairs: readonly Pair[];
}

/** What is heard as a clip: the primer, then the one or the other. Both last equally long. */
export function clipOf(pair: Pair, half: Half): Performance {
  const part = half === pair.personIs ? pair.person : pair.model;
  return clip(pair.primer, part);
}

/** The primer and a continuation of it. Keys held over the seam sound on in both alike; at the end all is damped. */
export function clip(primer: Excerpt, part: Excerpt): Performance {
  const performance = acceptTake({ ...primer, tempos: [], meters: [] }, { region: continuation, ...part });
  const { to } = continuation;
  return {
    ...performance,
    notes: performance.notes.map((note) => ({ ...note, end: seconds(Math.min(note.end, to)) })),
  };
}
