import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { runPlaywright } from './lib/playwright.mjs';
import { fail, isMain, root, say } from './lib/shell.mjs';
import { setUpWindow } from './setup.mjs';

/*
 * npm run soak -- --minutes 60 [--seed 1] [--kill-every 60]
 * Hasty work in all studios of the real app, its engine killed every so many seconds (test/soak). What came of it is
 * written to docs/SOAK.md; ends with 1 where something was lost, dead, or grew faster than it may.
 */

/** @typedef {import('../test/soak/soak.ts').Report} Report */

const result = join(root, 'test-results', 'soak.json');
const record = join(root, 'docs', 'SOAK.md');

/** @param {string[]} words */
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();

/** @param {string} title @param {readonly string[]} list @param {string} none */
const told = (title, list, none) =>
  `**${title}: ${list.length === 0 ? `${none}.**` : `${list.length}.**\n\n${list.map((one) => `- ${one.replaceAll('\n', ' ')}`).join('\n')}`}`;

/** @param {number} value */
const figure = (value) => (Number.isFinite(value) ? value.toFixed(2).replace(/^-0\.00$/, '0.00') : '–');

/** @param {Report} report @param {string} command @param {string} commit @param {string} runtime */
function page(report, command, commit, runtime) {
  const { gestures, kills, hit, compared, lost, troubles, trends, warmUpMinutes, controls } = report;
  const made = Object.entries(gestures).sort(([a], [b]) => a.localeCompare(b));
  const total = made.reduce((sum, [, { made: count }]) => sum + count, 0);
  const rows = trends.map(
    ({ title, unit, slope, error, bound, from, to, count, crossed }) =>
      `| ${title} (${unit}) | ${figure(from)} → ${figure(to)} | ${figure(slope)} ± ${figure(error)} | ${bound ?? '–'} | ${count} | ${crossed ? '**crossed**' : bound === null ? '' : 'kept'} |`,
  );
  return `# Soak

Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}, at ${commit}, ${runtime}, ${process.platform}, ${cpus().length} ×
${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB.

${total} gestures in ${Math.round(report.seconds / 6) / 10} minutes; the engine’s process was killed (SIGKILL) every ${report.killEverySeconds} seconds: ${kills} times, ${hit} of them while it worked.
After each kill the documents of all studios were compared with what the script knows that they should hold, and with what
they were saved as before (${compared} times), and once more after the app itself was killed and started again. At the end
${controls.buttons} enabled buttons were pressed and ${controls.words} menu items chosen.

${told('Lost work', lost, 'none')}

${told('Dead controls', controls.dead, 'none')}

${told('Other trouble', troubles, 'none')}

## Growth

A line through samples, by least squares, without the first ${figure(warmUpMinutes)} minutes, in which code is compiled,
models are opened and caches are filled; slopes a minute, with their standard error. A bound counts as crossed when the
slope is above it by more than twice that. Processes and open files are looked at every few seconds; heaps, the page’s process and
what is on the page when all steps were taken back, all takes put away, and the same example lies in each studio, so that nothing which a person
may keep is counted. What the bounds are and why: \`test/soak/memory.ts\`.

| | from → to | slope | bound | samples | |
| --- | ---: | ---: | ---: | ---: | --- |
${rows.join('\n')}

## Gestures

| | made | the slowest, s |
| --- | ---: | ---: |
${made.map(([name, one]) => `| ${name} | ${one.made} | ${one.slowest.toFixed(1)} |`).join('\n')}
`;
}

async function main() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({ options: { minutes: text, seed: text, 'kill-every': text } });
  const minutes = Number(values.minutes ?? 60);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const killEverySeconds = Number(values['kill-every'] ?? 60);
  if (!(minutes > 0) || !Number.isInteger(seed) || !(killEverySeconds > 0)) {
    say('--minutes and --kill-every are greater than 0, --seed is a whole number.');
    process.exit(2);
  }
  const commit = git('describe', '--always', '--dirty');
  const runtime = await setUpWindow({ xvfb: true });
  await build();
  rmSync(result, { force: true });
  const env = { GOMBOC_SOAK: JSON.stringify({ minutes, seed, killEverySeconds }) };
  const code = await runPlaywright(['--config', 'playwright.soak.config.ts'], { runtime, env });
  if (existsSync(result)) {
    const command = `npm run soak -- --minutes ${minutes} --seed ${seed} --kill-every ${killEverySeconds}`;
    const about = `Electron ${runtime.version}`;
    writeFileSync(record, page(JSON.parse(readFileSync(result, 'utf8')), command, commit, about));
    say(`${code === 0 ? '✓' : '✗'} ${record}`);
  }
  process.exitCode = code === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) await main().catch(fail);
