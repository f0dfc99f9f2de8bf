import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError, npm, root, say } from './shell.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked */

/**
 * Whether node_modules holds what the lock file asks for. npm keeps its own record of what it installed
 * (node_modules/.package-lock.json), so `npm install` and `npm ci` by hand count too.
 * @param {Record<string, Locked>} wanted packages of package-lock.json
 * @param {Record<string, Locked>} installed packages of node_modules/.package-lock.json
 */
export function installedMatches(wanted, installed) {
  const same = Object.entries(wanted).every(([path, locked]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages are those of other platforms; npm leaves them out of its record.
    if (!found) return locked.optional === true || locked.devOptional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  });
  return same && Object.keys(installed).every((path) => path in wanted);
}

/** @param {string} path @returns {Record<string, Locked> | null} */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/**
 * Runs `npm ci` when node_modules is missing or differs from package-lock.json.
 * @param {string} [folder] where both lie: the repository's root, or a tool's own folder in it
 */
export async function ensurePackages(folder = root) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  const file = relative(root, join(folder, 'package-lock.json'));
  if (!wanted) throw new SetupError(`${file} cannot be read.`, `Restore it: git checkout ${file}`);
  const installed = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (installed && installedMatches(wanted, installed)) return;
  const where = folder === root ? '' : ` of ${relative(root, folder)}`;
  say(installed ? `Packages${where} changed: installing…` : `Installing packages${where}…`);
  const { code } = await npm(['ci', '--no-audit', '--no-fund'], { cwd: folder });
  if (code !== 0) {
    throw new SetupError(
      'npm ci failed; its own words are above.',
      'Check the network connection, then run this again.',
    );
  }
}
