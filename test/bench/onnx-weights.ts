/*
 * The weights of our network out of its ONNX file, so that another library can compute the same. Reads just enough of
 * the protobuf: ModelProto.graph (7), GraphProto.node (1) and initializer (5), TensorProto and NodeProto fields as
 * numbered in onnx.proto.
 */

export interface Weight {
  name: string;
  dims: number[];
  data: Float32Array;
}

export interface LayerWeights {
  norm1: Weight;
  qkNorm: Weight;
  qkv: Weight;
  out: Weight;
  norm2: Weight;
  up: Weight;
  down: Weight;
}

export interface NetworkWeights {
  embedding: Weight;
  layers: LayerWeights[];
  norm: Weight;
  unembedding: Weight;
}

const FLOAT = 1;
const FLOAT16 = 10;
/** Ends the name of a weight that is stored in 16 bits (models/train/export.py: halve). */
const stored = /_16$/;

/** By name where the exporter keeps names, matrices by the order in which they are multiplied with. */
export function networkWeights(onnx: Uint8Array, layers: number): NetworkWeights {
  const graph = fields(onnx).find((field) => field.number === 7)!.bytes;
  const weights = new Map<string, Weight>();
  const matrices: Weight[] = [];
  for (const { number, bytes } of fields(graph)) {
    if (number === 5) {
      const weight = readTensor(bytes);
      if (weight) weights.set(weight.name, weight);
    }
  }
  for (const { number, bytes } of fields(graph)) {
    if (number !== 1) continue;
    const node = fields(bytes);
    const kind = text(node.find((field) => field.number === 4)!.bytes);
    const inputs = node.filter((field) => field.number === 1).map((field) => text(field.bytes));
    const matrix = weights.get(inputs[1] ?? '');
    if (kind === 'MatMul' && matrix?.dims.length === 2) matrices.push(matrix);
  }
  const named = (ending: string): Weight => {
    const found = [...weights.values()].find(({ name }) => name === ending || name.endsWith(`.${ending}`));
    if (!found) throw new Error(`no weight ${ending} in the graph`);
    return found;
  };
  if (matrices.length !== 4 * layers + 1) throw new Error(`${matrices.length} matrices for ${layers} layers`);
  return {
    embedding: named('embedding.weight'),
    layers: Array.from({ length: layers }, (_, i) => ({
      norm1: named(`blocks.${i}.norm1.weight`),
      qkNorm: named(`blocks.${i}.attention.qk_norm.weight`),
      norm2: named(`blocks.${i}.norm2.weight`),
      qkv: matrices[4 * i]!,
      out: matrices[4 * i + 1]!,
      up: matrices[4 * i + 2]!,
      down: matrices[4 * i + 3]!,
    })),
    norm: named('norm.weight'),
    unembedding: matrices[4 * layers]!,
  };
}

function readTensor(bytes: Uint8Array): Weight | null {
  const tensor = fields(bytes);
  const raw = tensor.find((field) => field.number === 9)?.bytes;
  const type = tensor.find((field) => field.number === 2)?.value;
  if ((type !== FLOAT && type !== FLOAT16) || !raw) return null;
  const dims = tensor
    .filter((field) => field.number === 1)
    .flatMap((field) => (field.wire === 2 ? varints(field.bytes) : field.value));
  const name = text(tensor.find((field) => field.number === 8)!.bytes).replace(stored, '');
  const own = new Uint8Array(raw).buffer;
  return {
    name,
    dims,
    data: type === FLOAT ? new Float32Array(own) : Float32Array.from(new Uint16Array(own), fromHalf),
  };
}

/** IEEE 754 binary16. No weight is infinite. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  return sign * (exponent ? (1 + fraction) * 2 ** (exponent - 15) : fraction * 2 ** -14);
}

interface Field {
  number: number;
  wire: number;
  /** Wire type 0. */
  value: number;
  /** Wire type 2. */
  bytes: Uint8Array;
}

/** The fields of one protobuf message, in order (protobuf.dev/programming-guides/encoding). */
function fields(message: Uint8Array): Field[] {
  const found: Field[] = [];
  const none = new Uint8Array();
  for (let at = 0; at < message.length;) {
    const [tag, afterTag] = varint(message, at);
    const [number, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) {
      const [value, next] = varint(message, afterTag);
      found.push({ number, wire, value, bytes: none });
      at = next;
    } else if (wire === 2) {
      const [size, start] = varint(message, afterTag);
      found.push({ number, wire, value: 0, bytes: message.subarray(start, start + size) });
      at = start + size;
    } else {
      at = afterTag + (wire === 1 ? 8 : 4);
    }
  }
  return found;
}

function varint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++]!;
    value += (byte & 127) * scale;
    if (byte < 128) return [value, at];
  }
}

function varints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const [value, next] = varint(bytes, at);
    values.push(value);
    at = next;
  }
  return values;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
