import { acceptTake } from '../../../models/music/edit.ts';
import { splitFill } from '../../../models/music/infill.ts';
import { before, toStep, toSteps } from '../../../models/music/steps.ts';
import { FillRequest, type Generation, type TakeDelta } from '../../../models/music/take.ts';
import { Draft, frames } from './draft.ts';
import { excerpt, generation, regionOf } from './music.ts';
import { continuing, filling, play } from './passage.ts';
import type { Task } from './task.ts';

/**
 * Replaces a region so that it meets what is around it. The model has learned gaps of up to 12 s: a longer region is
 * played on from its beginning until 12 s are left.
 */
export const fillMusic: Task<typeof FillRequest, TakeDelta[], Generation> = {
  input: FillRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { takes, sampling } = request;
    const region = regionOf(request);
    const steps = toStep(region.to) - toStep(region.from);
    const model = await open('music', request.model);
    const options = { conditions: sampling, context: model.stepper.context };

    const music = excerpt(request.performance, region, options.context);
    const drafts = Array.from({ length: takes }, (_, take) => new Draft(take, sampling.seed, steps));
    const stream = frames(drafts, emit);
    const { continued, filled } = splitFill(region);
    if (continued) {
      const [from, to] = [toStep(continued.from), toStep(continued.to)];
      const past = before(toSteps(music), from);
      const passages = drafts.map((draft) => continuing(draft, past, from, to, options));
      for await (const _ of play(model.stepper, passages, sampling, signal)) stream.tick();
    }
    for (const draft of drafts) draft.finish();
    const passages = drafts.map((draft) => {
      const events = continued ? acceptTake(music, { region: continued, ...draft.played }) : music;
      return filling(draft, toSteps(events), toStep(filled.from), toStep(filled.to), options);
    });
    for await (const _ of play(model.stepper, passages, sampling, signal)) stream.tick();
    for (const draft of drafts) draft.finish();
    stream.now();
    const results = drafts.map((draft) => draft.result(region));
    return generation('fill', model, sampling, results, begin, takes * (region.to - region.from));
  },
};
