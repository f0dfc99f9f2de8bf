import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, npm, root, say } from './shell.mjs';
import { commandLinePackages, loadedPackages } from './shipped.mjs';

/* What the programs that measure have in common. */

const folder = join(root, 'test', 'bench');

/** TensorFlow.js lives in the benchmarks' own folder: nothing else needs it. */
export async function ensureTensorflow() {
  if (existsSync(join(folder, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'package.json'))) return;
  say('Installing TensorFlow.js to measure against…');
  const { code } = await npm(['ci', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0)
    throw new SetupError('npm ci failed in test/bench.', 'Check the network connection, then run this again.');
}

/** One file for Node, main.js in `outDir`. @param {string} entry from the root @param {string} outDir */
export async function bundleForNode(entry, outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: [...loadedPackages, ...commandLinePackages] },
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      target: 'node20.19',
      rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
    },
  });
}
