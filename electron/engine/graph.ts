import { GombocError } from '../../models/error.ts';
import type { Manifest } from '../../models/manifest.ts';
import type { Session } from './session.ts';

export type Network = Manifest['network'];

export const REINSTALL = 'Install the model again, or one made for this version of Gomboc.';

/** Of each layer, in the order in which caches hold them. */
export function cacheNames({ layers }: Network): string[] {
  return Array.from({ length: layers }, (_, i) => [`key_${i}`, `value_${i}`]).flat();
}

/**
 * Names, types and fixed dimensions must be those that the manifest promises.
 *
 * @throws GombocError `model-unsupported`
 */
export function checkGraph(session: Session, network: Network): void {
  const { heads, headWidth, vocabulary, conditionWidth, crossAttention } = network;
  const names = cacheNames(network);
  const rows = [null, heads, null, headWidth];
  const inputs: Expected[] = [
    ['tokens', 'int64', [null, null]],
    ['lengths', 'int64', [null]],
    ...names.map((name): Expected => [name, 'float32', rows]),
    ...(conditionWidth ? [['conditions', 'float32', [null, null, conditionWidth]] satisfies Expected] : []),
    ...(crossAttention ? ['cross_key', 'cross_value'].map((name): Expected => [name, 'float32', rows]) : []),
  ];
  const outputs: Expected[] = [
    ['logits', 'float32', [null, null, vocabulary]],
    ...names.map((name): Expected => [`new_${name}`, 'float32', rows]),
  ];
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
