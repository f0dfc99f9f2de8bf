import { z } from 'zod';
import { Colour, Stroke } from './stroke.ts';

export const Layer = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  name: z.string().max(200),
  visible: z.boolean(),
  locked: z.boolean(),
});
export type Layer = z.infer<typeof Layer>;

/** A picture under the drawing, to trace. Kept in the document, never exported and never shown to the model. */
export const Backdrop = z.object({
  /** `data:image/png;base64,…` (or jpeg, webp): the only sources that the page's content security policy lets in. */
  source: z
    .string()
    .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/=]*$/)
    .max(32 * 2 ** 20),
  opacity: z.number().min(0).max(1),
});
export type Backdrop = z.infer<typeof Backdrop>;

/** What a person and the model drew: strokes in drawing order, layers bottom to top (at least one). */
export const Drawing = z.object({
  /** The paper, pixels. */
  width: z.number().min(16).max(16_384),
  height: z.number().min(16).max(16_384),
  /** null: transparent. */
  paper: Colour.nullable(),
  layers: z.array(Layer).min(1).max(100),
  strokes: z.array(Stroke).max(20_000),
  backdrop: Backdrop.nullable(),
  /** What the person says it is: a class of the codebook. null: the recogniser guesses. */
  subject: z.string().max(100).nullable(),
});
export type Drawing = z.infer<typeof Drawing>;

export const firstLayer = 'layer-1';

export const emptyDrawing = (width = 1024, height = 768): Drawing => ({
  width,
  height,
  paper: null,
  layers: [{ id: firstLayer, name: 'Layer 1', visible: true, locked: false }],
  strokes: [],
  backdrop: null,
  subject: null,
});
