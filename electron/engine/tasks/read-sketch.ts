import { PageGrammar } from '../../../models/code/grammar.ts';
import { marks } from '../../../models/code/markup.ts';
import { ReadRequest, type ReadDelta, type ReadResult } from '../../../models/code/request.ts';
import { BINS, token } from '../../../models/code/vocabulary.ts';
import { GombocError } from '../../../models/error.ts';
import { readInto } from './sketch.ts';
import type { Task } from './task.ts';
import { Transcript } from './transcript.ts';

/**
 * Reads a sketch: its picture once through the image encoder, then greedily, token by token, whatever the grammar
 * allows. With a prefix it goes on from there.
 */
export const readSketch: Task<typeof ReadRequest, ReadDelta, ReadResult> = {
  input: ReadRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const transcript = new Transcript(settled(request));
    const { frame, prefix } = request;
    const readBy = await readInto(await open('code', request.model), [transcript], {
      ...{ frame, lane: Int32Array.from([...marks(request), ...prefix]), signal, begin },
      emit() {
        const tokens = transcript.news();
        if (tokens.length > 0) emit({ tokens });
      },
    });
    const { tokens } = transcript;
    return { tokens, nothing: prefix.length === 0 && tokens[0]?.token === token.eos, ...readBy };
  },
};

/**
 * The grammar after the prefix.
 *
 * @throws GombocError `input-invalid` that names the token which may not stand there
 */
function settled({ text, boxes, insist, prefix }: ReadRequest): PageGrammar {
  const grammar = new PageGrammar({ text, boxes, insist });
  const refuse = (message: string): never => {
    throw new GombocError('input-invalid', message, 'Read the whole sketch again.');
  };
  prefix.forEach((next, i) => {
    if (!grammar.allowed()[next]) refuse(`prefix.${i}: token ${next} may not stand there`);
    grammar.accept(next);
  });
  if (grammar.done) refuse(`prefix.${prefix.length - 1}: the page is over`);
  const box = grammar.allowed().subarray(token.coordinate, token.coordinate + BINS);
  if (box.includes(1)) refuse(`prefix.${prefix.length}: the last box is not complete`);
  if (prefix.length > 0) grammar.settle();
  return grammar;
}
