import { PbfReader } from 'pbf';
import { GombocError } from '../../models/error.ts';

/*
 * What a graph's file must be before onnxruntime is given it. The format is ONNX's protobuf, onnx.proto; numbers of fields
 * below are those of that file. Only what can do harm is looked at: onnxruntime itself refuses what is no graph.
 */

/** Operators of ONNX, and those of onnxruntime that quantised networks are made of. */
const domains = new Set(['', 'ai.onnx', 'com.microsoft']);
/** It runs what another file holds, named in an attribute. */
const forbidden = new Set(['EPContext']);
/** With those of graphs within graphs. Ours have some hundred. */
const mostNodes = 50_000;
const deepest = 8;

const FLOAT = 1;
const FLOAT16 = 10;
const EXTERNAL = 1;
/** Of protobuf: bytes, texts and messages. */
const LENGTH_DELIMITED = 2;

/** What is found on the way. */
interface Walk {
  nodes: number;
  depth: number;
  /** The newest version of ONNX's own operators that is asked for. */
  opset: number;
}

class Refused extends Error {}

/**
 * Checks a graph's file: no tensor whose numbers lie in another file, operators of known kinds in a bounded number, the
 * opset that the manifest says, no weight that is not a number.
 * @param file its name, for the message
 * @throws GombocError `model-corrupt`, and `model-unsupported` for what another program might run
 */
export function checkOnnx(bytes: Uint8Array, file: string, opset: number): void {
  const walk: Walk = { nodes: 0, depth: 0, opset: 0 };
  try {
    const reader = new PbfReader(bytes);
    reader.readFields(readModel, walk);
    if (reader.pos !== bytes.length) throw new Error('it is cut off');
  } catch (error) {
    if (error instanceof Refused) {
      throw new GombocError('model-unsupported', `${file}: ${error.message}`, 'Ask for a model made for Gomboc.');
    }
    const message = `${file} is no graph that can be read: ${(error as Error).message}`;
    throw new GombocError('model-corrupt', message, 'Get the model again.', { cause: error });
  }
  if (walk.opset === opset) return;
  const message = `${file} is written in opset ${walk.opset}, its manifest says ${opset}`;
  throw new GombocError('model-corrupt', message, 'Get the model again.');
}

type Read = (field: number, walk: Walk, reader: PbfReader) => void;

/** A message within the one that is being read; it must end within it, too. */
function inner(reader: PbfReader, walk: Walk, read: Read): void {
  const end = reader.readVarint() + reader.pos;
  reader.readFields(read, walk, end);
  if (reader.pos !== end) throw new Error('it is cut off');
}

const readModel: Read = (field, walk, reader) => {
  if (field === 7) inner(reader, walk, readGraph);
  else if (field === 8) readOpset(reader, walk);
  else if (field === 20) throw new Refused('it holds a training of its own');
  else if (field === 25) throw new Refused('it defines operators of its own');
};

function readOpset(reader: PbfReader, walk: Walk): void {
  let domain = '';
  let version = 0;
  inner(reader, walk, (field) => {
    if (field === 1) domain = reader.readString();
    else if (field === 2) version = reader.readVarint();
  });
  // Of other domains a quantiser names some that no operator is of: the operators themselves are looked at.
  if (domain === '' || domain === 'ai.onnx') walk.opset = Math.max(walk.opset, version);
}

const readGraph: Read = (field, walk, reader) => {
  if (field === 1) inner(reader, walk, readNode);
  else if (field === 5) checkNumbers(readTensor(reader, walk));
  else if (field === 15) inner(reader, walk, readSparse);
};

const readNode: Read = (field, walk, reader) => {
  if (field === 4) {
    walk.nodes += 1;
    if (walk.nodes > mostNodes) throw new Refused(`it has more than ${mostNodes} operators`);
    const kind = reader.readString();
    if (forbidden.has(kind)) throw new Refused(`the operator ${kind} reads other files`);
  } else if (field === 5) inner(reader, walk, readAttribute);
  else if (field === 7) {
    const domain = reader.readString();
    if (!domains.has(domain)) throw new Refused(`operators of “${domain.slice(0, 60)}” are not known`);
  }
};

const readAttribute: Read = (field, walk, reader) => {
  if (field === 5 || field === 10) readTensor(reader, walk);
  else if (field === 22 || field === 23) inner(reader, walk, readSparse);
  else if (field === 6 || field === 11) {
    walk.depth += 1;
    if (walk.depth > deepest) throw new Refused(`graphs lie more than ${deepest} deep in each other`);
    inner(reader, walk, readGraph);
    walk.depth -= 1;
  }
};

const readSparse: Read = (field, walk, reader) => {
  if (field === 1 || field === 2) readTensor(reader, walk);
};

interface Numbers {
  name: string;
  type: number;
  bytes: Uint8Array[];
}

function readTensor(reader: PbfReader, walk: Walk): Numbers {
  const tensor: Numbers = { name: '', type: 0, bytes: [] };
  inner(reader, walk, (field) => {
    if (field === 2) tensor.type = reader.readVarint();
    // Numbers that are written one by one are few, and onnxruntime reads them; the others are not copied here.
    else if (field === 9 || (field === 4 && reader.type === LENGTH_DELIMITED)) tensor.bytes.push(reader.readBytes());
    else if (field === 8) tensor.name = reader.readString();
    else if (field === 13) throw new Refused(`the numbers of a tensor lie in another file: ${placeOf(reader, walk)}`);
    else if (field === 14 && reader.readVarint() === EXTERNAL)
      throw new Refused('the numbers of a tensor lie in another file');
  });
  return tensor;
}

/** Of an entry of `external_data`: the value of its key. */
function placeOf(reader: PbfReader, walk: Walk): string {
  const words: string[] = [];
  inner(reader, walk, () => words.push(reader.readString()));
  return words.join(' ').slice(0, 200);
}

/** Of a weight: a constant among the operators may well be NaN, where a mask is computed. */
function checkNumbers({ name, type, bytes }: Numbers): void {
  if (!bytes.some((some) => hasNaN(some, type))) return;
  throw new Error(`the weight “${name.slice(0, 60)}” holds what is not a number`);
}

/** Infinity is none: attention masks are made of it. */
function hasNaN(bytes: Uint8Array, type: number): boolean {
  if (type !== FLOAT && type !== FLOAT16) return false;
  const width = type === FLOAT ? 4 : 2;
  // A copy, because the bytes need not lie at a multiple of their width. Not slice(): that of a Buffer is none.
  const own = new Uint8Array(bytes.subarray(0, bytes.length - (bytes.length % width))).buffer;
  const bits = type === FLOAT ? new Uint32Array(own) : new Uint16Array(own);
  const [sign, infinity] = type === FLOAT ? [0x7fffffff, 0x7f800000] : [0x7fff, 0x7c00];
  return bits.some((value) => (value & sign) > infinity);
}
