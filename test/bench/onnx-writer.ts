/*
 * Just enough of ONNX's protobuf (onnx.proto) to write a small graph of float32 tensors: what another program's network
 * is measured with in our engine.
 */

export interface Tensor {
  dims: readonly number[];
  data: Float32Array;
}

export interface Node {
  kind: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Whole numbers only. */
  attributes?: Readonly<Record<string, number>>;
}

/** Names and shapes; a name stands for a dimension of any size. */
export type Ports = Readonly<Record<string, readonly (number | string)[]>>;

export interface Graph {
  inputs: Ports;
  outputs: Ports;
  weights: Readonly<Record<string, Tensor>>;
  /** In the order in which they are computed. */
  nodes: readonly Node[];
}

const FLOAT = 1;
const INT = 2;
const IR_VERSION = 10;
const OPSET = 20;

/** The file's bytes: a ModelProto. */
export function writeOnnx({ inputs, outputs, weights, nodes }: Graph): Uint8Array {
  const graph = [
    ...nodes.map((node) => bytes(1, nodeOf(node))),
    text(2, 'graph'),
    ...Object.entries(weights).map(([name, weight]) => bytes(5, tensorOf(name, weight))),
    ...ports(11, inputs),
    ...ports(12, outputs),
  ];
  return join([number(1, IR_VERSION), bytes(7, join(graph)), bytes(8, number(2, OPSET))]);
}

function nodeOf({ kind, inputs, outputs, attributes = {} }: Node): Uint8Array {
  const named = Object.entries(attributes).map(([name, value]) =>
    bytes(5, join([text(1, name), number(3, value), number(20, INT)])),
  );
  return join([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, kind),
    ...named,
  ]);
}

function tensorOf(name: string, { dims, data }: Tensor): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return join([...dims.map((dim) => number(1, dim)), number(2, FLOAT), text(8, name), bytes(9, raw)]);
}

const ports = (field: number, all: Ports): Uint8Array[] =>
  Object.entries(all).map(([name, shape]) => {
    const dims = shape.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : text(2, dim)));
    const type = bytes(1, join([number(1, FLOAT), bytes(2, join(dims))]));
    return bytes(field, join([text(1, name), bytes(2, type)]));
  });

const number = (field: number, value: number): Uint8Array => join([varint(field * 8), varint(value)]);
const bytes = (field: number, value: Uint8Array): Uint8Array =>
  join([varint(field * 8 + 2), varint(value.length), value]);
const text = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));

function varint(value: number): Uint8Array {
  const digits: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...digits, rest]);
    digits.push((rest % 128) + 128);
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
