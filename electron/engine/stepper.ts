import type { Prompt, Step, Stepper } from '../../models/decode.ts';
import { GombocError } from '../../models/error.ts';
import type { Manifest } from '../../models/manifest.ts';
import { tensor, type Session, type Tensor } from './session.ts';

export type Network = Manifest['network'];

/**
 * What a batch remembers: for each layer keys and values [lanes, heads, capacity, headWidth], of which the first
 * `lengths[lane]` positions count. The tensors are views on buffers that are written in place between runs, so a step
 * makes no feeds anew.
 */
export interface Cache {
  readonly lanes: number;
  readonly capacity: number;
  readonly lengths: number[];
  readonly tokenIds: BigInt64Array;
  readonly cachedLengths: BigInt64Array;
  /** key_0, value_0, key_1, … in the order of `Names.layers`. */
  readonly rows: readonly Float32Array[];
  readonly feeds: Readonly<Record<string, Tensor>>;
}

export interface NetworkStepper extends Stepper<Cache> {
  /** Teacher forcing: logits [tokens.length × vocabulary], row i for the token after tokens[i]. */
  logits(tokens: Int32Array): Promise<Float32Array>;
}

/** Capacities grow in steps of this many positions: attention reads masked positions too, so slack costs time. */
const GROWTH = 64;

/** A batch that needs more for its cache, logits or scores is refused; the piano model's cache takes 8 MiB a lane. */
const MAX_BYTES = 2 ** 31;

/**
 * A session with its KV cache as Stepper. The graph's inputs are `tokens` [B,T] int64, `lengths` [B] int64 and, for
 * each layer i, `key_i` and `value_i` [B,H,P,W]; its outputs `logits` [B,T,V] and only the new rows `new_key_i`,
 * `new_value_i` [B,H,T,W], because every output comes back in fresh memory: fetching whole caches would copy
 * megabytes a token.
 *
 * @throws GombocError `model-unsupported` if the graph is another one.
 */
export function createStepper(session: Session, network: Network): NetworkStepper {
  checkGraph(session, network);
  const { heads, headWidth, vocabulary, context } = network;
  const names = cacheNames(network);

  function allocate(lanes: number, capacity: number, lengths: number[]): Cache {
    const size = lanes * heads * capacity * headWidth;
    checkBytes(size * 4 * names.length, lanes, capacity);
    const rows = names.map(() => new Float32Array(size));
    const tokenIds = new BigInt64Array(lanes);
    const cachedLengths = new BigInt64Array(lanes);
    const feeds: Record<string, Tensor> = {
      tokens: tensor(tokenIds, [lanes, 1]),
      lengths: tensor(cachedLengths, [lanes]),
    };
    names.forEach((name, i) => (feeds[name] = tensor(rows[i]!, [lanes, heads, capacity, headWidth])));
    return { lanes, capacity, lengths, tokenIds, cachedLengths, rows, feeds };
  }

  /** The given lanes of a cache in another one with room for one more token in each. */
  function copy(from: Cache, lanes: readonly number[]): Cache {
    const lengths = lanes.map((lane) => from.lengths[lane]!);
    const to = allocate(lanes.length, roomFor(Math.max(...lengths) + 1), lengths);
    for (let i = 0; i < names.length; i++) {
      for (let row = 0; row < lanes.length; row++) {
        for (let head = 0; head < heads; head++) {
          const start = (lanes[row]! * heads + head) * from.capacity * headWidth;
          const block = from.rows[i]!.subarray(start, start + lengths[row]! * headWidth);
          to.rows[i]!.set(block, (row * heads + head) * to.capacity * headWidth);
        }
      }
    }
    return to;
  }

  /** Rounded up; never beyond the context, which is all that the positions were trained for. */
  function roomFor(positions: number): number {
    return Math.min(context, Math.ceil(positions / GROWTH) * GROWTH);
  }

  /** Writes the new rows [lanes, heads, width, headWidth] behind each lane's last one. */
  function append(cache: Cache, output: Record<string, Tensor>, width: number, counts: readonly number[]): void {
    for (let i = 0; i < names.length; i++) {
      const fresh = output[`new_${names[i]}`]!.data as Float32Array;
      const kept = cache.rows[i]!;
      for (let lane = 0; lane < cache.lanes; lane++) {
        for (let head = 0; head < heads; head++) {
          const source = (lane * heads + head) * width * headWidth;
          const target = ((lane * heads + head) * cache.capacity + cache.lengths[lane]!) * headWidth;
          const size = counts[lane]! * headWidth;
          // A loop, not set(subarray()): at one row of 64 floats making the view costs more than the copy.
          for (let j = 0; j < size; j++) kept[target + j] = fresh[source + j]!;
        }
      }
    }
    for (let lane = 0; lane < cache.lanes; lane++) cache.lengths[lane]! += counts[lane]!;
  }

  /** One run over whole prompts, the shorter ones padded on the right: the graph is causal, padding is never seen. */
  async function prefill(prompts: readonly Int32Array[]): Promise<{ output: Record<string, Tensor>; width: number }> {
    const width = Math.max(...prompts.map((prompt) => prompt.length));
    // The largest tensors of a prefill: its logits, and the attention scores of one layer.
    checkBytes(prompts.length * width * Math.max(vocabulary, heads * width) * 4, prompts.length, width);
    const tokens = new BigInt64Array(prompts.length * width);
    prompts.forEach((prompt, lane) => prompt.forEach((token, i) => (tokens[lane * width + i] = BigInt(token))));
    // One masked position: a cache of none is a shape that providers needn't support.
    const nothing = allocate(prompts.length, 1, []);
    const output = await session.run({ ...nothing.feeds, tokens: tensor(tokens, [prompts.length, width]) });
    checkSize(output, prompts.length * width * vocabulary);
    return { output, width };
  }

  return {
    context,

    async start({ lanes }: Prompt): Promise<Step<Cache>> {
      lanes.forEach((lane) => checkPrompt(lane, network));
      const { unique, indices } = distinct(lanes);
      const { output, width } = await prefill(unique);
      const counts = unique.map((prompt) => prompt.length);
      const prompts = allocate(
        unique.length,
        roomFor(Math.max(...counts) + 1),
        unique.map(() => 0),
      );
      append(prompts, output, width, counts);
      const all = output['logits']!.data as Float32Array;
      const last = unique.map((prompt, i) => row(all, i * width + prompt.length - 1, vocabulary));
      last.forEach(checkFinite);
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
        output,
        1,
        cache.lengths.map(() => 1),
      );
      const all = output['logits']!.data as Float32Array;
      const logits = cache.lengths.map((_, lane) => row(all, lane, vocabulary));
      logits.forEach(checkFinite);
      return { state: cache, logits };
    },

    select(state: Cache, lanes: readonly number[]): Cache {
      return copy(state, lanes);
    },

    /** The buffers are ordinary memory: dropping the last reference frees them. */
    release(): void {},

    async logits(tokens: Int32Array): Promise<Float32Array> {
      checkPrompt(tokens, network);
      const { output } = await prefill([tokens]);
      const logits = output['logits']!.data as Float32Array;
      checkFinite(logits);
      return logits;
    },
  };
}

