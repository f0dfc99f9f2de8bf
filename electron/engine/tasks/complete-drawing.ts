import { read } from '../../../models/drawing/prompt.ts';
import { ranked } from '../../../models/drawing/rank.ts';
import { guesses as guessesOf, sureness } from '../../../models/drawing/recognise.ts';
import { CompleteRequest, type Drawn, type DrawingDelta, type Guess } from '../../../models/drawing/request.ts';
import { derive, seeded } from '../../../models/random.ts';
import { afterEach, made } from './drawing.ts';
import { Sketching, draw } from './sketching.ts';
import type { OpenModel, Task } from './task.ts';

/** Tokens that are kept free for what is drawn: a drawing of the training data has 68 on average. */
const FREE = 96;

/** Draws on from what is there, all candidates in one batch. */
export const completeDrawing: Task<typeof CompleteRequest, DrawingDelta, Drawn> = {
  input: CompleteRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { ink, page, subject, sampling, count, extent } = request;
    const model = await open('drawing', request.model);
    const { tokens, heard } = read(ink, page, subject, model.stepper.context - FREE);
    const sketchings = Array.from({ length: count }, (_, candidate) => {
      const random = seeded(derive(sampling.seed, candidate));
      return new Sketching({ candidate, random, page, extent });
    });

    let guesses: Guess[] | null = null;
    const onPrompt = (logits: Float32Array) => {
      if (subject !== null) return;
      // Of an empty drawing there is nothing to be said.
      guesses = ink.length > 0 ? guessesOf(logits) : [];
      emit({ guesses, candidates: [] });
    };
    const prompt = { lanes: sketchings.map(() => tokens) };
    await draw(model, sketchings, { prompt, sampling, signal, emit, onPrompt });
    const drawn = sketchings.reduce((sum, sketching) => sum + sketching.tokens, 0);
    const goal = subject ?? (guesses as Guess[] | null)?.[0]?.subject ?? null;
    const last =
      subject === null ? sketchings.map((sketching) => sketching.last) : await untold(model, request, sketchings);
    const sure = ({ candidate }: Sketching) => {
      const logits = last[candidate];
      return logits ? sureness(logits, goal) : null;
    };
    const candidates = ranked(sketchings, sure).map((sketching) => sketching.result());
    return { kind: 'complete', candidates, guesses, heard, ...made(model, drawn, begin) };
  },
};

/**
 * What the recogniser says of each finished candidate. A class that was told spoils what it says on the way, so it reads
 * them anew without, all in one run. null: there is but one, and nothing to rank.
 */
async function untold(
  model: OpenModel,
  { ink, page }: CompleteRequest,
  sketchings: readonly Sketching[],
): Promise<readonly (Float32Array | null)[]> {
  if (sketchings.length === 1) return [null];
  const whole = sketchings.map((sketching) => [...ink, ...sketching.result().ink]);
  const readings = whole.map((lines) => read(lines, page, null, model.stepper.context));
  return afterEach(model, readings);
}
