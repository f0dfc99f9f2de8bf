import { z } from 'zod';

/** The studios, each with the models of its task. */
export const StudioId = z.enum(['drawing', 'music', 'code']);
export type StudioId = z.infer<typeof StudioId>;
