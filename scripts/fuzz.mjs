import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, isMain, root, run, say } from './lib/shell.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run fuzz -- --runs 100000 [--seed 1]
 * Damaged files for every reader of strangers' files (test/fuzz/files), so many a format. What came of it is written to
 * docs/FUZZ.md when all went well.
 */

/** @typedef {{ name: string, inputs: number, read: number, slowestMs: number, seed: number }} Tally */

const results = join(root, 'test-results', 'fuzz');
const record = join(root, 'docs', 'FUZZ.md');

/** @param {string[]} words */
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

/** @returns {Tally[]} */
const tallies = () =>
  readdirSync(results)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')));

/** @param {Tally[]} all @param {{ runs: number, seed: number, minutes: number, commit: string }} how */
function page(all, { runs, seed, minutes, commit }) {
  const count = (/** @type {number} */ value) => value.toLocaleString('en');
  const rows = all.map(
    ({ name, inputs, read, slowestMs }) =>
      `| ${name} | ${count(inputs)} | ${count(read)} | ${count(inputs - read)} | ${slowestMs.toFixed(0)} ms |`,
  );
  const date = new Date().toISOString().slice(0, 10);
  return `# Files from strangers

Written by \`npm run fuzz -- --runs ${runs} --seed ${seed}\` on ${date}, at ${commit}, Node ${process.versions.node}, ${cpus().length} ×
${cpus()[0]?.model}, in ${minutes} minutes. Every damaged file was read as something sound, or refused with an error of ours:
no other exception, no wait. A sample of it is part of \`npm test\`.

| Format | Damaged files | Read | Refused | Slowest, processor time |
| --- | ---: | ---: | ---: | ---: |
${rows.join('\n')}

What is done to the files is in \`test/fuzz/files/mutate.ts\`, what is read and what "sound" means in \`formats.ts\` beside it.
`;
}

async function main() {
  const { values } = parseArgs({ options: { runs: { type: 'string' }, seed: { type: 'string' } } });
  const runs = Number(values.runs ?? 100_000);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
    say('--runs and --seed are whole numbers.');
    process.exit(2);
  }
  await setUp();
  const commit = git('describe', '--always', '--dirty');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const began = Date.now();
  const env = { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) };
  const words = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/fuzz/files'];
  const { code } = await run(process.execPath, words, { env });
  if (code !== 0) {
    say(`Found something: run it again with --seed ${seed}. ${record} is as it was.`);
    process.exit(1);
  }
  const minutes = Math.ceil((Date.now() - began) / 60_000);
  writeFileSync(record, page(tallies(), { runs, seed, minutes, commit }));
  say(`✓ ${record}`);
}

if (isMain(import.meta.url)) await main().catch(fail);
