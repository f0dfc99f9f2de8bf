import { z } from 'zod';
import { StudioId } from '../../../models/studio.ts';
import { blankMemory } from '../image-encoder.ts';
import type { Task } from './task.ts';

export const MeasureRequest = z.object({
  studio: StudioId,
  model: z.string().regex(/^[a-z0-9-]{1,64}$/),
  seconds: z.number().min(0.1).max(60),
});

export interface Measurement {
  tokens: number;
  tokensPerSecond: number;
  variant: string;
}

/** How fast a model runs here: single steps, one lane, the cache filling up as it would in use. */
export const measure: Task<typeof MeasureRequest, never, Measurement> = {
  input: MeasureRequest,
  async run({ studio, model, seconds }, { open, signal }) {
    const { stepper, manifest, variant } = await open(studio, model);
    const { vocabulary, context } = manifest.network;
    const memory = blankMemory(manifest);
    const begin = performance.now();
    const end = begin + seconds * 1000;
    let tokens = 0;
    while (performance.now() < end) {
      let { state } = await stepper.start({ lanes: [Int32Array.of(0)], memory });
      try {
        for (let length = 1; length < context && performance.now() < end; length++) {
          signal.throwIfAborted();
          ({ state } = await stepper.next(state, Int32Array.of(length % vocabulary)));
          tokens++;
        }
      } finally {
        stepper.release(state);
      }
    }
    return { tokens, tokensPerSecond: (tokens * 1000) / (performance.now() - begin), variant };
  },
};
