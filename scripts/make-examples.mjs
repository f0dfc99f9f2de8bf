import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { perform } from './examples/perform.mjs';
import { prelude } from './examples/prelude.mjs';
import { waltz } from './examples/waltz.mjs';
import { isMain, root, say } from './lib/shell.mjs';

/*
 * Makes the performances in assets/examples, always the same: node scripts/make-examples.mjs
 */

const pieces = { 'bach-prelude-in-c': prelude, 'little-waltz': waltz };

/** @param {string} path a TypeScript module of the repository */
const load = async (path) => (await runnerImport(join(root, path))).module;

/** @returns {Promise<Record<string, Uint8Array>>} MIDI files by name */
export async function makeExamples() {
  const { writeMidi } = /** @type {typeof import('../models/music/midi.ts')} */ (await load('models/music/midi.ts'));
  const { seeded } = /** @type {typeof import('../models/random.ts')} */ (await load('models/random.ts'));
  return Object.fromEntries(
    Object.entries(pieces).map(([name, piece]) => {
      const score = piece();
      const performance = /** @type {Parameters<typeof writeMidi>[0]} */ (perform(score, seeded(846)));
      return [`${name}.mid`, writeMidi(performance, { format: 1, name: score.name })];
    }),
  );
}

if (isMain(import.meta.url)) {
  const folder = join(root, 'assets', 'examples');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await makeExamples())) {
    writeFileSync(join(folder, name), bytes);
    say(`assets/examples/${name}, ${bytes.length} bytes`);
  }
}
