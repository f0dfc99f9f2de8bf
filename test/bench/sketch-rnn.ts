import { Session, tensor } from '../../electron/engine/session.ts';
import { gaussian, type Random } from '../../models/random.ts';
import type { Tensor as TfTensor, Tf } from './network-tfjs.ts';
import { writeOnnx, type Tensor } from './onnx-writer.ts';

/*
 * The decoder of sketch-rnn (Ha and Eck, 2017) at the size of its published unconditional models: an LSTM of 512 that is
 * given the last point (dx, dy, pen down, up, ended) and answers with 20 Gaussians and the pen's three states. The time
 * does not depend on what it has learned: the weights are random.
 */

export const INPUT = 5;
export const WIDTH = 512;
const GAUSSIANS = 20;
/** Three pen states; of each Gaussian its share, two means, two deviations and a correlation. */
export const OUTPUT = 3 + 6 * GAUSSIANS;

/** As ONNX's LSTM wants them: gates in the order input, output, forget, cell. */
export interface Weights {
  /** [4·WIDTH, INPUT] */
  input: Tensor;
  /** [4·WIDTH, WIDTH] */
  recurrent: Tensor;
  /** [4·WIDTH] */
  bias: Tensor;
  /** [WIDTH, OUTPUT] */
  out: Tensor;
  /** [OUTPUT] */
  outBias: Tensor;
}

export function randomWeights(random: Random): Weights {
  const weight = (...dims: number[]): Tensor => {
    const size = dims.reduce((product, dim) => product * dim, 1);
    return { dims, data: Float32Array.from({ length: size }, () => (random() - 0.5) * 0.1) };
  };
  return {
    input: weight(4 * WIDTH, INPUT),
    recurrent: weight(4 * WIDTH, WIDTH),
    bias: weight(4 * WIDTH),
    out: weight(WIDTH, OUTPUT),
    outBias: weight(OUTPUT),
  };
}

/** One of the ways to compute it, with a state of its own. */
export interface Decoder {
  /** @param points [lanes × INPUT] @returns [lanes × OUTPUT] */
  next(points: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** In onnxruntime, through our own session. */
export async function onnxDecoder(weights: Weights, lanes: number, threads: number): Promise<Decoder> {
  const { input, recurrent, bias, out, outBias } = weights;
  const directed = ({ dims, data }: Tensor): Tensor => ({ dims: [1, ...dims], data });
  const both = new Float32Array(8 * WIDTH);
  both.set(bias.data);
  const state = [1, lanes, WIDTH];
  const graph = writeOnnx({
    inputs: { point: [1, lanes, INPUT], hidden: state, cell: state },
    outputs: { mixture: [1, lanes, OUTPUT], next_hidden: state, next_cell: state },
    weights: {
      input: directed(input),
      recurrent: directed(recurrent),
      bias: { dims: [1, 8 * WIDTH], data: both },
      out,
      out_bias: outBias,
    },
    nodes: [
      {
        kind: 'LSTM',
        inputs: ['point', 'input', 'recurrent', 'bias', '', 'hidden', 'cell'],
        outputs: ['', 'next_hidden', 'next_cell'],
        attributes: { hidden_size: WIDTH },
      },
      { kind: 'MatMul', inputs: ['next_hidden', 'out'], outputs: ['product'] },
      { kind: 'Add', inputs: ['product', 'out_bias'], outputs: ['mixture'] },
    ],
  });
  const session = await Session.open(graph, { provider: 'cpu', threads });
  let hidden = tensor(new Float32Array(lanes * WIDTH), state);
  let cell = tensor(new Float32Array(lanes * WIDTH), state);
  return {
    async next(points) {
      const answer = await session.run({ point: tensor(points, [1, lanes, INPUT]), hidden, cell });
      hidden = answer['next_hidden']!;
      cell = answer['next_cell']!;
      return answer['mixture']!.data as Float32Array;
    },
    release: () => session.release(),
  };
}

/** In TensorFlow.js, on the backend that is in charge. */
export function tfjsDecoder(tf: Tf, weights: Weights, lanes: number): Decoder {
  const load = ({ data, dims }: Tensor): TfTensor => tf.tensor(data, [...dims], 'float32');
  const input = load(weights.input);
  const recurrent = load(weights.recurrent);
  const bias = load(weights.bias);
  const out = load(weights.out);
  const outBias = load(weights.outBias);
  const zeros = (): TfTensor => tf.tensor(new Float32Array(lanes * WIDTH), [lanes, WIDTH], 'float32');
  let hidden = zeros();
  let cell = zeros();
  return {
    async next(points) {
      const before = [hidden, cell];
      const mixture = tf.tidy(() => {
        const point = tf.tensor(points, [lanes, INPUT], 'float32');
        const given = tf.add(tf.matMul(point, input, false, true), tf.matMul(hidden, recurrent, false, true));
        const gates = tf.split<[TfTensor, TfTensor, TfTensor, TfTensor]>(tf.add(given, bias), gateSizes, 1);
        const [enter, leave, keep, fresh] = gates;
        const kept = tf.mul(cell, tf.sigmoid(keep));
        cell = tf.keep(tf.add(kept, tf.mul(tf.sigmoid(enter), tf.tanh(fresh))));
        hidden = tf.keep(tf.mul(tf.sigmoid(leave), tf.tanh(cell)));
        return tf.add(tf.matMul(hidden, out), outBias);
      });
      before.forEach((state) => state.dispose());
      const data = await mixture.data();
      mixture.dispose();
      return data;
    },
    release: async () => [hidden, cell, input, recurrent, bias, out, outBias].forEach((each) => each.dispose()),
  };
}

const gateSizes = [WIDTH, WIDTH, WIDTH, WIDTH];

/** The first point of a drawing, in every lane. */
export function firstPoints(lanes: number): Float32Array {
  const points = new Float32Array(lanes * INPUT);
  for (let lane = 0; lane < lanes; lane++) points[lane * INPUT + 2] = 1;
  return points;
}

/**
 * A point for every lane from its mixture: what is given to the network next.
 *
 * @param temperature divides the logits, and deviations are multiplied with its root, as in sketch-rnn
 */
export function samplePoints(mixtures: Float32Array, random: Random, temperature = 1): Float32Array {
  const lanes = mixtures.length / OUTPUT;
  const points = new Float32Array(lanes * INPUT);
  const wide = Math.sqrt(temperature);
  for (let lane = 0; lane < lanes; lane++) {
    const mixture = mixtures.subarray(lane * OUTPUT, (lane + 1) * OUTPUT);
    const pen = choose(mixture.subarray(0, 3), temperature, random);
    const parts = mixture.subarray(3);
    const one = choose(parts.subarray(0, GAUSSIANS), temperature, random);
    const part = (kind: number): number => parts[kind * GAUSSIANS + one]!;
    const correlation = Math.tanh(part(5));
    const [a, b] = [gaussian(random), gaussian(random)];
    points[lane * INPUT] = part(1) + wide * Math.exp(part(3)) * a;
    points[lane * INPUT + 1] =
      part(2) + wide * Math.exp(part(4)) * (correlation * a + Math.sqrt(1 - correlation ** 2) * b);
    points[lane * INPUT + 2 + pen] = 1;
  }
  return points;
}

/** An index by its softmax. */
function choose(logits: Float32Array, temperature: number, random: Random): number {
  const most = Math.max(...logits);
  const shares = Array.from(logits, (logit) => Math.exp((logit - most) / temperature));
  let left = random() * shares.reduce((sum, share) => sum + share, 0);
  const found = shares.findIndex((share) => (left -= share) < 0);
  return found < 0 ? shares.length - 1 : found;
}
