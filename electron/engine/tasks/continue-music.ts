import { duration } from '../../../models/music/edit.ts';
import { before, fromStep, toStep, toSteps } from '../../../models/music/steps.ts';
import { ContinueRequest, type Generation, type TakeDelta } from '../../../models/music/take.ts';
import { Draft, frames } from './draft.ts';
import { excerpt, generation } from './music.ts';
import { continuing, play } from './passage.ts';
import type { Task } from './task.ts';

/** Plays on from a point, all takes in one batch. Where the context is full it slides: the latest half is kept. */
export const continueMusic: Task<typeof ContinueRequest, TakeDelta[], Generation> = {
  input: ContinueRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { performance: music, takes, sampling, seconds } = request;
    const model = await open('music', request.model);
    const { context } = model.stepper;
    const at = toStep(request.at ?? duration(music));
    const to = at + toStep(seconds);
    const region = { from: fromStep(at), to: fromStep(to) };

    const past = before(toSteps(excerpt(music, region, context)), at);
    const drafts = Array.from({ length: takes }, (_, take) => new Draft(take, sampling.seed, to - at));
    const passages = drafts.map((draft) => continuing(draft, past, at, to, { conditions: sampling, context }));
    const stream = frames(drafts, emit);
    for await (const _ of play(model.stepper, passages, sampling, signal)) stream.tick();
    for (const draft of drafts) draft.finish();
    stream.now();
    return generation(
      'continue',
      model,
      sampling,
      drafts.map((draft) => draft.result(region)),
      begin,
      takes * seconds,
    );
  },
};
