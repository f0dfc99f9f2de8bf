import { pageAround } from '../../../models/drawing/page.ts';
import { placed } from '../../../models/drawing/places.ts';
import { read } from '../../../models/drawing/prompt.ts';
import { guesses } from '../../../models/drawing/recognise.ts';
import { ScoreRequest, type DrawingScore } from '../../../models/drawing/request.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import { subjectToken, token } from '../../../models/drawing/vocabulary.ts';
import { logProbability } from '../../../models/sample.ts';
import { made, mustHaveInk } from './drawing.ts';
import type { OpenModel, Task } from './task.ts';

/**
 * How well the model foresees drawings and recognises them. Each lies in the middle of a page of its own, and each of
 * its tokens, the end too, is predicted once from what came before it. Of a drawing longer than the context the latest
 * lines are scored. Empty drawings are passed over.
 */
export const scoreDrawing: Task<typeof ScoreRequest, { progress: number }, DrawingScore> = {
  input: ScoreRequest,
  async run({ model: name, drawings }, { open, signal, emit }) {
    const begin = performance.now();
    for (const { subject } of drawings) subjectToken(subject);
    const model = await open('drawing', name);
    const drawn = drawings.filter(({ ink }) => ink.length > 0);
    mustHaveInk(drawn[0]?.ink ?? []);
    const untold = new Mean();
    const told = new Mean();
    const top1 = new Mean();
    const top3 = new Mean();
    for (const [i, { ink, subject }] of drawn.entries()) {
      signal.throwIfAborted();
      const last = await foresee(model, ink, null, untold);
      if (subject !== null) {
        const names = guesses(last, 3).map((guess) => guess.subject);
        top1.add(names[0] === subject ? 1 : 0);
        top3.add(names.includes(subject) ? 1 : 0);
        await foresee(model, ink, subject, told);
      }
      emit({ progress: (i + 1) / drawn.length });
    }
    return {
      drawings: drawn.length,
      nll: untold.value!,
      nllSubjectKnown: told.value,
      top1: top1.value,
      top3: top3.value,
      ...made(model, untold.count + told.count, begin),
    };
  },
};

/** Adds the nats of each token; gives the logits after the last. */
async function foresee(model: OpenModel, ink: Ink, subject: string | null, nats: Mean): Promise<Float32Array> {
  const { tokens } = read(ink, pageAround(ink), subject, model.stepper.context);
  const { vocabulary } = model.manifest.network;
  const logits = await model.stepper.logits(placed(tokens));
  const row = (i: number) => logits.subarray(i * vocabulary, (i + 1) * vocabulary);
  for (let i = 2; i <= tokens.length; i++) nats.add(-logProbability(row(i - 1), tokens[i] ?? token.end));
  return row(tokens.length - 1);
}

class Mean {
  count = 0;
  #sum = 0;

  add(value: number): void {
    this.count++;
    this.#sum += value;
  }

  get value(): number | null {
    return this.count > 0 ? this.#sum / this.count : null;
  }
}
