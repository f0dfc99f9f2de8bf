import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { runPlaywright } from './lib/playwright.mjs';
import { fail, isMain, root, run, say } from './lib/shell.mjs';
import { setUp, setUpWindow } from './setup.mjs';

/*
 * npm test: everything, or one part of it:
 *   npm test -- check     compilers, linter, formatting
 *   npm test -- unit      unit, fuzz and golden tests (further words go to Vitest)
 *   npm test -- e2e       the real app (further words go to Playwright)
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

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
  let passed = 0;
  for (const [name, script, ...args] of checks) {
    const { code } = await run(process.execPath, [bin(script), ...args]);
    say(`${code === 0 ? '✓' : '✗'} ${name}`);
    if (code === 0) passed++;
  }
  return { passed, failed: checks.length - passed, skipped: 0 };
}

/** A runner that ends badly without saying what failed is one failure itself. @param {Counts} counts @param {number} code */
export const honest = (counts, code) => (code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts);

/**
 * Reads a runner's report; one that is missing counts as a failure.
 * @param {string} name @param {number} code the runner's exit code @param {(report: any) => Counts} read
 */
function reported(name, code, read) {
  const file = join(results, name);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  return honest(read(JSON.parse(readFileSync(file, 'utf8'))), code);
}

/** @param {string[]} words @returns {Promise<Counts>} */
async function unit(words) {
  rmSync(join(results, 'unit.json'), { force: true });
  const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json'];
  const { code } = await run(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...reporters, ...words]);
  return reported('unit.json', code, (report) => ({
    passed: report.numPassedTests,
    // A file that fails to load has no tests of its own to fail.
    failed: Math.max(
      report.numFailedTests,
      report.testResults.filter((/** @type {any} */ f) => f.status === 'failed').length,
    ),
    skipped: report.numPendingTests + report.numTodoTests,
  }));
}

/** @param {string[]} words @returns {Promise<Counts>} */
async function e2e(words) {
  const runtime = await setUpWindow({ xvfb: true });
  await build();
  rmSync(join(results, 'e2e.json'), { force: true });
  const code = await runPlaywright(words, { runtime });
  return reported('e2e.json', code, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
}

const parts = { check, unit, e2e };

async function main() {
  const [part, ...words] = process.argv.slice(2);
  if (part !== undefined && !(part in parts)) {
    say(`Unknown part ${part}. Known: ${Object.keys(parts).join(', ')}.`);
    process.exit(2);
  }
  await setUp();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const chosen = part ? [/** @type {keyof typeof parts} */ (part)] : /** @type {const} */ (['check', 'unit', 'e2e']);
  for (const name of chosen) {
    say(`\n── ${name}`);
    const counts = await parts[name](words);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  const pictures = join(results, 'screenshots');
  if (existsSync(pictures)) say(`\n${readdirSync(pictures).length} screenshots in ${pictures}`);
  if (total.skipped > 0) say(`${total.skipped} skipped`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

if (isMain(import.meta.url)) await main().catch(fail);
