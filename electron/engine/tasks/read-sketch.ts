import { createHash } from 'node:crypto';
import { PageGrammar } from '../../../models/code/grammar.ts';
import { marks } from '../../../models/code/markup.ts';
import { ReadRequest, type ReadDelta, type ReadResult, type ReadToken } from '../../../models/code/request.ts';
import { BINS, kinds, sortOf, token } from '../../../models/code/vocabulary.ts';
import { decode, type Memory } from '../../../models/decode.ts';
import { GombocError } from '../../../models/error.ts';
import { logProbability, sample } from '../../../models/sample.ts';
import type { GreyFrame } from '../image-encoder.ts';
import type { OpenModel, Task } from './task.ts';

/** Other kinds that are told of at each kind. */
const OTHERS = 5;
/** A screen shows 60 frames a second; more deltas than that would only be thrown away. */
const FRAME_MS = 16;

/**
 * Reads a sketch: its picture once through the image encoder, then greedily, token by token, whatever the grammar
 * allows. With a prefix it goes on from there. A page that fills the context stays without its end.
 */
export const readSketch: Task<typeof ReadRequest, ReadDelta, ReadResult> = {
  input: ReadRequest,
  async run(request, { open, signal, emit }) {
    const begin = performance.now();
    const since = () => performance.now() - begin;
    const grammar = settled(request);
    const model = await open('code', request.model);
    const { stepper, manifest } = model;
    const beforeEncoding = performance.now();
    const memory = await memoryOf(model, request.frame);
    const encodeMs = performance.now() - beforeEncoding;

    const tokens: ReadToken[] = [];
    let sent = 0;
    let last = 0;
    let firstMs: number | null = null;
    const send = () => {
      last = performance.now();
      if (sent < tokens.length) emit({ tokens: tokens.slice(sent) });
      sent = tokens.length;
    };
    const lane = Int32Array.from([...marks(request), ...request.prefix]);
    // A page that has filled the context already has no room for more.
    if (lane.length < stepper.context) {
      const steps = decode(stepper, {
        prompt: { lanes: [lane], memory },
        pick(_, logits) {
          const step = choose(logits, grammar);
          tokens.push(step);
          return step.token;
        },
        isEnd: () => grammar.done,
        limit: stepper.context,
        signal,
      });
      for await (const _ of steps) {
        const first = firstMs === null && sortOf(tokens.at(-1)!.token) === 'kind';
        if (first) firstMs = since();
        // The first element at once: somebody is waiting for it.
        if (first || performance.now() - last >= FRAME_MS) send();
      }
      send();
    }
    const totalMs = since();
    return {
      tokens,
      nothing: request.prefix.length === 0 && tokens[0]?.token === token.eos,
      ...{ encodeMs, firstMs: firstMs ?? totalMs, totalMs },
      model: { name: manifest.name, version: manifest.version, variant: model.variant, sha256: model.sha256 },
      provider: model.provider,
    };
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

/** The likeliest of what is allowed, and how likely it and, of a kind, the next likely kinds are. */
function choose(logits: Float32Array, grammar: PageGrammar): ReadToken {
  const allowed = grammar.allowed();
  const chosen = sample(logits, { temperature: 0, topP: 1, allowed }, () => 0);
  const best = logProbability(logits, chosen, allowed);
  const probability = Math.exp(best);
  const step: ReadToken = { token: chosen, probability };
  if (sortOf(chosen) === 'kind') {
    step.others = kinds
      .map((_, index) => token.kind + index)
      .filter((kind) => kind !== chosen && allowed[kind])
      .sort((a, b) => logits[b]! - logits[a]!)
      .slice(0, OTHERS)
      .map((kind) => ({ token: kind, probability: Math.exp(best + logits[kind]! - logits[chosen]!) }));
  }
  grammar.accept(chosen);
  return step;
}

/** Of each open model what it last saw, so that a correction does not look at the same picture again. */
const seen = new WeakMap<OpenModel, { key: string; memory: Memory }>();

async function memoryOf(model: OpenModel, frame: GreyFrame): Promise<Memory> {
  const sha256 = createHash('sha256').update(frame.pixels).digest('hex');
  const key = `${frame.width}x${frame.height} ${sha256}`;
  const known = seen.get(model);
  if (known?.key === key) return known.memory;
  const encoder = await model.imageEncoder();
  const memory = await encoder.encode(frame);
  seen.set(model, { key, memory });
  return memory;
}
