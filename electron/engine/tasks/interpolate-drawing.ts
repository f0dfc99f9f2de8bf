import { between } from '../../../models/drawing/latent.ts';
import { InterpolateRequest, type Drawn, type DrawingDelta } from '../../../models/drawing/request.ts';
import { token } from '../../../models/drawing/vocabulary.ts';
import { derive, seeded } from '../../../models/random.ts';
import { encoded, made, mustHaveInk } from './drawing.ts';
import { Sketching, draw } from './sketching.ts';
import type { Task } from './task.ts';

/** Frames are drawn no more boldly than this: chance would hide how the one drawing turns into the other. */
const BOLDEST = 0.3;

/** Draws the way from one drawing to another, all frames in one batch and with the same luck. */
export const interpolateDrawing: Task<typeof InterpolateRequest, DrawingDelta, Drawn> = {
  input: InterpolateRequest,
  async run({ model: name, page, from, to, steps, sampling }, { open, signal, emit }) {
    const begin = performance.now();
    mustHaveInk(from.ink);
    mustHaveInk(to.ink);
    const model = await open('drawing', name);
    const a = await encoded(model, from.ink, from.page);
    signal.throwIfAborted();
    const b = await encoded(model, to.ink, to.page);

    const sketchings = Array.from({ length: steps }, (_, candidate) => {
      const random = seeded(derive(sampling.seed, 0));
      return new Sketching({ candidate, random, page, extent: 'drawing' });
    });
    const free = { lanes: sketchings.map(() => Int32Array.of(token.bos, token.unknown)) };
    const prompt = { ...free, conditions: sketchings.map((_, step) => between(a.mu, b.mu, step / (steps - 1))) };
    const calm = { ...sampling, temperature: Math.min(sampling.temperature, BOLDEST) };
    await draw(model, sketchings, { prompt, free, sampling: calm, signal, emit });
    const drawn = sketchings.reduce((sum, sketching) => sum + sketching.tokens, 0);
    const candidates = sketchings.map((sketching) => sketching.result());
    return { kind: 'interpolate', candidates, guesses: null, heard: a.heard + b.heard, ...made(model, drawn, begin) };
  },
};
