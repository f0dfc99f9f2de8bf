import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './lib/bundle.mjs';
import { SetupError, fail, root, run, say } from './lib/shell.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run kill-test: kills the process that saves, at random moments, and looks at what it left.
 *   npm run kill-test                              200 kills, with a seed of the moment
 *   npm run kill-test -- --kills=10 --seed=1       as the tests do
 *   npm run kill-test -- --report                  writes docs/KILLS.md
 */

/** @param {string} name @param {number} otherwise */
function numberOf(name, otherwise) {
  const word = process.argv.find((one) => one.startsWith(`--${name}=`));
  const value = word === undefined ? otherwise : Number(word.slice(name.length + 3));
  if (!Number.isInteger(value) || value < 1) throw new SetupError(`--${name} is no number.`, `Say --${name}=10.`);
  return value;
}

/** What it is called in the report. */
const titles = {
  keep: 'a studio’s whole unsaved work is kept',
  append: 'a change is appended to a journal',
  document: 'a document is saved over its file',
  settings: 'settings are saved',
  record: 'what a model made goes into the library',
  rate: 'something in the library is rated',
  remove: 'something is deleted from the library',
  project: 'a project is saved',
  open: 'a project is opened in the place of the work that is there',
};

/** @param {import('../test/kill/killing.ts').Report} report @param {string} commit */
function words({ kills, seed, done, during, found, left, violations }, commit) {
  const rows = Object.entries(titles).map(([kind, title]) => {
    const name = /** @type {keyof typeof done} */ (kind);
    return `| ${title} | ${done[name]} | ${during[name]} |`;
  });
  return `# Kills

\`npm run kill-test -- --kills=${kills} --seed=${seed} --report\`, ${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}, ${process.platform}.

A process does what the app’s main process does while a person works, with the same code, as fast as it can and several
things at a time: the studios’ unsaved work and its journals, documents, settings, projects, the library. It is killed
(SIGKILL) ${kills} times in one profile, at moments drawn at random; after each kill everything that it had answered for is
looked for, every file is checked by its hash, and the library by SQLite’s own integrity checks.

**${violations.length === 0 ? 'Nothing that was answered was lost, and no file was half-written.' : `${violations.length} violations:`}**
${violations.map((one) => `\n- ${one}`).join('')}
| what was under way | answered in all | killed meanwhile |
| --- | ---: | ---: |
${rows.join('\n')}

What was under way when the kill came (several things may be at once) was found done ${found.done} times, and as if it had not
begun ${found.undone} times: whole in either case. ${left} temporary files were left behind; nobody reads them.

A kill is no power cut: what the system has taken from a process it writes to the disk all the same. Documents, projects,
whole unsaved works and the library are flushed to the disk before they are answered for (not the folder’s entry of a renamed
file); a line of a journal is not.
`;
}

async function main() {
  await setUp();
  const [kills, seed] = [numberOf('kills', 200), numberOf('seed', Date.now() % 2 ** 31)];
  const output = join(root, 'build', 'kill');
  await bundleForNode('test/kill/worker.ts', join(output, 'worker'));
  await bundleForNode('test/kill/main.ts', join(output, 'test'));
  const test = await import(pathToFileURL(join(output, 'test', 'main.js')).href);
  const report = await test.main(join(output, 'worker', 'main.js'), kills, seed, say);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (process.argv.includes('--report')) {
    const { output: commit } = await run('git', ['rev-parse', '--short', 'HEAD'], { quiet: true });
    writeFileSync(join(root, 'docs', 'KILLS.md'), words(report, commit.trim()));
  }
  if (report.violations.length > 0) process.exitCode = 1;
}

await main().catch(fail);
