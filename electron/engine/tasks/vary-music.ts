import { acceptTake } from '../../../models/music/edit.ts';
import { varySpans } from '../../../models/music/infill.ts';
import type { Performance } from '../../../models/music/note.ts';
import { toStep, toSteps } from '../../../models/music/steps.ts';
import { VaryRequest, type Generation, type Region, type TakeDelta } from '../../../models/music/take.ts';
import { derive } from '../../../models/random.ts';
import { Draft, frames } from './draft.ts';
import { excerpt, generation, regionOf, within } from './music.ts';
import { filling, play } from './passage.ts';
import type { Task } from './task.ts';

/** Some spans of a region are played anew, one after the other, each fitting into what is around it by then. */
export const varyMusic: Task<typeof VaryRequest, TakeDelta[], Generation> = {
  input: VaryRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { takes, sampling, strength } = request;
    const region = regionOf(request);
    const model = await open('music', request.model);
    const options = { conditions: sampling, context: model.stepper.context };

    const music = excerpt(request.performance, region, options.context);
    const variants = Array.from({ length: takes }, (_, take): Variant => {
      const spans = varySpans(region, strength, derive(sampling.seed, take));
      const steps = spans.reduce((sum, span) => sum + toStep(span.to) - toStep(span.from), 0);
      return { spans, steps, music, draft: new Draft(take, sampling.seed, steps) };
    });
    const drafts = variants.map(({ draft }) => draft);
    const stream = frames(drafts, emit);
    for (let round = 0; round < variants[0]!.spans.length; round++) {
      const passages = variants.map(({ draft, spans, music: sofar }) => {
        const span = spans[round]!;
        draft.restart(within(sofar, region, span));
        return filling(draft, toSteps(sofar), toStep(span.from), toStep(span.to), options);
      });
      for await (const _ of play(model.stepper, passages, sampling, signal)) stream.tick();
      for (const variant of variants) {
        variant.draft.finish();
        variant.music = acceptTake(variant.music, { region: variant.spans[round]!, ...variant.draft.played });
      }
      stream.now();
    }
    for (const { draft, music: varied } of variants) draft.restart(within(varied, region));
    const results = drafts.map((draft) => draft.result(region));
    const played = variants.reduce((sum, { steps }) => sum + steps / 100, 0);
    return generation('vary', model, sampling, results, begin, played);
  },
};

interface Variant {
  readonly draft: Draft;
  readonly spans: readonly Region[];
  readonly steps: number;
  /** What this take has made of the music so far. */
  music: Performance;
}
