import { z } from 'zod';

/** Pixels of the drawing's paper at zoom 1; strokes may leave the paper. */
const Coordinate = z.number().min(-1_000_000).max(1_000_000);

/** One sample of the pen: x, y in paper pixels, pressure 0…1 (0.5 where the device has none), ms since the stroke began. */
export const Sample = z.tuple([Coordinate, Coordinate, z.number().min(0).max(1), z.number().min(0).max(86_400_000)]);
export type Sample = z.infer<typeof Sample>;

export const Author = z.enum(['person', 'model']);
export type Author = z.infer<typeof Author>;

/** `#rrggbb`: nothing else gets into an SVG's attributes. */
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** Where the pen went between down and up, and how it looks. Never changed in place. */
export const Stroke = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  samples: z.array(Sample).min(1).max(200_000),
  colour: Colour,
  /** Of the line at full pressure, paper pixels. */
  width: z.number().min(0.25).max(200),
  layer: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  author: Author,
  /** When the pen went down, Unix ms; 0: not known. */
  startedAt: z.number().min(0),
});
export type Stroke = z.infer<typeof Stroke>;

/** A line without anything but its shape: x, y in paper pixels. What the model reads and draws. */
export const Line = z
  .array(z.tuple([Coordinate, Coordinate]))
  .min(1)
  .max(200_000);
export type Line = z.infer<typeof Line>;

/** The lines of a drawing, in the order in which they were drawn. */
export const Ink = z.array(Line).max(20_000);
export type Ink = z.infer<typeof Ink>;

export const lineOf = ({ samples }: Pick<Stroke, 'samples'>): Line => samples.map(([x, y]) => [x, y]);
