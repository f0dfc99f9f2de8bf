import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './lib/bundle.mjs';
import { fail, root } from './lib/shell.mjs';
import { ensureTensorflow } from './lib/tensorflow.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run bench: speed, as one table on stdout.
 *   npm run --silent bench -- [--json] [providers] [step] [generation] [threads] [bound] [drawing] [code] [library]
 *   npm run --silent bench -- --quickdraw=DIR   how long strokes are to either network: test/bench/strokes.ts
 */

const output = join(root, 'build', 'bench');

await setUp()
  .then(ensureTensorflow)
  .then(() => bundleForNode('test/bench/main.ts', output))
  .then(async () => {
    const { main } = await import(pathToFileURL(join(output, 'main.js')).href);
    await main(root, process.argv.slice(2));
  })
  .catch(fail);
