import type { Memory, Prompt, Step, Stepper } from '../../models/decode.ts';
import { GombocError } from '../../models/error.ts';
import { REINSTALL, cacheParts, checkGraph, type Network } from './graph.ts';
import { tensor, type Session, type Tensor } from './session.ts';

/**
 * What a batch remembers: for each layer keys and values of `capacity` positions, of which the first `lengths[lane]` count.
 * The tensors are views on buffers that are written in place between runs, so a step makes no feeds anew.
 */
export interface Cache {
  readonly lanes: number;
  readonly capacity: number;
  readonly lengths: number[];
  readonly tokenIds: BigInt64Array;
  readonly cachedLengths: BigInt64Array;
  /** In the order of `cacheParts`. */
  readonly rows: readonly Numbers[];
  readonly feeds: Readonly<Record<string, Tensor>>;
  /** What the network attends to besides its own tokens: part of the feeds, shared by all caches that come of this one. */
  readonly crossing: Crossing;
}

type Numbers = Float32Array | Uint8Array | Int8Array;

/** What came of a run, and how many positions of each lane are in it. */
interface Run {
  output: Record<string, Tensor>;
  width: number;
}

/** `cross_key` [1,H,W,S] and `cross_value` [1,H,S,W]; none of a network without cross-attention. */
type Crossing = Readonly<Record<string, Tensor>>;

export interface NetworkStepper extends Stepper<Cache> {
  /** Teacher forcing, no conditions: logits [tokens.length × vocabulary], row i for the token after tokens[i]. */
  logits(tokens: Int32Array): Promise<Float32Array>;
}

/** Capacities grow in steps of this many positions: attention reads masked positions too, so slack costs time. */
const GROWTH = 64;

/**
 * A batch that needs more for its cache, logits or scores is refused. A thousand positions of the piano take 6 MiB a lane,
 * and four times that in float32.
 */
const MAX_BYTES = 2 ** 31;

/** Of the largest tensor: prompts are read together up to here, 42 of 256 tokens of the piano or two of 1,000; one at least. */
const BATCH_BYTES = 64 * 2 ** 20;

/**
 * A session with its KV cache as Stepper. The graph's inputs are `tokens` [B,T] int64, `lengths` [B] int64 and, for
 * each layer i, `key_i` [B,H,W,P] and `value_i` [B,H,P,W]; its outputs `logits` [B,T,V] and only the new positions
 * `new_key_i` [B,H,W,T], `new_value_i` [B,H,T,W], because every output comes back in fresh memory: fetching whole caches
 * would copy megabytes a token. A network with a `conditionWidth` also takes `conditions` [B,C,D] float32: C positions
 * before the tokens, with positions of their own in every output. C is 0 in all runs but the prefill of a prompt that has
 * conditions. One with `crossAttention` takes `cross_key` [1,H,W,S] and `cross_value` [1,H,S,W] float32 in every run: the
 * prompt's memory.
 *
 * @throws GombocError `model-unsupported` if the graph is another one.
 */
