import { nearby } from '../../../models/drawing/latent.ts';
import { read } from '../../../models/drawing/prompt.ts';
import { ranked } from '../../../models/drawing/rank.ts';
import { VaryRequest, type Drawn, type DrawingDelta } from '../../../models/drawing/request.ts';
import { subjectToken, token } from '../../../models/drawing/vocabulary.ts';
import { derive, seeded } from '../../../models/random.ts';
import { classOf, encoded, made, mustHaveInk, recognised, surenessIn } from './drawing.ts';
import { Sketching, draw } from './sketching.ts';
import type { Task } from './task.ts';

/** Draws whole drawings from latents around this one's, all in one batch. */
export const varyDrawing: Task<typeof VaryRequest, DrawingDelta, Drawn> = {
  input: VaryRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { ink, page, subject, sampling, count, drafts = count, amount } = request;
    mustHaveInk(ink);
    const model = await open('drawing', request.model);
    const guesses = subject === null ? await recognised(model, read(ink, page, null, model.stepper.context - 1)) : null;
    if (guesses) emit({ guesses, candidates: [] });
    signal.throwIfAborted();
    const opening = Int32Array.of(token.bos, subjectToken(classOf(subject, guesses, request)));

    const { mu, logvar, heard } = await encoded(model, ink, page);
    const variations = Array.from({ length: Math.max(count, drafts) }, (_, candidate) => {
      const random = seeded(derive(sampling.seed, candidate));
      const latent = nearby(mu, logvar, amount, random);
      return { latent, sketching: new Sketching({ candidate, random, page, extent: 'drawing' }) };
    });
    const sketchings = variations.map(({ sketching }) => sketching);
    const prompt = { lanes: variations.map(() => opening), conditions: variations.map(({ latent }) => latent) };
    const free = { lanes: variations.map(() => Int32Array.of(token.bos, token.unknown)) };
    await draw(model, sketchings, { prompt, free, sampling, shown: count, signal, emit });
    const drawn = sketchings.reduce((sum, sketching) => sum + sketching.tokens, 0);
    const goal = subject ?? guesses?.[0]?.subject ?? null;
    const last = sketchings.map((sketching) => sketching.last);
    const sure = drafts > count ? surenessIn(last, goal) : undefined;
    const best = ranked(sketchings, sure).slice(0, count);
    const candidates = best.map((sketching) => sketching.result());
    return { kind: 'vary', candidates, guesses, heard, ...made(model, drawn, begin) };
  },
};
