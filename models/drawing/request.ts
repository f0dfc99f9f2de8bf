import { z } from 'zod';
import { Ink } from './stroke.ts';

/** How the model is sampled. Same model, input, settings and seed: the same strokes. */
export const Sampling = z.object({
  /** Unsigned 32-bit; each candidate derives its own from it. */
  seed: z.int().min(0).max(0xffff_ffff),
  /** 0 is greedy. 1 is the model's own distribution. */
  temperature: z.number().min(0).max(2),
  /** Nucleus sampling (Holtzman et al. 2020). */
  topP: z.number().min(0.01).max(1),
});
export type Sampling = z.infer<typeof Sampling>;

/**
 * Chosen by eye. Calmer strokes leave a half-drawn sketch a little more recognisable (`npm run evaluate`: 58 against 53 % at
 * 0.4), but mostly because they add next to nothing: at 0.4 this model scribbles on the spot.
 */
export const defaultSampling: Omit<Sampling, 'seed'> = { temperature: 0.6, topP: 0.95 };

/** The square of the paper that is the model's page: see page.ts. Paper pixels. */
export const Page = z.object({
  x: z.number().min(-2_000_000).max(2_000_000),
  y: z.number().min(-2_000_000).max(2_000_000),
  side: z.number().min(1).max(4_000_000),
});
export type Page = z.infer<typeof Page>;

/** Name of a folder under models/drawing/weights. */
const Model = z.string().regex(/^[a-z0-9-]{1,64}$/);
/** One of the model's classes; null: unknown, and the recogniser answers. An unknown name is `input-invalid`. */
const Subject = z.string().max(100).nullable();

const Request = z.object({ model: Model, ink: Ink, page: Page, subject: Subject, sampling: Sampling });

/** What makes whole drawings better, and takes time. */
const Care = z.object({
  /** How many are drawn, of which the `count` best are kept (rank.ts); absent: as many as are kept. */
  drafts: z.int().min(1).max(64).optional(),
  /** How likely the recogniser's first guess must be to be drawn as if the class had been told, 0…1; absent: it never is. */
  believe: z.number().min(0).max(1).optional(),
});
export type Care = z.infer<typeof Care>;

/** Four for each that is kept, up to what a person waits for: on two cores 16 endings take 0.2 to 0.6 s, 24 variations 0.9 s. */
export const careFor = (count: number): Care => ({ drafts: Math.max(count, Math.min(24, 4 * count)), believe: 0.5 });

/** Draw on from what is there: the next stroke, or until the drawing is finished. An empty drawing may be completed too. */
export const CompleteRequest = Request.extend({
  ...Care.shape,
  count: z.int().min(1).max(16),
  extent: z.enum(['stroke', 'drawing']),
});
export type CompleteRequest = z.infer<typeof CompleteRequest>;

/** Whole drawings like this one: latents around its own. */
export const VaryRequest = Request.extend({
  ...Care.shape,
  count: z.int().min(1).max(16),
  /** How far from the drawing's own latent: 0 is its reconstruction, 1 a draw from the whole posterior widened to the prior. */
  amount: z.number().min(0).max(1),
});
export type VaryRequest = z.infer<typeof VaryRequest>;

/** From one drawing to another by spherical interpolation of their latents. Frames lie on `page`. */
export const InterpolateRequest = z.object({
  model: Model,
  page: Page,
  from: z.object({ ink: Ink, page: Page }),
  to: z.object({ ink: Ink, page: Page }),
  /** Frames, both ends included (as the model draws them). */
  steps: z.int().min(2).max(32),
  sampling: Sampling,
});
export type InterpolateRequest = z.infer<typeof InterpolateRequest>;

/** Each line drawn again by the model: its own likeliest moves, weighed against staying on the person's line. */
export const TidyRequest = z.object({
  model: Model,
  ink: Ink,
  page: Page,
  subject: Subject,
  /** 0 keeps to the line, 1 trusts the model. */
  strength: z.number().min(0).max(1),
});
export type TidyRequest = z.infer<typeof TidyRequest>;

export const RecogniseRequest = z.object({ model: Model, ink: Ink, page: Page });
export type RecogniseRequest = z.infer<typeof RecogniseRequest>;

export const ScoreRequest = z.object({
  model: Model,
  drawings: z
    .array(z.object({ ink: Ink, subject: Subject }))
    .min(1)
    .max(100_000),
});
export type ScoreRequest = z.infer<typeof ScoreRequest>;

/** What the drawing may be, and how likely; over all classes the probabilities sum to 1. */
export interface Guess {
  subject: string;
  probability: number;
}

/** What a candidate (a ghost, a variation, a frame) holds so far: all its lines, the last perhaps still growing. */
export interface CandidateDelta {
  candidate: number;
  /** Only what the model drew. */
  ink: Ink;
  done: boolean;
}

/** The first chunk, before anything is drawn, carries the guesses (null: a class was given); later ones the candidates. */
export interface DrawingDelta {
  guesses: readonly Guess[] | null;
  candidates: readonly CandidateDelta[];
}

export interface Candidate {
  /** Its number in the request's order: its seed. Results are ranked, so this is not its index. */
  candidate: number;
  ink: Ink;
  tokens: number;
  /** Mean negative log-likelihood of its tokens at temperature 1, nats a token. Of variations: under guidance (guidance.ts). */
  nll: number;
  /** Whether the model ended the drawing by itself, not the limit of its context. */
  ended: boolean;
}

/** How a result came about, so that it can be made again. */
export interface Made {
  model: { name: string; version: string; variant: string; sha256: string };
  provider: string;
  tokens: number;
  /** Wall time from request to last token. */
  elapsedSeconds: number;
}

export interface Drawn extends Made {
  kind: 'complete' | 'vary' | 'interpolate';
  /** Completions and variations: the best first (rank.ts). Frames: in order. */
  candidates: Candidate[];
  /** Of what was there at the request; null: a class was given. Ten at most, the likeliest first. */
  guesses: Guess[] | null;
  /** How many of the person's lines the model saw: the latest, where not all fit its context. */
  heard: number;
}

export interface Tidied extends Made {
  /** As many lines as there were, in their order. A line that the context could not hold comes back as it was. */
  ink: Ink;
  /** Mean distance between the lines before and after, paper pixels. */
  moved: number;
}

export interface Recognised extends Made {
  guesses: Guess[];
}

/** Over all drawings. Nats a token; classes count where they were told. */
export interface DrawingScore extends Made {
  drawings: number;
  nll: number;
  /** The same, the class told; null: no drawing had one. */
  nllSubjectKnown: number | null;
  top1: number | null;
  top3: number | null;
}
