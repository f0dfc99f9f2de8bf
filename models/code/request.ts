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

/** Read a sketch. The tokens come as chunks (read.ts makes them a page); greedy, under the grammar. */
export const ReadRequest = z.object({
  model: Model,
  frame: Frame,
  /** What is asked for besides the tree: the words, and where each element is. Less is faster. */
  text: z.boolean(),
  boxes: z.boolean(),
  /** Tokens after the marks that are settled: the reading goes on from there (correct.ts). Must follow the grammar. */
  prefix: z.array(z.int().min(0)).max(4096),
  /** Do not answer that there is no wireframe. */
  insist: z.boolean(),
});
export type ReadRequest = z.infer<typeof ReadRequest>;

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

export interface ReadResult {
  /** Those that were decoded, without the marks and the prefix; the last is `eos` if the model ended the page itself. */
  tokens: readonly ReadToken[];
  /** The model says that there is no wireframe in the picture. */
  nothing: boolean;
  /** Where the time went, milliseconds: the image encoder; from the request to the first element; all of it. */
  encodeMs: number;
  firstMs: number;
  totalMs: number;
  model: { name: string; version: string; variant: string; sha256: string };
  provider: string;
}
