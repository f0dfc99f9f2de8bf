import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetupError, fail, npm, root, say } from './lib/shell.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run bench: speed, as one table on stdout.
 *   npm run --silent bench -- [--json] [providers] [step] [generation] [bound] [drawing] [code]
 *   npm run --silent bench -- --quickdraw=DIR   how long strokes are to either network: test/bench/strokes.ts
 */

const folder = join(root, 'test', 'bench');
const output = join(root, 'build', 'bench');

/** TensorFlow.js lives in the benchmarks' own folder: nothing else needs it. */
async function ensureTensorflow() {
  if (existsSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'package.json'))) return;
  say('Installing TensorFlow.js to measure against…');
  const { code } = await npm(['ci', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0)
    throw new SetupError('npm ci failed in test/bench.', 'Check the network connection, then run this again.');
}

async function bundle() {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['onnxruntime-node', 'sharp'] },
    build: {
      ssr: 'test/bench/main.ts',
      outDir: output,
      emptyOutDir: true,
      target: 'node20.19',
      rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
    },
  });
}

await setUp()
  .then(ensureTensorflow)
  .then(bundle)
  .then(async () => {
    const { main } = await import(pathToFileURL(join(output, 'main.js')).href);
    await main(root, process.argv.slice(2));
  })
  .catch(fail);
