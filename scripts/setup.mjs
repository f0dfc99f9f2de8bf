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

/** The systems and processors that both ONNX Runtime and libsql are built for. @type {Record<string, readonly string[]>} */
export const systems = { linux: ['x64', 'arm64'], darwin: ['arm64'], win32: ['x64'] };

/** Node's: it may be another one than the machine's own, which runs it all the same. */
function checkSystem() {
  const { platform, arch } = process;
  const known = systems[platform] ?? [];
  if (known.includes(arch)) return;
  const remedy =
    known.length > 0
      ? `Install Node for ${known.join(' or ')}, if this machine runs that.`
      : `Use one of ${Object.keys(systems).join(', ')}.`;
  throw new SetupError(`Gomboc's libraries are not built for ${platform} on ${arch}.`, remedy);
}

/** What the command line and the tests without a window need. */
export async function setUp() {
  checkNode();
  checkSystem();
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
