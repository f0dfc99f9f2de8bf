import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, npm, root, say } from './shell.mjs';

const folder = join(root, 'test', 'bench');

/** TensorFlow.js lives in the benchmarks' own folder: nothing else needs it. */
export async function ensureTensorflow() {
  if (existsSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'package.json'))) return;
  say('Installing TensorFlow.js to measure against…');
  const { code } = await npm(['ci', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0)
    throw new SetupError('npm ci failed in test/bench.', 'Check the network connection, then run this again.');
}
