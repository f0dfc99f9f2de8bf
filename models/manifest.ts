import { z } from 'zod';
import { StudioId } from './studio.ts';

/** A path inside the model's own folder: one plain file name, so that no manifest can point outside it. */
const FileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

export const ModelFile = z.object({
  path: FileName,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z
    .int()
    .min(1)
    .max(2 ** 31),
});
export type ModelFile = z.infer<typeof ModelFile>;

const ModelFiles = z.record(z.enum(['fp32', 'int8']), ModelFile.optional());

/** What `weights/<name>/manifest.json` must say. Written by models/train/export.py; checked once, when it is read. */
export const Manifest = z.object({
  schema: z.literal(1),
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  title: z.string().min(1).max(200),
  task: StudioId,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  licence: z.object({
    spdx: z.string().min(1).max(100),
    commercial: z.boolean(),
    attribution: z.string().max(4000),
  }),
  files: ModelFiles,
  variant: z.enum(['fp32', 'int8']),
  network: z.object({
    vocabulary: z.int().min(2).max(1_000_000),
    width: z.int().min(1).max(16_384),
    layers: z.int().min(1).max(256),
    heads: z.int().min(1).max(256),
    headWidth: z.int().min(1).max(1024),
    context: z.int().min(16).max(1_000_000),
    parameters: z.int().min(1),
    /** Of the vectors that may go before the tokens, such as a drawing's latent; absent: the graph takes none. */
    conditionWidth: z.int().min(1).max(16_384).optional(),
    /** Input ids, where they say more than the token (drawings: where the pen is); absent: the vocabulary. */
    inputs: z.int().min(2).max(2_000_000_000).optional(),
    /** Whether it also attends to what an image encoder hands over: the inputs `cross_key` and `cross_value`. */
    crossAttention: z.boolean().optional(),
  }),
  /** The network that reads a whole drawing into a latent, on files of its own. */
  encoder: z.object({ latent: z.int().min(1).max(16_384), files: ModelFiles }).optional(),
  /** The network that reads a picture into keys and values for the decoder, on files of its own. */
  imageEncoder: z
    .object({
      /** Width and height, in pixels, of the pictures that it takes. */
      frames: z
        .array(z.tuple([z.int().min(16).max(4096), z.int().min(16).max(4096)]))
        .min(1)
        .max(16),
      /** Pixels of a side: each patch of the frame becomes one position. */
      patch: z.int().min(1).max(256),
      files: ModelFiles,
    })
    .optional(),
  opset: z.int().min(13).max(25),
  training: z.object({
    data: z.array(z.string()),
    hours: z.number().min(0),
    tokens: z.number().min(0),
    hardware: z.string(),
  }),
  metrics: z.record(z.string(), z.number().nullable()),
});
export type Manifest = z.infer<typeof Manifest>;

/** The files of each network of a model, by variant: the decoder's first. */
export const networksOf = ({ files, encoder, imageEncoder }: Manifest): Manifest['files'][] =>
  [files, encoder?.files, imageEncoder?.files].filter((network) => network !== undefined);

/** Bytes of all its networks together, in the variant that is used. */
export const bytesInUse = (manifest: Manifest): number =>
  networksOf(manifest).reduce((bytes, network) => bytes + (network[manifest.variant]?.bytes ?? 0), 0);
