import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './lib/bundle.mjs';
import { fail, root } from './lib/shell.mjs';
import { ensureTensorflow } from './lib/tensorflow.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run evaluate: how good the models are and how fast, as models/EVALUATION.md.
 *   npm run evaluate -- --data <folder> [--only music,drawing,code,speed]   half an hour; the sets unpacked there
 *   npm run evaluate -- --smoke                                           a minute, on the fixtures; to out/evaluation
 *   --out <folder>                                                        instead of models/
 *   --only music --split train --top-p 0.98 --temperature 1 --out <folder>  how settings are chosen: primers of training pieces
 */

const args = process.argv.slice(2);

await setUp()
  .then(() => (args.includes('--smoke') ? undefined : ensureTensorflow()))
  .then(() => bundleForNode('test/evaluate/main.ts', join(root, 'build', 'evaluate')))
  .then(async () => {
    const { main } = await import(pathToFileURL(join(root, 'build', 'evaluate', 'main.js')).href);
    await main(root, args);
  })
  .catch(fail);
