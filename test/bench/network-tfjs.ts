import type { LayerWeights, NetworkWeights, Weight } from './onnx-weights.ts';

/*
 * The step of models/train/transformer.py in TensorFlow.js, as its users would write it: one lane, the cache as tensors
 * that grow by concatenation.
 */

/** The part of @tensorflow/tfjs-core that the networks need; the package itself is installed in this folder only. */
export interface Tf {
  tensor(data: Float32Array | Int32Array, shape: number[], type: 'float32' | 'int32'): Tensor;
  gather(x: Tensor, indices: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  mul(a: Tensor, b: Tensor | number): Tensor;
  add(a: Tensor, b: Tensor | number): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  square(x: Tensor): Tensor;
  rsqrt(x: Tensor): Tensor;
  erf(x: Tensor): Tensor;
  tanh(x: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  /** @param x [B,Y,X,I] @param filter [y,x,I,O] */
  conv2d(x: Tensor, filter: Tensor, strides: number, pad: 'valid'): Tensor;
  maxPool(x: Tensor, size: number, strides: number, pad: 'valid'): Tensor;
  mean(x: Tensor, axis: number, keepDims: boolean): Tensor;
  softmax(x: Tensor): Tensor;
  concat(parts: Tensor[], axis: number): Tensor;
  split<Parts extends Tensor[]>(x: Tensor, sizes: number[], axis: number): Parts;
  reshape(x: Tensor, shape: number[]): Tensor;
  tidy<T>(work: () => T): T;
  keep(x: Tensor): Tensor;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
}

export interface Tensor {
  readonly shape: number[];
  data(): Promise<Float32Array>;
  dispose(): void;
}

const EPSILON = 1e-6;
const ROPE_BASE = 10_000;

export class TfjsNetwork {
  readonly #tf: Tf;
  readonly #heads: number;
  readonly #headWidth: number;
  readonly #embedding: Tensor;
  readonly #norm: Tensor;
  readonly #unembedding: Tensor;
  readonly #layers: Record<keyof LayerWeights, Tensor>[];
  #keys: (Tensor | null)[];
  #values: (Tensor | null)[];
  #length = 0;

  constructor(tf: Tf, weights: NetworkWeights, { heads, headWidth }: { heads: number; headWidth: number }) {
    const load = ({ data, dims }: Weight) => tf.tensor(data, dims, 'float32');
    this.#tf = tf;
    this.#heads = heads;
    this.#headWidth = headWidth;
    this.#embedding = load(weights.embedding);
    this.#norm = load(weights.norm);
    this.#unembedding = load(weights.unembedding);
    this.#layers = weights.layers.map((layer) => {
      const loaded = Object.entries(layer).map(([name, weight]: [string, Weight]) => [name, load(weight)]);
      return Object.fromEntries(loaded) as Record<keyof LayerWeights, Tensor>;
    });
    this.#keys = weights.layers.map(() => null);
    this.#values = weights.layers.map(() => null);
  }

  /** Logits after one more token. */
  async next(token: number): Promise<Float32Array> {
    const tf = this.#tf;
    const logits = tf.tidy(() => {
      const turn = this.#turn();
      let x = tf.gather(this.#embedding, tf.tensor(Int32Array.of(token), [1], 'int32'));
      this.#layers.forEach((layer, i) => {
        x = tf.add(x, this.#attention(this.#rms(x, layer.norm1), layer, i, turn));
        x = tf.add(x, tf.matMul(this.#gelu(tf.matMul(this.#rms(x, layer.norm2), layer.up)), layer.down));
      });
      return tf.matMul(this.#rms(x, this.#norm), this.#unembedding);
    });
    this.#length++;
    const data = await logits.data();
    logits.dispose();
    return data;
  }

  #attention(x: Tensor, layer: Record<keyof LayerWeights, Tensor>, index: number, turn: [Tensor, Tensor]): Tensor {
    const tf = this.#tf;
    const [heads, width] = [this.#heads, this.#headWidth];
    const qkv = tf.reshape(tf.matMul(x, layer.qkv), [3 * heads, width]);
    const [qk, v] = tf.split<[Tensor, Tensor]>(qkv, [2 * heads, heads], 0);
    const [q, k] = tf.split<[Tensor, Tensor]>(this.#rotate(this.#rms(qk, layer.qkNorm), turn), [heads, heads], 0);
    const keys = this.#grow(this.#keys, index, tf.reshape(k, [heads, 1, width]));
    const values = this.#grow(this.#values, index, tf.reshape(v, [heads, 1, width]));
    const scores = tf.matMul(tf.reshape(tf.mul(q, width ** -0.5), [heads, 1, width]), keys, false, true);
    return tf.matMul(tf.reshape(tf.matMul(tf.softmax(scores), values), [1, heads * width]), layer.out);
  }

  #grow(cache: (Tensor | null)[], index: number, row: Tensor): Tensor {
    const before = cache[index];
    const after = this.#tf.keep(before ? this.#tf.concat([before, row], 1) : this.#tf.add(row, 0));
    before?.dispose();
    return (cache[index] = after);
  }

  #rms(x: Tensor, weight: Tensor): Tensor {
    const tf = this.#tf;
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(x), x.shape.length - 1, true), EPSILON));
    return tf.mul(tf.mul(x, scale), weight);
  }

  #gelu(x: Tensor): Tensor {
    const tf = this.#tf;
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
  }

  #turn(): [Tensor, Tensor] {
    const half = this.#headWidth / 2;
    const angles = Array.from({ length: half }, (_, i) => this.#length * ROPE_BASE ** (-i / half));
    const row = (values: number[]) => this.#tf.tensor(Float32Array.from(values), [1, half], 'float32');
    return [row(angles.map(Math.cos)), row(angles.map(Math.sin))];
  }

  #rotate(x: Tensor, [cos, sin]: [Tensor, Tensor]): Tensor {
    const tf = this.#tf;
    const half = this.#headWidth / 2;
    const [a, b] = tf.split<[Tensor, Tensor]>(x, [half, half], 1);
    const turned = [tf.sub(tf.mul(a, cos), tf.mul(b, sin)), tf.add(tf.mul(b, cos), tf.mul(a, sin))];
    return tf.concat(turned, 1);
  }
}
