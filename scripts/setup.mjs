import { checkLinks, ensureDesktop } from './lib/desktop.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { describeRuntime, ensureRuntime } from './lib/runtime.mjs';
import { SetupError, fail, isMain, say } from './lib/shell.mjs';

/*
 * Everything a fresh clone needs, with Node and npm alone. Nothing is fetched twice; all words go to stderr.
 */

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(`Node ${process.versions.node} is too old.`, 'Install Node 20.19 or newer.');
}

/** What the command line and the tests without a window need. */
export async function setUp() {
  checkNode();
  await ensurePackages();
}

/**
 * All that, and what a window needs.
 * @param {{ xvfb: boolean }} options
 * @returns {Promise<import('./lib/runtime.mjs').Runtime>}
 */
export async function setUpWindow({ xvfb }) {
  await setUp();
  await ensureDesktop({ xvfb });
  const runtime = await ensureRuntime();
  await checkLinks(runtime.executable);
  say(`Runtime: ${describeRuntime(runtime)}`);
  return runtime;
}

if (isMain(import.meta.url)) await setUpWindow({ xvfb: true }).catch(fail);
