import { PageGrammar } from '../../../models/code/grammar.ts';
import { marks } from '../../../models/code/markup.ts';
import { ranked } from '../../../models/code/rank.ts';
import { VaryRequest, type VaryDelta, type Varied } from '../../../models/code/request.ts';
import { derive, seeded } from '../../../models/random.ts';
import { readInto } from './sketch.ts';
import type { Task } from './task.ts';
import { Transcript } from './transcript.ts';

/** Reads a sketch several ways at once, all in one batch: not always the likeliest, but what may be meant as well. */
export const varySketch: Task<typeof VaryRequest, VaryDelta, Varied> = {
  input: VaryRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const { frame, text, boxes, count, sampling } = request;
    const { seed, ...draw } = sampling;
    const transcripts = Array.from({ length: count }, (_, reading) => {
      const random = seeded(derive(seed, reading));
      return new Transcript(new PageGrammar({ text, boxes, insist: true }), { ...draw, random });
    });
    const readBy = await readInto(await open('code', request.model), transcripts, {
      ...{ frame, lane: Int32Array.from(marks(request)), signal, begin },
      emit() {
        const news = transcripts.map((transcript, reading) => ({ reading, tokens: transcript.news() }));
        const told = news.filter(({ tokens }) => tokens.length > 0);
        if (told.length > 0) emit(told);
      },
    });
    const readings = transcripts.map(({ tokens, nll }, reading) => ({ reading, tokens, nll }));
    return { readings: ranked(readings), ...readBy };
  },
};
