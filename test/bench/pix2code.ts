import { Session, tensor } from '../../electron/engine/session.ts';
import type { Random } from '../../models/random.ts';
import type { Tensor as TfTensor, Tf } from './network-tfjs.ts';
import { writeOnnx, type Node, type Tensor, type WholeTensor } from './onnx-writer.ts';

/*
 * The network of pix2code (Beltramelli, 2017) at its published size, 110 million parameters: a picture of 256 × 256 goes
 * through three blocks of two convolutions and two dense layers, the last 48 tokens through two LSTMs, and both together
 * through two more, for each token anew. The time does not depend on what it has learned: the weights are random. Its
 * LSTMs used Keras' hard sigmoid; here it is the plain one, as ONNX has it.
 */

export const SIDE = 256;
export const WINDOW = 48;
/** Its language, with its START, END, blank and line break. */
export const TOKENS = 19;
const BLOCKS = [32, 64, 128];
const IMAGE = 1024;
const LANGUAGE = 128;
const DECODER = 512;
/** What three blocks of unpadded convolutions leave of 256. */
const LEFT = 28;

interface Lstm {
  /** [4·width, inputs], gates in ONNX's order: input, output, forget, cell. */
  input: Tensor;
  /** [4·width, width] */
  recurrent: Tensor;
  /** [4·width] */
  bias: Tensor;
  width: number;
}

interface Dense {
  /** [inputs, outputs] */
  weight: Tensor;
  bias: Tensor;
}

export interface Weights {
  /** [outputs, inputs, 3, 3], two a block. */
  convolutions: { weight: Tensor; bias: Tensor }[];
  dense: Dense[];
  language: Lstm[];
  decoder: Lstm[];
  out: Dense;
}

export function randomWeights(random: Random): Weights {
  const weight = (dims: number[], inputs: number): Tensor => {
    const data = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
    // So that what goes in comes out about as large.
    const scale = 2 * Math.sqrt(3 / inputs);
    for (let i = 0; i < data.length; i++) data[i] = (random() - 0.5) * scale;
    return { dims, data };
  };
  const lstm = (inputs: number, width: number): Lstm => ({
    input: weight([4 * width, inputs], inputs),
    recurrent: weight([4 * width, width], width),
    bias: weight([4 * width], width),
    width,
  });
  const dense = (inputs: number, outputs: number): Dense => ({
    weight: weight([inputs, outputs], inputs),
    bias: weight([outputs], inputs),
  });
  const widths = BLOCKS.flatMap((width, i): [number, number][] => [[BLOCKS[i - 1] ?? 3, width], [width, width]]); // prettier-ignore
  return {
    convolutions: widths.map(([inputs, outputs]) => ({
      weight: weight([outputs, inputs, 3, 3], inputs * 9),
      bias: weight([outputs], inputs * 9),
    })),
    dense: [dense(LEFT * LEFT * BLOCKS.at(-1)!, IMAGE), dense(IMAGE, IMAGE)],
    language: [lstm(TOKENS, LANGUAGE), lstm(LANGUAGE, LANGUAGE)],
    decoder: [lstm(IMAGE + LANGUAGE, DECODER), lstm(DECODER, DECODER)],
    out: dense(DECODER, TOKENS),
  };
}

