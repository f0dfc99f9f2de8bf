import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { honest, none, ofPlaywright, sum } from './lib/counts.mjs';
import { runPlaywright } from './lib/playwright.mjs';
import { fail, isMain, root, run, say } from './lib/shell.mjs';
import { setUp, setUpWindow } from './setup.mjs';

/*
 * npm test: everything, or one part of it:
 *   npm test -- check     compilers, linter, formatting
 *   npm test -- unit      unit, fuzz and golden tests (further words go to Vitest)
 *   npm test -- e2e       the real app (further words go to Playwright)
 */

/** @typedef {import('./lib/counts.mjs').Counts} Counts */

const results = join(root, 'test-results');
const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);

/** Each is one test in the count. @type {[name: string, script: string, ...args: string[]][]} */
const checks = [
  ...['models', 'electron', 'scripts', 'test'].map(
    (room) => /** @type {[string, string, ...string[]]} */ ([`types of ${room}`, 'typescript/bin/tsc', '-p', room]),
  ),
  ['types of renderer', 'svelte-check/bin/svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
  ['linter', 'eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  ['formatting', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
];

/** @returns {Promise<Counts>} */
async function check() {
  const failures = [];
  for (const [name, script, ...args] of checks) {
    const { code } = await run(process.execPath, [bin(script), ...args]);
    say(`${code === 0 ? '✓' : '✗'} ${name}`);
    if (code !== 0) failures.push(name);
  }
  return { passed: checks.length - failures.length, failed: failures.length, skipped: 0, failures };
}

/**
 * Reads a runner's report; one that is missing counts as a failure.
 * @param {string} runner the report is called as it @param {number} code its exit code
 * @param {(report: any) => Counts} read
 */
function reported(runner, code, read) {
  const file = join(results, `${runner}.json`);
  if (!existsSync(file)) return honest(`${runner}, its report not written,`, none, code || 1);
  return honest(runner, read(JSON.parse(readFileSync(file, 'utf8'))), code);
}

/** @param {string[]} words @returns {Promise<Counts>} */
async function unit(words) {
  rmSync(join(results, 'unit.json'), { force: true });
  // Several test files start it, each in a worker of its own, and would build it side by side into the same file. Not in this
  // process: Vite would leave it in production, and the tests with it.
  await run(process.execPath, [join(root, 'scripts', 'build.mjs'), 'process']);
  const reporters = ['--reporter=default', '--reporter=./scripts/lib/unit-reporter.mjs'];
  const { code } = await run(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...reporters, ...words]);
  return reported('unit', code, (counts) => counts);
}

/** @param {string[]} words @returns {Promise<Counts>} */
async function e2e(words) {
  const runtime = await setUpWindow({ xvfb: true });
  await build();
  rmSync(join(results, 'e2e.json'), { force: true });
  const code = await runPlaywright(words, { runtime });
  return reported('e2e', code, ofPlaywright);
}

const parts = { check, unit, e2e };

async function main() {
  const [part, ...words] = process.argv.slice(2);
  if (part !== undefined && !(part in parts)) {
    say(`Unknown part ${part}. Known: ${Object.keys(parts).join(', ')}.`);
    process.exit(2);
  }
  await setUp();
  let total = none;
  const chosen = part ? [/** @type {keyof typeof parts} */ (part)] : /** @type {const} */ (['check', 'unit', 'e2e']);
  for (const name of chosen) {
    say(`\n── ${name}`);
    total = sum(total, await parts[name](words));
  }
  const pictures = join(results, 'screenshots');
  if (existsSync(pictures)) say(`\n${readdirSync(pictures).length} screenshots in ${pictures}`);
  // 1,500 characters: what was expected and the first places of it.
  for (const failure of total.failures) say(`\n✗ ${failure.slice(0, 1500)}`);
  if (total.skipped > 0) say(`${total.skipped} skipped`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main().catch(fail);
