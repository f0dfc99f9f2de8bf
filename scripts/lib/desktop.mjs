import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError, run, say } from './shell.mjs';

/** What Electron loads from the system, and the Debian package that has it (newer Ubuntus append `t64`). */
const libraries = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libXss.so.1': 'libxss1',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libdrm.so.2': 'libdrm2',
  'libxkbcommon.so.0': 'libxkbcommon0',
};

/** @param {string} name */
export function onPath(name) {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether a person's screen is there to open a window on. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);

/** Debian packages that are missing here. @param {boolean} xvfb */
async function missingPackages(xvfb) {
  const { code, output } = await run('/sbin/ldconfig', ['-p'], { quiet: true });
  // Distributions without this ldconfig (musl, NixOS) are checked by `checkLinks` alone.
  const names = code === 0 ? Object.entries(libraries).filter(([file]) => !output.includes(`\t${file} `)) : [];
  const packages = names.map(([, name]) => name);
  return xvfb && !onPath('Xvfb') ? [...packages, 'xvfb'] : packages;
}

/** The name under which this release has each package. @param {string[]} names */
async function releaseNames(names) {
  const { output } = await run('apt-cache', ['pkgnames'], { quiet: true });
  const known = new Set(output.split('\n'));
  return names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

/** The prefix that makes a command run as root, or null. */
async function asRoot() {
  if (process.getuid?.() === 0) return [];
  const { code } = await run('sudo', ['-n', 'true'], { quiet: true });
  return code === 0 ? ['sudo', '-n'] : null;
}

/**
 * Makes sure that the desktop libraries (and Xvfb, for tests) are there. Linux only.
 * @param {{ xvfb: boolean }} options
 */
export async function ensureDesktop({ xvfb }) {
  if (process.platform !== 'linux') return;
  const missing = await missingPackages(xvfb);
  if (missing.length === 0) return;
  if (!onPath('apt-get')) {
    throw new SetupError(
      `Missing on this system: ${missing.join(', ')} (Debian's names).`,
      "Install them with your distribution's package manager, then run this again.",
    );
  }
  const prefix = await asRoot();
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const install = async () => [
    ...apt,
    ...['install', '-y', '--no-install-recommends'],
    ...(await releaseNames(missing)),
  ];
  if (!prefix) {
    const names = (await releaseNames(missing)).join(' ');
    throw new SetupError(
      `Missing on this system: ${missing.join(', ')}.`,
      `Run: sudo apt-get update && sudo apt-get install -y ${names}`,
    );
  }
  const sudo = (/** @type {string[]} */ words) => {
    const [command = '', ...args] = [...prefix, ...words];
    return run(command, args);
  };
  say(`Installing desktop libraries: ${missing.join(' ')}`);
  // The package lists of a fresh machine are often empty or old; only then is an update worth its time.
  if ((await sudo(await install())).code === 0) return;
  await sudo([...apt, 'update']);
  const words = await install();
  if ((await sudo(words)).code !== 0) {
    throw new SetupError('apt-get failed; its own words are above.', `Run by hand: sudo ${words.join(' ')}`);
  }
}

/** Fails with the names of libraries that the dynamic linker does not find. @param {string} executable */
export async function checkLinks(executable) {
  if (process.platform !== 'linux') return;
  const { output } = await run('ldd', [executable], { quiet: true });
  const lost = output.split('\n').flatMap((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? []);
  if (lost.length > 0) {
    throw new SetupError(
      `Electron needs libraries that are not here: ${lost.join(', ')}.`,
      'Install them, then run this again.',
    );
  }
}

/**
 * Starts an X server without a screen on a free display.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startXvfb() {
  return new Promise((resolve, reject) => {
    const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const stop = () => void child.kill();
    process.once('exit', stop);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it was ready`)));
    child.stdio[3]?.once('data', (/** @type {Buffer} */ number) =>
      resolve({ display: `:${String(number).trim()}`, stop }),
    );
  });
}
