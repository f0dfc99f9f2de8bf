import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { project } from '../../../../../models/code/emit/files.ts';
import { parsePage } from '../../../../../models/code/written.ts';
import { root } from '../../../../../scripts/lib/shell.mjs';

const page = parsePage(`
header
  heading-2 "Acme"
  link "Home"
  link "Orders"
row
  column-6
    label "Email"
    input
    radio-on "One"
    radio-off "Two"
  column-6
    tabs
      tab-on "First"
      tab-off "Second"
    chart
slider
button-primary "{Send} <now>"
`);

let folder: string;

// Inside the repository, so that the folders find the packages that they would install.
beforeAll(async () => {
  await mkdir(join(root, '.cache'), { recursive: true });
  folder = await mkdtemp(join(root, '.cache', 'exports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(['svelte', 'react', 'html'] as const)('an exported folder builds: %s', { timeout: 60_000 }, async (target) => {
  const place = join(folder, target);
  for (const { path, text } of project(page, target, { theme: 'plain', title: 'Test' })) {
    await mkdir(dirname(join(place, path)), { recursive: true });
    await writeFile(join(place, path), text);
  }
  const built = await build({ root: place, logLevel: 'error', build: { write: false, minify: false } });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
  const said = outputs.map((one) => (one.type === 'chunk' ? one.code : String(one.source))).join('\n');
  expect(said).toContain('Second');
  expect(said).toMatch(/\.row|grid-template-columns/);
});
