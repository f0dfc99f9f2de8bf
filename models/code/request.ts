import { z } from 'zod';

/** Name of a folder under models/code/weights. */
const Model = z.string().regex(/^[a-z0-9-]{1,64}$/);

/** A grey picture in the top left corner of a white frame of one of the model's sizes (picture.ts makes it). */
export const Frame = z.object({
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
  /** One byte a pixel, row by row: 0 is black. */
  pixels: z.instanceof(Uint8Array),
});
export type Frame = z.infer<typeof Frame>;

/** Far more than any network's context holds. */
export const longestPrefix = 4096;

/** Read a sketch. The tokens come as chunks (read.ts makes them a page); greedy, under the grammar. */
export const ReadRequest = z.object({
  model: Model,
  frame: Frame,
  /** What is asked for besides the tree: the words, and where each element is. Less is faster. */
  text: z.boolean(),
  boxes: z.boolean(),
  /** Tokens after the marks that are settled: the reading goes on from there (correct.ts). Must follow the grammar. */
  prefix: z.array(z.int().min(0)).max(longestPrefix),
  /** Do not answer that there is no wireframe. */
  insist: z.boolean(),
});
export type ReadRequest = z.infer<typeof ReadRequest>;

/** How a sketch is read in other ways than the likeliest. Same model, picture, settings and seed: the same readings. */
export const Sampling = z.object({
  /** Unsigned 32-bit; each reading derives its own from it. */
  seed: z.int().min(0).max(0xffff_ffff),
  /** 0 is greedy, so that all are the same. 1 is the model's own distribution. */
  temperature: z.number().min(0).max(2),
  /** Nucleus sampling (Holtzman et al. 2020). */
  topP: z.number().min(0.01).max(1),
});
export type Sampling = z.infer<typeof Sampling>;

/** By eye: below 1 readings of the examples are the same but for some letters, at 2 parts are lost that all others have. */
export const defaultSampling: Omit<Sampling, 'seed'> = { temperature: 1, topP: 0.95 };

/** Read a sketch several ways at once: each may be right where another is wrong. That there is nothing in it, none says. */
export const VaryRequest = ReadRequest.omit({ prefix: true, insist: true }).extend({
  count: z.int().min(1).max(16),
  sampling: Sampling,
});
export type VaryRequest = z.infer<typeof VaryRequest>;

/** One step of a reading. */
export interface ReadToken {
  token: number;
  /** Of this token among those that the grammar allowed, 0..1. */
  probability: number;
  /** For the token of a kind: other kinds' tokens and their probabilities, the likeliest first; five at most. */
  others?: readonly { token: number; probability: number }[];
}

export interface ReadDelta {
  tokens: readonly ReadToken[];
}

/** Which network read it, and where the time went. */
export interface ReadBy {
  /** Milliseconds: the image encoder; from the request to the first element; all of it. */
  encodeMs: number;
  firstMs: number;
  totalMs: number;
  model: { name: string; version: string; variant: string; sha256: string };
  provider: string;
}

export interface ReadResult extends ReadBy {
  /** Those that were decoded, without the marks and the prefix; the last is `eos` if the model ended the page itself. */
  tokens: readonly ReadToken[];
  /** The model says that there is no wireframe in the picture. */
  nothing: boolean;
}

/** Tokens that readings gained. */
export type VaryDelta = readonly { reading: number; tokens: readonly ReadToken[] }[];

/** One of several ways to read a sketch. */
export interface OneReading {
  /** Its number in the request's order. */
  reading: number;
  /** As in `ReadResult`. */
  tokens: readonly ReadToken[];
  /** Nats a token. */
  nll: number;
}

export interface Varied extends ReadBy {
  /** The likeliest first; those that say the same as a likelier one are left out. */
  readings: readonly OneReading[];
}
