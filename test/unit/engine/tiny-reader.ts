import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VOCABULARY, token } from '../../../models/code/vocabulary.ts';
import { writeOnnx } from '../../bench/onnx-writer.ts';

/*
 * A model that reads sketches, small enough to be written in a test: what it says next depends on its last token alone,
 * and on how bright the picture is. It ends a page that is white.
 */

/** Of a key or value: the pixels of one patch. */
const WIDTH = 256;
const PATCH = 16;
/** More than any entry of a script. */
const CERTAIN = 1000;

/** Of the tokens after each token, how likely: logits. What is not in it is 0. */
export type Script = Readonly<Record<number, Readonly<Record<number, number>>>>;

export interface TinyOptions {
  script: Script;
  context?: number;
  frames?: readonly (readonly [number, number])[];
}

/** Writes `<root>/code/weights/tiny`. */
export async function writeTinyReader(root: string, options: TinyOptions): Promise<string> {
  const { context = 64, frames = [[64, 32]] } = options;
  const folder = join(root, 'code', 'weights', 'tiny');
  await mkdir(folder, { recursive: true });
  const save = async (path: string, bytes: Uint8Array) => {
    await writeFile(join(folder, path), bytes);
    return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  const manifest = {
    ...{ schema: 1, name: 'tiny', title: 'Tiny', task: 'code', version: '0.0.1', opset: 20, variant: 'fp32' },
    licence: { spdx: 'Apache-2.0', commercial: true, attribution: 'None.' },
    files: { fp32: await save('decoder.onnx', tinyDecoder(options.script)) },
    imageEncoder: { frames, patch: PATCH, files: { fp32: await save('encoder.onnx', tinyEncoder()) } },
    network: {
      ...{ vocabulary: VOCABULARY, width: WIDTH, layers: 1, heads: 1, headWidth: WIDTH, context },
      ...{ parameters: 1, crossAttention: true },
    },
    training: { data: [], hours: 0, tokens: 0, hardware: 'none' },
    metrics: {},
  };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

/** Its keys and values are the pixels, 0 to 1. */
export function tinyEncoder(): Uint8Array {
  return writeOnnx({
    inputs: { frame: [1, 'Y', 'X'] },
    outputs: { key: [1, 1, WIDTH, 'S'], value: [1, 1, 'S', WIDTH] },
    types: { frame: 'uint8' },
    weights: {
      shape: { dims: [4], data: BigInt64Array.of(1n, 1n, -1n, BigInt(WIDTH)) },
      white: { dims: [1], data: Float32Array.of(255) },
    },
    nodes: [
      { kind: 'Cast', inputs: ['frame'], outputs: ['pixels'], attributes: { to: 1 } },
      { kind: 'Div', inputs: ['pixels', 'white'], outputs: ['bright'] },
      { kind: 'Reshape', inputs: ['bright', 'shape'], outputs: ['value'] },
      { kind: 'Transpose', inputs: ['value'], outputs: ['key'], attributes: { perm: [0, 1, 3, 2] } },
    ],
  });
}

export function tinyDecoder(script: Script): Uint8Array {
  const table = new Float32Array(VOCABULARY * VOCABULARY);
  for (const [from, row] of Object.entries(script)) {
    for (const [to, logit] of Object.entries(row)) table[Number(from) * VOCABULARY + Number(to)] = logit;
  }
  const ending = new Float32Array(VOCABULARY);
  ending[token.eos] = CERTAIN;
  const key = (lanes: string | number, positions: string) => [lanes, 1, WIDTH, positions];
  const value = (lanes: string | number, positions: string) => [lanes, 1, positions, WIDTH];
  return writeOnnx({
    inputs: {
      ...{ tokens: ['B', 'T'], lengths: ['B'], key_0: key('B', 'P'), value_0: value('B', 'P') },
      ...{ cross_key: key(1, 'S'), cross_value: value(1, 'S') },
    },
    outputs: { logits: ['B', 'T', VOCABULARY], new_key_0: key('B', 'T'), new_value_0: value('B', 'T') },
    types: { tokens: 'int64', lengths: 'int64' },
    weights: {
      table: { dims: [VOCABULARY, VOCABULARY], data: table },
      ending: { dims: [VOCABULARY], data: ending },
      empty: { dims: [VOCABULARY, WIDTH], data: new Float32Array(VOCABULARY * WIDTH) },
      lanes: { dims: [1], data: BigInt64Array.of(1n) },
    },
    nodes: [
      { kind: 'Gather', inputs: ['table', 'tokens'], outputs: ['told'] },
      { kind: 'Transpose', inputs: ['cross_key'], outputs: ['pixels'], attributes: { perm: [0, 1, 3, 2] } },
      { kind: 'Mul', inputs: ['pixels', 'cross_value'], outputs: ['picture'] },
      // Only white reaches 1.
      { kind: 'ReduceMean', inputs: ['picture'], outputs: ['bright'], attributes: { keepdims: 0 } },
      { kind: 'Floor', inputs: ['bright'], outputs: ['white'] },
      { kind: 'Mul', inputs: ['ending', 'white'], outputs: ['push'] },
      { kind: 'Add', inputs: ['told', 'push'], outputs: ['logits'] },
      { kind: 'Gather', inputs: ['empty', 'tokens'], outputs: ['fresh'] },
      { kind: 'Unsqueeze', inputs: ['fresh', 'lanes'], outputs: ['new_value_0'] },
      { kind: 'Transpose', inputs: ['new_value_0'], outputs: ['new_key_0'], attributes: { perm: [0, 1, 3, 2] } },
    ],
  });
}
