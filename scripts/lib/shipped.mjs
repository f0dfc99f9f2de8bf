import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './shell.mjs';

/*
 * Which packages are shipped as folders of node_modules, and which within our own files.
 */

/** What the app loads from node_modules when it runs: not bundled, because of native code or because it is rarely needed. */
export const loadedPackages = ['onnxruntime-node', 'electron-updater', 'libsql'];

/** What the command line loads besides: it runs from source only. */
export const commandLinePackages = ['sharp', '@napi-rs/canvas', 'pdfjs-dist', 'libheif-js'];

/**
 * @typedef {{ version?: string, license?: string, dev?: boolean, os?: string[], cpu?: string[], dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} Locked
 * @typedef {Record<string, Locked>} Lock packages of a lock file, by path
 */

/** @returns {Lock} */
export const readLock = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

/**
 * Where a package finds another: in its own node_modules, or in one further up.
 * @param {Lock} lock @param {string} from path of the one that asks ('' is ours) @param {string} name
 * @returns {string | null} its path; null: not installed, as an optional one of another system
 */
export function resolveIn(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (path in lock) return path;
    if (!folder) return null;
  }
}

/** What only onnxruntime-node's install script needs: it fetches CUDA's libraries, where a person asks for them. */
const installOnly = new Set(['adm-zip', 'global-agent']);

/** musl is the C library of systems that Electron does not run on; npm is not told which package is for it. */
const forMusl = /-musl(eabihf)?$/;

/** Whether a package is for the system that is packaged: the one that this runs on. @param {string} path @param {Locked} locked */
const isForHere = (path, { os, cpu }) =>
  (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch)) && !forMusl.test(path);

/**
 * Paths of the packages that are shipped as folders: those loaded at run time, and all they need.
 * @param {Lock} [lock] @returns {string[]}
 */
export function shippedFolders(lock = readLock()) {
  const found = /** @type {Set<string>} */ (new Set());
  const visit = (/** @type {string} */ from, /** @type {string} */ name) => {
    const path = resolveIn(lock, from, name);
    if (path === null || found.has(path) || installOnly.has(name) || !isForHere(path, lock[path] ?? {})) return;
    found.add(path);
    const { dependencies, optionalDependencies } = lock[path] ?? {};
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, needed);
  };
  for (const name of loadedPackages) visit('', name);
  return [...found].sort();
}

/** A package's name, from its path. @param {string} path */
export const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/**
 * Names of the packages that npm counts to production and that are not shipped as folders. Names, not paths:
 * electron-builder lays the folders out anew.
 * @param {Lock} [lock]
 */
export function unshippedNames(lock = readLock()) {
  const shipped = new Set(shippedFolders(lock).map(nameOf));
  const production = Object.keys(lock).filter((path) => path !== '' && !lock[path]?.dev);
  return [...new Set(production.map(nameOf))].filter((name) => !shipped.has(name)).sort();
}

/**
 * Packages whose files, not their code, become part of the page: sounds and type. `scripts/notices.mjs` checks that
 * every such file is from one of these or from a package whose code is in the page as well.
 */
const assetPackages = [
  '@fontsource-variable/inter',
  ...[4, 8, 11, 15].map((layer) => `@audio-samples/piano-velocity${layer}`),
].map((name) => `node_modules/${name}`);

/** Paths of the packages whose code is within our own built files, as their source maps say. @returns {string[]} */
export function bundledFolders() {
  const built = ['electron', 'renderer/assets'].map((folder) => join(root, 'build', folder));
  const maps = built.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.map') && !name.startsWith('cli.'))
      .map((name) => join(folder, name)),
  );
  const sources = maps.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).sources);
  const folders = sources.flatMap((source) => /node_modules\/.*/.exec(source)?.[0] ?? []).map(packageFolder);
  return [...new Set([...folders, ...assetPackages])].sort();
}

/** The package's folder of a path below node_modules. @param {string} path */
function packageFolder(path) {
  const parts = path.split('/');
  const last = parts.lastIndexOf('node_modules');
  return parts.slice(0, last + (parts[last + 1]?.startsWith('@') ? 3 : 2)).join('/');
}
