import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './lib/bundle.mjs';
import { fail, root } from './lib/shell.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run taste: how much people with known preferences miss, with taste, at random and in a fixed order.
 * Writes docs/TASTE.md and its plot.
 *   npm run taste -- --tune   only prints what different curiosities miss, for other people than those reported
 */

const output = join(root, 'build', 'taste');

await setUp()
  .then(() => bundleForNode('test/taste/main.ts', output))
  .then(async () => {
    const { main } = await import(pathToFileURL(join(output, 'main.js')).href);
    main(root, process.argv.slice(2));
  })
  .catch(fail);
