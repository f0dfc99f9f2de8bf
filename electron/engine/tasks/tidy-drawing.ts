import { placedStepper } from '../placed.ts';
import { toPage, toPaper } from '../../../models/drawing/page.ts';
import { TidyRequest, type Tidied } from '../../../models/drawing/request.ts';
import type { Line } from '../../../models/drawing/stroke.ts';
import { TidyingLine, meanDistance } from '../../../models/drawing/tidy.ts';
import { subjectToken, token } from '../../../models/drawing/vocabulary.ts';
import { paced } from '../../../models/pace.ts';
import { encoded, made, mustHaveInk } from './drawing.ts';
import type { Task } from './task.ts';

/**
 * Draws each line again: see TidyingLine. Later lines see the tidied earlier ones, all see the drawing's own latent.
 * Where the context ends, lines stay as they are.
 */
export const tidyDrawing: Task<typeof TidyRequest, number, Tidied> = {
  input: TidyRequest,
  async run({ model: name, ink, page, subject, strength }, { open, signal, emit }) {
    const begin = performance.now();
    mustHaveInk(ink);
    const opening = Int32Array.of(token.bos, subjectToken(subject));
    const model = await open('drawing', name);
    const { mu } = await encoded(model, ink, page);
    const stepper = placedStepper(model.stepper);
    const tidied: Line[] = [];
    let step = await stepper.start({ lanes: [opening], conditions: [mu] });
    const room = stepper.context - opening.length - 1;
    let left = room;
    // Whichever comes to its end first ends all of it: the lines, or the room for them.
    const tell = paced(
      (line: number) => emit(Math.max((tidied.length + line) / ink.length, 1 - left / room)),
      performance,
    );
    try {
      const take = async (drawn: number) => {
        signal.throwIfAborted();
        left--;
        step = await stepper.next(step.state, Int32Array.of(drawn));
      };
      for (const original of ink) {
        const line = new TidyingLine(toPage(page, original), strength);
        // Two for the pen-down, one at least for a move.
        if (left < 3) break;
        for (const drawn of line.penDown) await take(drawn);
        while (!line.done && left > 0) {
          await take(line.choose(step.logits[0]!));
          tell(line.share);
        }
        if (!line.done) break;
        const ends = [original[0]!, original.at(-1)!] as const;
        tidied.push(line.isDot ? original : [ends[0], ...toPaper(page, line.inner), ends[1]]);
      }
    } finally {
      stepper.release(step.state);
    }
    const drawn = room - left;
    const after = [...tidied, ...ink.slice(tidied.length)];
    return { ink: after, moved: meanDistance(ink, after), ...made(model, drawn, begin) };
  },
};
