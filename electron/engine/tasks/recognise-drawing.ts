import { read } from '../../../models/drawing/prompt.ts';
import { RecogniseRequest, type Recognised } from '../../../models/drawing/request.ts';
import { made, mustHaveInk, recognised } from './drawing.ts';
import type { Task } from './task.ts';

/** Says what a drawing may be. */
export const recogniseDrawing: Task<typeof RecogniseRequest, never, Recognised> = {
  input: RecogniseRequest,
  async run({ model: name, ink, page }, { open }) {
    const begin = performance.now();
    mustHaveInk(ink);
    const model = await open('drawing', name);
    const guesses = await recognised(model, read(ink, page, null, model.stepper.context - 1));
    return { guesses, ...made(model, 0, begin) };
  },
};