function cacheNames({ layers }: Network): string[] {
  return Array.from({ length: layers }, (_, i) => [`key_${i}`, `value_${i}`]).flat();
}

function row(all: Float32Array, index: number, width: number): Float32Array {
  return all.subarray(index * width, (index + 1) * width);
}

/** Each different prompt once, and for each lane which of them is its own. */
function distinct(lanes: readonly Int32Array[]): { unique: Int32Array[]; indices: number[] } {
  const seen = new Map<string, number>();
  const unique: Int32Array[] = [];
  const indices = lanes.map((lane) => {
    const key = lane.join();
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

function checkPrompt(prompt: Int32Array, { vocabulary, context }: Network): void {
  const wrong = prompt.find((token) => token < 0 || token >= vocabulary);
  if (prompt.length >= 1 && prompt.length <= context && wrong === undefined) return;
  throw new GombocError(
    'internal',
    wrong === undefined ? `a prompt of ${prompt.length} tokens for a context of ${context}` : `no token ${wrong}`,
    'Please report this.',
  );
}

function checkSize(output: Record<string, Tensor>, size: number): void {
  const logits = output['logits']?.data;
  if (logits instanceof Float32Array && logits.length === size) return;
  throw new GombocError('model-unsupported', `${logits?.length ?? 0} logits where ${size} belong`, REINSTALL);
}

const REINSTALL = 'Install the model again, or one made for this version of Gomboc.';

/** onnxruntime passes NaN on, and damaged weights that still load would be sampled from as if nothing were wrong. */
function checkFinite(logits: Float32Array): void {
  for (let i = 0; i < logits.length; i++) {
    if (!Number.isFinite(logits[i])) {
      throw new GombocError('model-corrupt', `the network answered with ${logits[i]}`, REINSTALL);
    }
  }
}

/** Names, types and fixed dimensions must be those that the manifest promises. */
function checkGraph(session: Session, network: Network): void {
  const { heads, headWidth, vocabulary } = network;
  const names = cacheNames(network);
  const rows = [null, heads, null, headWidth];
  const inputs: Expected[] = [
    ['tokens', 'int64', [null, null]],
    ['lengths', 'int64', [null]],
    ...names.map((name): Expected => [name, 'float32', rows]),
  ];
  const outputs: Expected[] = [
    ['logits', 'float32', [null, null, vocabulary]],
    ...names.map((name): Expected => [`new_${name}`, 'float32', rows]),
  ];
  checkPorts('input', session.inputs, inputs);
  checkPorts('output', session.outputs, outputs);
}

/** Name, type and shape; null stands for any size, and a graph may leave any size open. */
type Expected = [name: string, type: string, shape: (number | null)[]];

function checkPorts(kind: string, found: Session['inputs'], expected: readonly Expected[]): void {
  for (const [name, type, shape] of expected) {
    const port = found.find((candidate) => candidate.name === name);
    const fits =
      port?.type === type &&
      port.shape.length === shape.length &&
      shape.every((size, i) => size === null || typeof port.shape[i] === 'string' || port.shape[i] === size);
    if (!fits) {
      const has = port ? `${port.type} [${port.shape.join(', ')}]` : 'missing';
      throw new GombocError(
        'model-unsupported',
        `${kind} ${name} should be ${type} [${shape.map((s) => s ?? '·').join(', ')}] and is ${has}`,
        REINSTALL,
      );
    }
  }
  const extra = found.find((port) => !expected.some(([name]) => name === port.name));
  if (extra) throw new GombocError('model-unsupported', `unknown ${kind} ${extra.name}`, REINSTALL);
}
