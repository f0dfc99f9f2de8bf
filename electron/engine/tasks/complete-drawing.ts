import { read } from '../../../models/drawing/prompt.ts';
import { ranked } from '../../../models/drawing/rank.ts';
import { guesses as guessesOf } from '../../../models/drawing/recognise.ts';
import { CompleteRequest, type Drawn, type DrawingDelta, type Guess } from '../../../models/drawing/request.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import { derive, seeded } from '../../../models/random.ts';
import { classOf, made, recognised, surenessIn, untold } from './drawing.ts';
import { Sketching, draw } from './sketching.ts';
import type { Task } from './task.ts';

/** Tokens that are kept free for what is drawn: a drawing of the training data has 68 on average. */
const FREE = 96;

/** Draws on from what is there, all candidates in one batch. */
export const completeDrawing: Task<typeof CompleteRequest, DrawingDelta, Drawn> = {
  input: CompleteRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { ink, page, subject, believe, sampling, count, drafts = count, extent } = request;
    const model = await open('drawing', request.model);
    const room = model.stepper.context - FREE;
    const guessing: { guesses: Guess[] | null } = { guesses: null };
    const guess = (guesses: Guess[]): void => {
      guessing.guesses = guesses;
      emit({ guesses, candidates: [] });
    };
    // Before anything is drawn only where that depends on it: it takes a run of its own.
    if (subject === null && believe !== undefined && ink.length > 0)
      guess(await recognised(model, read(ink, page, null, room)));
    signal.throwIfAborted();

    const told = classOf(subject, guessing.guesses, request);
    const { tokens, heard } = read(ink, page, told, room);
    const sketchings = Array.from({ length: Math.max(count, drafts) }, (_, candidate) => {
      const random = seeded(derive(sampling.seed, candidate));
      return new Sketching({ candidate, random, page, extent });
    });
    const onPrompt = (logits: Float32Array): void => {
      // Of an empty drawing there is nothing to be said.
      if (subject === null && guessing.guesses === null) guess(ink.length > 0 ? guessesOf(logits) : []);
    };
    const prompt = { lanes: sketchings.map(() => tokens) };
    await draw(model, sketchings, { prompt, free: null, sampling, shown: count, signal, emit, onPrompt });
    signal.throwIfAborted();
    const drawn = sketchings.reduce((sum, sketching) => sum + sketching.tokens, 0);

    const { guesses } = guessing;
    const goal = subject ?? guesses?.[0]?.subject ?? null;
    const whole = (sketching: Sketching): Ink => [...ink, ...sketching.result().ink];
    const last =
      told === null ? sketchings.map((sketching) => sketching.last) : await untold(model, page, sketchings.map(whole));
    const best = ranked(sketchings, surenessIn(last, goal)).slice(0, count);
    const candidates = best.map((sketching) => sketching.result());
    return { kind: 'complete', candidates, guesses, heard, ...made(model, drawn, begin) };
  },
};
