import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, fail, root, run, say } from './lib/shell.mjs';

/*
 * npm run screenshots: the README's pictures, taken by the studio's end-to-end tests of the real app.
 */

const pictures = [
  ...['takes', 'open', 'fill', 'accepted', 'light', 'listening'],
  ...['draw-ghosts', 'draw-empty', 'draw-finish', 'draw-variations', 'draw-tidy', 'draw-light'],
  ...['code-pointing', 'code-shop', 'code-corrected', 'code-look-sketchy', 'code-light', 'code-acceptance'],
  'library-details',
];

async function main() {
  const { code } = await run(process.execPath, [
    join(root, 'scripts', 'test.mjs'),
    'e2e',
    'music',
    'draw.spec',
    'code',
    'library',
  ]);
  if (code !== 0) throw new Error('The tests that take the pictures failed.');
  const from = join(root, 'test-results', 'screenshots');
  const to = join(root, 'docs', 'images');
  mkdirSync(to, { recursive: true });
  for (const name of pictures) {
    if (!existsSync(join(from, `${name}.png`))) throw new Error(`No picture ${name} was taken.`);
    copyFileSync(join(from, `${name}.png`), join(to, `${name}.png`));
  }
  say(`${pictures.length} pictures in ${to}`);
}

if (isMain(import.meta.url)) await main().catch(fail);