export function createStepper(session: Session, network: Network): NetworkStepper {
  checkGraph(session, network);
  const { heads, vocabulary, context, conditionWidth } = network;
  const parts = cacheParts(session, network);

  function allocate(lanes: number, capacity: number, lengths: number[], crossing: Crossing): Cache {
    const sizes = parts.map(({ blocks, stride }) => lanes * blocks * capacity * stride);
    checkBytes(sizes.reduce((sum, size) => sum + size, 0) * parts[0]!.allocate(0).BYTES_PER_ELEMENT, lanes, capacity);
    const rows = parts.map((part, i) => part.allocate(sizes[i]!));
    const tokenIds = new BigInt64Array(lanes);
    const cachedLengths = new BigInt64Array(lanes);
    const feeds: Record<string, Tensor> = {
      ...crossing,
      tokens: tensor(tokenIds, [lanes, 1]),
      lengths: tensor(cachedLengths, [lanes]),
    };
    parts.forEach(({ name, shape }, i) => (feeds[name] = tensor(rows[i]!, shape(lanes, capacity))));
    if (conditionWidth) feeds['conditions'] = tensor(new Float32Array(0), [lanes, 0, conditionWidth]);
    return { lanes, capacity, lengths, tokenIds, cachedLengths, rows, feeds, crossing };
  }

  /** The given lanes of a cache in another one with room for one more token in each. */
  function copy(from: Cache, lanes: readonly number[]): Cache {
    const lengths = lanes.map((lane) => from.lengths[lane]!);
    const to = allocate(lanes.length, roomFor(Math.max(...lengths) + 1), lengths, from.crossing);
    for (const [i, { blocks, stride }] of parts.entries()) {
      for (let row = 0; row < lanes.length; row++) {
        for (let block = 0; block < blocks; block++) {
          const start = (lanes[row]! * blocks + block) * from.capacity * stride;
          const numbers = from.rows[i]!.subarray(start, start + lengths[row]! * stride);
          to.rows[i]!.set(numbers, (row * blocks + block) * to.capacity * stride);
        }
      }
    }
    return to;
  }

  /** Rounded up; never beyond the context, which is all that the positions were trained for. */
  function roomFor(positions: number): number {
    return Math.min(context, Math.ceil(positions / GROWTH) * GROWTH);
  }

  /** Writes the first `counts[lane]` of `width` new positions behind the last one of each lane, from the lane `first` on. */
  function append(cache: Cache, { output, width }: Run, counts: readonly number[], first = 0): void {
    for (const [i, { name, blocks, stride }] of parts.entries()) {
      const fresh = output[`new_${name}`]!.data as Numbers;
      const kept = cache.rows[i]!;
      for (let lane = 0; lane < counts.length; lane++) {
        for (let block = 0; block < blocks; block++) {
          const source = (lane * blocks + block) * width * stride;
          const to = first + lane;
          const target = ((to * blocks + block) * cache.capacity + cache.lengths[to]!) * stride;
          const size = counts[lane]! * stride;
          // A loop, not set(subarray()): at one position making the view costs more than the copy.
          for (let j = 0; j < size; j++) kept[target + j] = fresh[source + j]!;
        }
      }
    }
    counts.forEach((count, lane) => (cache.lengths[first + lane]! += count));
  }

  /**
   * One run over whole prompts, the shorter ones padded on the right: the graph is causal, padding is never seen.
   * `width` is that of the outputs: the conditions' position, and as many as the longest prompt has.
   */
  async function prefill(
    prompts: readonly Int32Array[],
    crossing: Crossing,
    conditions?: readonly Float32Array[],
  ): Promise<Run> {
    const longest = Math.max(...prompts.map((prompt) => prompt.length));
    const width = longest + (conditions ? 1 : 0);
    checkBytes(prefillBytes(prompts.length, width), prompts.length, width);
    const tokens = new BigInt64Array(prompts.length * longest);
    prompts.forEach((prompt, lane) => prompt.forEach((token, i) => (tokens[lane * longest + i] = BigInt(token))));
    // One masked position: a cache of none is a shape that providers needn't support.
    const nothing = allocate(prompts.length, 1, [], crossing);
    const output = await session.run({
      ...nothing.feeds,
      tokens: tensor(tokens, [prompts.length, longest]),
      ...(conditions ? { conditions: conditionTensor(conditions, conditionWidth) } : {}),
    });
    checkSize(output, prompts.length * width * vocabulary);
    return { output, width };
  }

  /** Of the largest tensors of a prefill: its logits, and the attention scores of one layer. */
  const prefillBytes = (lanes: number, width: number): number =>
    lanes * width * Math.max(vocabulary, heads * width) * 4;

  const checkAnswer = (logits: Float32Array): void => checkFinite(logits, session);

  return {
    context,

    async start({ lanes, conditions, memory }: Prompt): Promise<Step<Cache>> {
      const before = conditions ? 1 : 0;
      lanes.forEach((lane) => checkPrompt(lane, network, before));
      const crossing = crossingOf(memory, network);
      const { unique, indices } = distinct(lanes, conditions);
      const counts = unique.map((lane) => before + lanes[lane]!.length);
      const prompts = allocate(
        unique.length,
        roomFor(Math.max(...counts) + 1),
        unique.map(() => 0),
        crossing,
      );
      const last: Float32Array[] = [];
      // As many at a time as are worth it: of long ones a batch is no faster, and its scores would take gigabytes.
      const atOnce = Math.max(1, Math.floor(BATCH_BYTES / prefillBytes(1, Math.max(...counts))));
      for (let first = 0; first < unique.length; first += atOnce) {
        const some = unique.slice(first, first + atOnce);
        const run = await prefill(
          some.map((lane) => lanes[lane]!),
          crossing,
          conditions && some.map((lane) => conditions[lane]!),
        );
        const own = counts.slice(first, first + atOnce);
        append(prompts, run, own, first);
        const all = run.output['logits']!.data as Float32Array;
        // Copied, or one row would keep all of them.
        own.forEach((count, i) => last.push(row(all, i * run.width + count - 1, vocabulary).slice()));
      }
      last.forEach(checkAnswer);
      const state = unique.length === lanes.length ? prompts : copy(prompts, indices);
      return { state, logits: indices.map((index) => last[index]!) };
    },

    async next(state: Cache, tokens: Int32Array): Promise<Step<Cache>> {
      const longest = Math.max(...state.lengths);
      if (longest >= context)
        throw new GombocError('internal', `a context of ${context} is full`, 'Please report this.');
      const cache = longest < state.capacity ? state : copy(state, [...state.lengths.keys()]);
      for (let lane = 0; lane < cache.lanes; lane++) {
        cache.tokenIds[lane] = BigInt(tokens[lane]!);
        cache.cachedLengths[lane] = BigInt(cache.lengths[lane]!);
      }
      const output = await session.run(cache.feeds);
      checkSize(output, cache.lanes * vocabulary);
      append(
        cache,
        { output, width: 1 },
        cache.lengths.map(() => 1),
      );
      const all = output['logits']!.data as Float32Array;
      const logits = cache.lengths.map((_, lane) => row(all, lane, vocabulary));
      logits.forEach(checkAnswer);
      return { state: cache, logits };
    },

    select(state: Cache, lanes: readonly number[]): Cache {
      return copy(state, lanes);
    },

    /** The buffers are ordinary memory: dropping the last reference frees them. */
    release(): void {},

    async logits(tokens: Int32Array): Promise<Float32Array> {
      checkPrompt(tokens, network);
      const { output } = await prefill([tokens], crossingOf(undefined, network));
      const logits = output['logits']!.data as Float32Array;
      checkAnswer(logits);
      return logits;
    },
  };
}

