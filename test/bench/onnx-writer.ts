/*
 * Just enough of ONNX's protobuf (onnx.proto) to write a small graph: what another program's network is measured with in
 * our engine, and what tests make tiny networks with.
 */

export interface Tensor {
  dims: readonly number[];
  data: Float32Array;
}

/** What an operator wants in whole numbers, such as a shape. */
export interface WholeTensor {
  dims: readonly number[];
  data: BigInt64Array;
}

export interface Node {
  kind: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** Whole numbers, or lists of them. */
  attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** Names and shapes; a name stands for a dimension of any size. */
export type Ports = Readonly<Record<string, readonly (number | string)[]>>;

export type PortType = keyof typeof types;

export interface Graph {
  inputs: Ports;
  outputs: Ports;
  /** Of the inputs and outputs that are no float32. */
  types?: Readonly<Record<string, PortType>>;
  weights: Readonly<Record<string, Tensor | WholeTensor>>;
  /** In the order in which they are computed. */
  nodes: readonly Node[];
}

const types = { float32: 1, uint8: 2, int64: 7 };
const INT = 2;
const INTS = 7;
const IR_VERSION = 10;
const OPSET = 20;

/** The file's bytes: a ModelProto. */
export function writeOnnx({ inputs, outputs, types = {}, weights, nodes }: Graph): Uint8Array {
  const graph = [
    ...nodes.map((node) => bytes(1, nodeOf(node))),
    text(2, 'graph'),
    ...Object.entries(weights).map(([name, weight]) => bytes(5, tensorOf(name, weight))),
    ...ports(11, inputs, types),
    ...ports(12, outputs, types),
  ];
  return join([number(1, IR_VERSION), bytes(7, join(graph)), bytes(8, number(2, OPSET))]);
}

function nodeOf({ kind, inputs, outputs, attributes = {} }: Node): Uint8Array {
  const named = Object.entries(attributes).map(([name, value]) =>
    bytes(
      5,
      typeof value === 'number'
        ? join([text(1, name), number(3, value), number(20, INT)])
        : join([text(1, name), ...value.map((one) => number(8, one)), number(20, INTS)]),
    ),
  );
  return join([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, kind),
    ...named,
  ]);
}

function tensorOf(name: string, { dims, data }: Tensor | WholeTensor): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const type = data instanceof Float32Array ? types.float32 : types.int64;
  return join([...dims.map((dim) => number(1, dim)), number(2, type), text(8, name), bytes(9, raw)]);
}

const ports = (field: number, all: Ports, typeOf: Readonly<Record<string, PortType>>): Uint8Array[] =>
  Object.entries(all).map(([name, shape]) => {
    const dims = shape.map((dim) => bytes(1, typeof dim === 'number' ? number(1, dim) : text(2, dim)));
    const type = bytes(1, join([number(1, types[typeOf[name] ?? 'float32']), bytes(2, join(dims))]));
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
