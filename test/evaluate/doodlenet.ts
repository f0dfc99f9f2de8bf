import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Session, tensor } from '../../electron/engine/session.ts';
import type { Ink } from '../../models/drawing/stroke.ts';
import { writeOnnx, type Node, type Tensor } from '../bench/onnx-writer.ts';
import { SIDE, bitmap } from './bitmap.ts';

/*
 * DoodleNet, the 345-class network of ml5 (MIT), which learned from millions of drawings: six convolutions of 3 × 3 with
 * a pooling after each two, two dense layers. Its weights are read from the files made for TensorFlow.js; it is run in
 * onnxruntime, so that it needs no other engine.
 */

export interface Recogniser {
  /** What each drawing looks most like. */
  recognise(drawings: readonly Ink[]): Promise<string[]>;
  release(): Promise<void>;
}

interface Manifest {
  weightsManifest: { paths: string[]; weights: { name: string; shape: number[] }[] }[];
}

const BATCH = 64;

/** null: the folder has no such network. */
export async function openDoodleNet(folder: string): Promise<Recogniser | null> {
  const text = await readFile(join(folder, 'model.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const names = (await readFile(join(folder, 'class_names.txt'), 'utf8')).trim().split('\n');
  const classes = names.map((name) => name.trim().replaceAll('_', ' '));
  const weights = await weightsIn(folder, JSON.parse(text) as Manifest);
  const session = await Session.open(graph(weights), { provider: 'cpu', threads: 1 });
  return {
    async recognise(drawings) {
      const found: string[] = [];
      for (let from = 0; from < drawings.length; from += BATCH) {
        const some = drawings.slice(from, from + BATCH);
        const pictures = new Float32Array(some.length * SIDE * SIDE);
        some.forEach((ink, i) => pictures.set(bitmap(ink), i * SIDE * SIDE));
        const answer = await session.run({ pictures: tensor(pictures, [some.length, 1, SIDE, SIDE]) });
        const logits = answer['logits']!.data as Float32Array;
        for (let i = 0; i < some.length; i++) {
          const own = logits.subarray(i * classes.length, (i + 1) * classes.length);
          found.push(classes[own.indexOf(Math.max(...own))]!);
        }
      }
      return found;
    },
    release: () => session.release(),
  };
}

/** In the order of the layers: a kernel, a bias, and so on. */
async function weightsIn(folder: string, { weightsManifest: [group] }: Manifest): Promise<Tensor[]> {
  const bytes = Buffer.concat(await Promise.all(group!.paths.map((path) => readFile(join(folder, path)))));
  let at = 0;
  return group!.weights.map(({ shape }) => {
    const size = shape.reduce((product, dim) => product * dim, 1);
    const data = new Float32Array(new Uint8Array(bytes.subarray(at, at + 4 * size)).buffer);
    at += 4 * size;
    return { dims: shape, data };
  });
}

function graph(layers: readonly Tensor[]): Uint8Array {
  const weights: Record<string, Tensor> = {};
  const nodes: Node[] = [];
  let last = 'pictures';
  const then = (kind: string, inputs: string[] = [], attributes?: Node['attributes']) => {
    const output = `x${nodes.length}`;
    nodes.push({ kind, inputs: [last, ...inputs], outputs: [output], ...(attributes ? { attributes } : {}) });
    last = output;
  };
  let convolutions = 0;
  for (let i = 0; i < layers.length; i += 2) {
    const [kernel, bias] = [layers[i]!, layers[i + 1]!];
    const names = [`kernel${i}`, `bias${i}`];
    weights[names[1]!] = bias;
    if (kernel.dims.length === 4) {
      weights[names[0]!] = channelsFirst(kernel);
      then('Conv', names, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] });
      then('Relu');
      if (++convolutions % 2 === 0) then('MaxPool', [], { kernel_shape: [2, 2], strides: [2, 2] });
      continue;
    }
    weights[names[0]!] = kernel;
    if (nodes.at(-1)!.kind === 'MaxPool') {
      then('Transpose', [], { perm: [0, 2, 3, 1] });
      then('Flatten');
    } else then('Tanh');
    then('MatMul', [names[0]!]);
    then('Add', [names[1]!]);
  }
  nodes.push({ kind: 'Identity', inputs: [last], outputs: ['logits'] });
  const classes = layers.at(-1)!.dims[0]!;
  return writeOnnx({
    inputs: { pictures: ['batch', 1, SIDE, SIDE] },
    outputs: { logits: ['batch', classes] },
    weights,
    nodes,
  });
}

/** [y,x,I,O], as TensorFlow.js has it, to [O,I,y,x]. */
function channelsFirst({ dims, data }: Tensor): Tensor {
  const [height, width, inputs, outputs] = dims as [number, number, number, number];
  const turned = new Float32Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const [o, i] = [at % outputs, Math.floor(at / outputs) % inputs];
    const place = Math.floor(at / outputs / inputs);
    turned[(o * inputs + i) * height * width + place] = data[at]!;
  }
  return { dims: [outputs, inputs, height, width], data: turned };
}
