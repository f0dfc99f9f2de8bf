import { GombocError } from '../../models/error.ts';
import type { Manifest } from '../../models/manifest.ts';
import type { Session } from './session.ts';

export type Network = Manifest['network'];

export const REINSTALL = 'Install the model again, or one made for this version of Gomboc.';

/** One tensor of a cache. Its numbers, and those of the new positions, lie as [lanes, blocks, positions, stride]. */
export interface CachePart {
  readonly name: string;
  readonly blocks: number;
  readonly stride: number;
  /** The tensor's shape for so many lanes and positions. */
  shape(lanes: number, positions: number): number[];
  /** Zeros of its type. */
  allocate(size: number): Float32Array | Uint8Array | Int8Array;
}

/**
 * The keys and values of each layer: keys [lanes, heads, headWidth, positions], so that the product of a query with all of
 * them reads memory in its order, and values [lanes, heads, positions, headWidth]. A graph with 8-bit weights may also keep
 * them in 8 bits: models/train/eight.py says how. Here they are numbers to be moved about.
 */
export function cacheParts(session: Session, { layers, heads, headWidth }: Network): CachePart[] {
  const small = isSmall(session);
  return Array.from({ length: layers }, (_, i): CachePart[] => [
    {
      name: `key_${i}`,
      blocks: heads * headWidth,
      stride: 1,
      shape: (lanes, positions) => [lanes, heads, headWidth, positions],
      allocate: (size) => (small ? new Uint8Array(size) : new Float32Array(size)),
    },
    {
      name: `value_${i}`,
      blocks: heads,
      stride: headWidth,
      shape: (lanes, positions) => [lanes, heads, positions, headWidth],
      allocate: (size) => (small ? new Int8Array(size) : new Float32Array(size)),
    },
  ]).flat();
}

/** Whether the graph keeps its cache in 8 bits: what its first key is, all the others must be. */
const isSmall = (session: Session): boolean => session.inputs.find(({ name }) => name === 'key_0')?.type === 'uint8';

/**
 * Names, types and fixed dimensions must be those that the manifest promises.
 *
 * @throws GombocError `model-unsupported`
 */
export function checkGraph(session: Session, network: Network): void {
  const { layers, heads, headWidth, vocabulary, conditionWidth, crossAttention } = network;
  const [keyType, valueType] = isSmall(session) ? ['uint8', 'int8'] : ['float32', 'float32'];
  const key = [null, heads, headWidth, null];
  const value = [null, heads, null, headWidth];
  const cached = (before: string): Expected[] =>
    Array.from({ length: layers }, (_, i): Expected[] => [
      [`${before}key_${i}`, keyType, key],
      [`${before}value_${i}`, valueType, value],
    ]).flat();
  const crossing: Expected[] = [
    ['cross_key', 'float32', key],
    ['cross_value', 'float32', value],
  ];
  const inputs: Expected[] = [
    ['tokens', 'int64', [null, null]],
    ['lengths', 'int64', [null]],
    ...cached(''),
    ...(conditionWidth ? [['conditions', 'float32', [null, null, conditionWidth]] satisfies Expected] : []),
    ...(crossAttention ? crossing : []),
  ];
  const outputs: Expected[] = [['logits', 'float32', [null, null, vocabulary]], ...cached('new_')];
  checkPorts('input', session.inputs, inputs);
  checkPorts('output', session.outputs, outputs);
}

/** Name, type and shape; null stands for any size, and a graph may leave any size open. */
export type Expected = [name: string, type: string, shape: (number | null)[]];

export function checkPorts(kind: string, found: Session['inputs'], expected: readonly Expected[]): void {
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