export function parametersOf({ convolutions, dense, language, decoder, out }: Weights): number {
  const layers = [...convolutions, ...dense, ...language, ...decoder, out].flatMap((layer) => Object.values(layer));
  const sizes = layers.map((part: Tensor | number) => (typeof part === 'number' ? 0 : part.data.length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** One of the ways to compute it. */
export interface Network {
  /** @param picture [256·256·3], 0 to 1 @returns its 1024 numbers */
  look(picture: Float32Array): Promise<Float32Array>;
  /** @param tokens [48·19], one-hot, the last 48 @returns the odds of the next [19] */
  next(image: Float32Array, tokens: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** In onnxruntime, through our own session. */
export async function onnxNetwork(weights: Weights, threads: number): Promise<Network> {
  const options = { provider: 'cpu', threads } as const;
  const eye = await Session.open(visionGraph(weights), options);
  const mouth = await Session.open(languageGraph(weights), options);
  return {
    async look(picture) {
      const answer = await eye.run({ picture: tensor(picture, [1, SIDE, SIDE, 3]) });
      return answer['image']!.data as Float32Array;
    },
    async next(image, tokens) {
      const answer = await mouth.run({
        image: tensor(image, [1, 1, IMAGE]),
        tokens: tensor(tokens, [WINDOW, 1, TOKENS]),
      });
      return answer['odds']!.data as Float32Array;
    },
    release: async () => void (await Promise.all([eye.release(), mouth.release()])),
  };
}

function visionGraph({ convolutions, dense }: Weights): Uint8Array {
  const named: Record<string, Tensor> = {};
  const nodes: Node[] = [
    { kind: 'Transpose', inputs: ['picture'], outputs: ['x'], attributes: { perm: [0, 3, 1, 2] } },
  ];
  let last = 'x';
  const then = (kind: string, inputs: string[], attributes?: Node['attributes']) => {
    const output = `x${nodes.length}`;
    nodes.push({ kind, inputs: [last, ...inputs], outputs: [output], ...(attributes ? { attributes } : {}) });
    last = output;
  };
  convolutions.forEach(({ weight, bias }, i) => {
    Object.assign(named, { [`conv${i}`]: weight, [`conv_bias${i}`]: bias });
    then('Conv', [`conv${i}`, `conv_bias${i}`], { kernel_shape: [3, 3] });
    then('Relu', []);
    if (i % 2 === 1) then('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2] });
  });
  // Flattened as Keras does, channels last.
  then('Transpose', [], { perm: [0, 2, 3, 1] });
  then('Flatten', []);
  dense.forEach(({ weight, bias }, i) => {
    Object.assign(named, { [`dense${i}`]: weight, [`dense_bias${i}`]: bias });
    then('MatMul', [`dense${i}`]);
    then('Add', [`dense_bias${i}`]);
    then('Relu', []);
  });
  nodes.push({ kind: 'Identity', inputs: [last], outputs: ['image'] });
  return writeOnnx({
    inputs: { picture: [1, SIDE, SIDE, 3] },
    outputs: { image: [1, IMAGE] },
    weights: named,
    nodes,
  });
}

function languageGraph({ language, decoder, out }: Weights): Uint8Array {
  const named: Record<string, Tensor | WholeTensor> = {
    out: out.weight,
    out_bias: out.bias,
    many: { dims: [3], data: BigInt64Array.of(BigInt(WINDOW), 1n, BigInt(IMAGE)) },
    direction: { dims: [1], data: BigInt64Array.of(1n) },
  };
  const nodes: Node[] = [];
  const lstm = (name: string, input: string, { input: given, recurrent, bias, width }: Lstm): void => {
    const both = new Float32Array(8 * width);
    both.set(bias.data);
    named[`${name}_w`] = { dims: [1, ...given.dims], data: given.data };
    named[`${name}_r`] = { dims: [1, ...recurrent.dims], data: recurrent.data };
    named[`${name}_b`] = { dims: [1, 8 * width], data: both };
    const inputs = [input, `${name}_w`, `${name}_r`, `${name}_b`];
    nodes.push(
      { kind: 'LSTM', inputs, outputs: [`${name}_y`, `${name}_h`], attributes: { hidden_size: width } },
      { kind: 'Squeeze', inputs: [`${name}_y`, 'direction'], outputs: [name] },
    );
  };
  lstm('l0', 'tokens', language[0]!);
  lstm('l1', 'l0', language[1]!);
  nodes.push(
    { kind: 'Expand', inputs: ['image', 'many'], outputs: ['images'] },
    { kind: 'Concat', inputs: ['images', 'l1'], outputs: ['all'], attributes: { axis: 2 } },
  );
  lstm('d0', 'all', decoder[0]!);
  lstm('d1', 'd0', decoder[1]!);
  nodes.push(
    { kind: 'MatMul', inputs: ['d1_h', 'out'], outputs: ['product'] },
    { kind: 'Add', inputs: ['product', 'out_bias'], outputs: ['logits'] },
    { kind: 'Softmax', inputs: ['logits'], outputs: ['odds'] },
  );
  return writeOnnx({
    inputs: { image: [1, 1, IMAGE], tokens: [WINDOW, 1, TOKENS] },
    outputs: { odds: [1, 1, TOKENS] },
    weights: named,
    nodes,
  });
}

/** In TensorFlow.js, on the backend that is in charge. */
export function tfjsNetwork(tf: Tf, weights: Weights): Network {
  const held: TfTensor[] = [];
  const load = ({ data, dims }: Tensor): TfTensor => {
    const loaded = tf.tensor(data, [...dims], 'float32');
    held.push(loaded);
    return loaded;
  };
  const convolutions = weights.convolutions.map(({ weight, bias }) => ({
    weight: load(kernelsLast(weight)),
    bias: load(bias),
  }));
  const loadDense = ({ weight, bias }: Dense) => ({ weight: load(weight), bias: load(bias) });
  const loadLstm = ({ input, recurrent, bias, width }: Lstm) => ({
    ...{ input: load(input), recurrent: load(recurrent), bias: load(bias), width },
  });
  const dense = weights.dense.map(loadDense);
  const language = weights.language.map(loadLstm);
  const decoder = weights.decoder.map(loadLstm);
  const out = loadDense(weights.out);

  /** All of its outputs, [48, width]: what comes in is multiplied for all steps at once. */
  const run = (sequence: TfTensor, { input, recurrent, bias, width }: ReturnType<typeof loadLstm>): TfTensor => {
    const given = tf.split<TfTensor[]>(
      tf.add(tf.matMul(sequence, input, false, true), bias),
      Array.from({ length: WINDOW }, () => 1),
      0,
    );
    let hidden = tf.tensor(new Float32Array(width), [1, width], 'float32');
    let cell = hidden;
    const outputs = given.map((row) => {
      const gates = tf.add(row, tf.matMul(hidden, recurrent, false, true));
      const parts = tf.split<TfTensor[]>(gates, [width, width, width, width], 1);
      const [enter, leave, keep, fresh] = parts as [TfTensor, TfTensor, TfTensor, TfTensor];
      cell = tf.add(tf.mul(cell, tf.sigmoid(keep)), tf.mul(tf.sigmoid(enter), tf.tanh(fresh)));
      hidden = tf.mul(tf.sigmoid(leave), tf.tanh(cell));
      return hidden;
    });
    return tf.concat(outputs, 0);
  };
  const answer = async (work: () => TfTensor): Promise<Float32Array> => {
    const result = tf.tidy(work);
    const data = await result.data();
    result.dispose();
    return data;
  };
  return {
    look: (picture) =>
      answer(() => {
        let x = tf.tensor(picture, [1, SIDE, SIDE, 3], 'float32');
        convolutions.forEach(({ weight, bias }, i) => {
          x = tf.relu(tf.add(tf.conv2d(x, weight, 1, 'valid'), bias));
          if (i % 2 === 1) x = tf.maxPool(x, 2, 2, 'valid');
        });
        x = tf.reshape(x, [1, LEFT * LEFT * BLOCKS.at(-1)!]);
        for (const { weight, bias } of dense) x = tf.relu(tf.add(tf.matMul(x, weight), bias));
        return x;
      }),
    next: (image, tokens) =>
      answer(() => {
        const said = language.reduce(run, tf.tensor(tokens, [WINDOW, TOKENS], 'float32'));
        const seen = tf.tensor(image, [1, IMAGE], 'float32');
        const all = tf.concat([tf.concat(Array<TfTensor>(WINDOW).fill(seen), 0), said], 1);
        const steps = decoder.reduce(run, all);
        const last = tf.split<TfTensor[]>(steps, [WINDOW - 1, 1], 0)[1]!;
        return tf.softmax(tf.add(tf.matMul(last, out.weight), out.bias));
      }),
    release: async () => held.forEach((each) => each.dispose()),
  };
}

/** [O,I,3,3] as TensorFlow.js wants it, [3,3,I,O]. */
function kernelsLast({ dims, data }: Tensor): Tensor {
  const [outputs, inputs] = [dims[0]!, dims[1]!];
  const turned = new Float32Array(data.length);
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let at = 0; at < 9; at++) turned[(at * inputs + i) * outputs + o] = data[(o * inputs + i) * 9 + at]!;
    }
  }
  return { dims: [3, 3, inputs, outputs], data: turned };
}
