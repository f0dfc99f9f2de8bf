import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Tf } from './network-tfjs.ts';

export type Backend = 'wasm' | 'cpu';

/** TensorFlow.js as it is installed in the benchmarks' own folder, with both of its backends for Node. */
export function loadTfjs(root: string): Tf {
  const require = createRequire(join(root, 'test', 'bench', 'package.json'));
  const tf = require('@tensorflow/tfjs-core') as Tf;
  require('@tensorflow/tfjs-backend-cpu');
  require('@tensorflow/tfjs-backend-wasm');
  return tf;
}

/** Puts a backend in charge. */
export async function enterBackend(tf: Tf, backend: Backend): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend ${backend} here`);
  await tf.ready();
}
