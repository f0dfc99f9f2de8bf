import { z } from 'zod';

/** The studios. */
export const StudioId = z.enum(['drawing', 'music', 'code']);
export type StudioId = z.infer<typeof StudioId>;