function row(all: Float32Array, index: number, width: number): Float32Array {
  return all.subarray(index * width, (index + 1) * width);
}

/** The first lane of each different prompt, and for each lane which of them is its own. */
function distinct(
  lanes: readonly Int32Array[],
  conditions: readonly Float32Array[] | undefined,
): { unique: number[]; indices: number[] } {
  const seen = new Map<string, number>();
  const unique: number[] = [];
  const indices = lanes.map((prompt, lane) => {
    const key = `${prompt.join()};${conditions?.[lane]?.join() ?? ''}`;
    const known = seen.get(key) ?? unique.push(lane) - 1;
    seen.set(key, known);
    return known;
  });
  return { unique, indices };
}

function checkBytes(bytes: number, lanes: number, positions: number): void {
  if (bytes <= MAX_BYTES) return;
  const message = `${lanes} takes of ${positions} tokens need ${(bytes / 2 ** 30).toFixed(1)} GiB`;
  throw new GombocError('model-unsupported', message, 'Ask for fewer takes at a time, or use a smaller model.');
}

/** @param before positions that conditions take before it */
function checkPrompt(prompt: Int32Array, { vocabulary, inputs = vocabulary, context }: Network, before = 0): void {
  const wrong = prompt.find((token) => token < 0 || token >= inputs);
  if (prompt.length >= 1 && before + prompt.length <= context && wrong === undefined) return;
  throw new GombocError(
    'internal',
    wrong === undefined ? `a prompt of ${prompt.length} tokens for a context of ${context}` : `no token ${wrong}`,
    'Please report this.',
  );
}

/** [B,1,D] of one vector a lane. */
function conditionTensor(conditions: readonly Float32Array[], width: number | undefined): Tensor {
  const wrong = conditions.find((condition) => condition.length !== width);
  if (wrong || width === undefined) {
    const message = `a condition of ${wrong?.length} numbers for a network that takes ${width ?? 'none'}`;
    throw new GombocError('internal', message, 'Please report this.');
  }
  const all = new Float32Array(conditions.length * width);
  conditions.forEach((condition, lane) => all.set(condition, lane * width));
  return tensor(all, [conditions.length, 1, width]);
}

/** @throws GombocError `internal` if the network takes a memory and there is none, or the other way round */
function crossingOf(memory: Memory | undefined, { crossAttention = false, heads, headWidth }: Network): Crossing {
  if (crossAttention !== (memory !== undefined)) {
    const message = crossAttention ? 'a network with cross-attention needs a memory' : 'this network takes no memory';
    throw new GombocError('internal', message, 'Please report this.');
  }
  if (!memory) return {};
  const { key, value, positions } = memory;
  return {
    cross_key: tensor(key, [1, heads, headWidth, positions]),
    cross_value: tensor(value, [1, heads, positions, headWidth]),
  };
}

function checkSize(output: Record<string, Tensor>, size: number): void {
  const logits = output['logits']?.data;
  if (logits instanceof Float32Array && logits.length === size) return;
  throw new GombocError('model-unsupported', `${logits?.length ?? 0} logits where ${size} belong`, REINSTALL);
}

/** onnxruntime passes NaN on, and damaged weights that still load would be sampled from as if nothing were wrong. */
function checkFinite(logits: Float32Array, { provider }: Session): void {
  for (let i = 0; i < logits.length; i++) {
    if (Number.isFinite(logits[i])) continue;
    // The CPU computes with what the weights say; a GPU can be at fault itself.
    const remedy = provider === 'cpu' ? REINSTALL : 'Choose the CPU in Settings; if it stays, install the model again.';
    throw new GombocError('model-corrupt', `the network answered with ${logits[i]} on ${provider}`, remedy);
  }
}
