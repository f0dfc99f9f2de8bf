import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { drawn } from './examples/doodle.mjs';
import { face, halfCat, house } from './examples/doodles.mjs';
import { perform } from './examples/perform.mjs';
import { prelude } from './examples/prelude.mjs';
import { waltz } from './examples/waltz.mjs';
import { isMain, root, say } from './lib/shell.mjs';

/*
 * Makes the performances and drawings in assets/examples, always the same: node scripts/make-examples.mjs
 */

const pieces = { 'bach-prelude-in-c': prelude, 'little-waltz': waltz };
const doodles = { 'half-cat': halfCat, house, face };

/** @param {string} path a TypeScript module of the repository */
const load = async (path) => (await runnerImport(join(root, path))).module;

/** @typedef {typeof import('../models/random.ts')} Chance */

/** @returns {Promise<Record<string, Uint8Array>>} files by name */
export async function makeExamples() {
  return { ...(await makePerformances()), ...(await makeDrawings()) };
}

async function makePerformances() {
  const { writeMidi } = /** @type {typeof import('../models/music/midi.ts')} */ (await load('models/music/midi.ts'));
  const { seeded } = /** @type {Chance} */ (await load('models/random.ts'));
  return Object.fromEntries(
    Object.entries(pieces).map(([name, piece]) => {
      const score = piece();
      const performance = /** @type {Parameters<typeof writeMidi>[0]} */ (perform(score, seeded(846)));
      return [`${name}.mid`, writeMidi(performance, { format: 1, name: score.name })];
    }),
  );
}

async function makeDrawings() {
  const { writeDrawing } = /** @type {typeof import('../models/drawing/file.ts')} */ (
    await load('models/drawing/file.ts')
  );
  const { emptyDrawing, firstLayer } = /** @type {typeof import('../models/drawing/drawing.ts')} */ (
    await load('models/drawing/drawing.ts')
  );
  const { seeded } = /** @type {Chance} */ (await load('models/random.ts'));
  return Object.fromEntries(
    Object.entries(doodles).map(([name, doodle]) => {
      const plan = doodle();
      const look = { colour: '#1b1b1f', width: 6, layer: firstLayer, author: /** @type {const} */ ('person') };
      const strokes = drawn(plan, seeded(345)).map((stroke, i) => ({ id: `stroke-${i + 1}`, ...look, ...stroke }));
      const text = writeDrawing({ ...emptyDrawing(), subject: plan.subject, strokes });
      return [`${name}.json`, new TextEncoder().encode(text)];
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
