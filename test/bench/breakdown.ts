import type { Network } from '../../electron/engine/graph.ts';
import { Session } from '../../electron/engine/session.ts';
import { createStepper } from '../../electron/engine/stepper.ts';
import { decode } from '../../models/decode.ts';
import { PerformanceGrammar } from '../../models/music/grammar.ts';
import { seconds } from '../../models/music/note.ts';
import { EventReader } from '../../models/music/performance.ts';
import { token } from '../../models/music/vocabulary.ts';
import { seeded } from '../../models/random.ts';
import { logProbability, sample } from '../../models/sample.ts';

/** Milliseconds a token; they add up to `total`. */
export interface Breakdown {
  total: number;
  /** session.run: onnxruntime, and its handing over of inputs and outputs. */
  native: number;
  /** The stepper around it: token and length in, new rows into the cache, logits checked. */
  cache: number;
  grammar: number;
  sampling: number;
  /** Generators, promises, the event loop. */
  rest: number;
}

const TOKENS = 500;
const WARM_UP = 50;

/** Plays one take as the engine does, with a clock at every border. */
export async function breakdown(session: Session, network: Network): Promise<Breakdown> {
  const spent = { native: 0, step: 0, grammar: 0, sampling: 0 };
  const add = (part: keyof typeof spent, since: number): number => {
    const now = performance.now();
    spent[part] += now - since;
    return now;
  };
  const timed = Object.create(session, {
    inputs: { value: session.inputs },
    outputs: { value: session.outputs },
    run: {
      value: async (feeds: Parameters<Session['run']>[0]) => {
        const before = performance.now();
        const output = await session.run(feeds);
        add('native', before);
        return output;
      },
    },
  }) as Session;
  const stepper = createStepper(timed, network);
  const { next } = stepper;
  stepper.next = async (state, tokens) => {
    const before = performance.now();
    const step = await next(state, tokens);
    add('step', before);
    return step;
  };

  const random = seeded(1);
  const grammar = new PerformanceGrammar({ budgetSteps: 1_000_000 });
  const reader = new EventReader(seconds(0));
  const pick = (_: number, logits: Float32Array): number => {
    let at = performance.now();
    const allowed = grammar.allowed();
    at = add('grammar', at);
    const picked = sample(logits, { temperature: 1, topP: 0.95, allowed }, random);
    logProbability(logits, picked);
    at = add('sampling', at);
    grammar.accept(picked);
    reader.accept(picked);
    add('grammar', at);
    return picked;
  };

  const prompt = { lanes: [Int32Array.of(token.bos, token.density, token.dynamics)] };
  let count = 0;
  let begin = 0;
  for await (const _ of decode(stepper, { prompt, pick, isEnd: () => false, limit: WARM_UP + TOKENS })) {
    if (++count === WARM_UP) {
      begin = performance.now();
      spent.native = spent.step = spent.grammar = spent.sampling = 0;
    }
  }
  const total = performance.now() - begin;
  const { native, step, grammar: rules, sampling } = spent;
  const each = (ms: number) => ms / TOKENS;
  return {
    total: each(total),
    native: each(native),
    cache: each(step - native),
    grammar: each(rules),
    sampling: each(sampling),
    rest: each(total - step - rules - sampling),
  };
}

const COPIED = 64 * 2 ** 20;

/** Bytes copied a second from memory to memory by one thread: the best of several, as bandwidth is a ceiling. */
export function copyBandwidth(): number {
  const from = new Uint8Array(COPIED).fill(1);
  const to = new Uint8Array(COPIED);
  let best = Infinity;
  for (let i = 0; i < 12; i++) {
    const before = performance.now();
    to.set(from);
    best = Math.min(best, performance.now() - before);
  }
  return (COPIED / best) * 1000;
}
