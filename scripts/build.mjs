import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { pianoSamples } from './lib/samples.mjs';
import { fail, isMain, root, say } from './lib/shell.mjs';
import { commandLinePackages, loadedPackages } from './lib/shipped.mjs';

/*
 * One Vite build a target, each skipped while its sources, the lock file and this recipe are what they were.
 *   node scripts/build.mjs [main] [process] [library] [cli] [preload] [renderer]
 */

/** @typedef {'main' | 'process' | 'library' | 'cli' | 'preload' | 'renderer'} Target */

/** What each target is made from, and the file that shows that it is there. */
const targets = {
  main: { sources: ['electron', 'models'], output: 'build/electron/main.js' },
  process: { sources: ['electron', 'models'], output: 'build/electron/process.js' },
  library: { sources: ['electron', 'models'], output: 'build/electron/library.js' },
  cli: { sources: ['electron', 'models'], output: 'build/electron/cli.js' },
  preload: { sources: ['electron', 'models'], output: 'build/electron/preload.cjs' },
  renderer: { sources: ['renderer', 'models', 'electron/ipc'], output: 'build/renderer/index.html' },
};

/** What the window needs: all but the command line. */
export const ofWindow = /** @type {Target[]} */ (Object.keys(targets)).filter((target) => target !== 'cli');

/** On a busy machine every build is slow; that is not news. */
const checks = { pluginTimings: false, bundlerTimings: false };

/** Chromium and Node of the oldest runtime we start in. */
const chromium = 'chrome148';
const node = 'node20.19';

/** A program for Node or Electron: one ESM file with its packages in it, so that it starts with few reads. */
const program = (/** @type {string} */ name, /** @type {string} */ entry) => ({
  configFile: false,
  root,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['electron', ...loadedPackages, ...commandLinePackages] },
  build: {
    ssr: entry,
    outDir: 'build/electron',
    emptyOutDir: false,
    target: node,
    sourcemap: true,
    rolldownOptions: { checks, output: { entryFileNames: `${name}.js`, codeSplitting: false } },
  },
});

/** A sandboxed preload must be one CommonJS file. */
const preload = {
  configFile: false,
  root,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: 'electron/preload.ts',
    outDir: 'build/electron',
    emptyOutDir: false,
    target: chromium,
    rolldownOptions: { checks, output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false } },
  },
};

/** The page: no inline script, no data: address, so that the content security policy can stay strict. */
const renderer = async () => {
  const { svelte } = await import('@sveltejs/vite-plugin-svelte');
  return {
    configFile: false,
    root: join(root, 'renderer'),
    logLevel: 'warn',
    publicDir: false,
    plugins: [svelte({ configFile: false }), pianoSamples()],
    worker: { format: /** @type {const} */ ('es') },
    build: {
      outDir: join(root, 'build', 'renderer'),
      emptyOutDir: true,
      target: chromium,
      sourcemap: true,
      assetsInlineLimit: 0,
      rolldownOptions: { checks },
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
  };
};

/** @param {Target} target */
const configOf = async (target) =>
  ({
    main: () => program('main', 'electron/main.ts'),
    process: () => program('process', 'electron/engine/process.ts'),
    library: () => program('library', 'electron/library/process.ts'),
    cli: () => program('cli', 'electron/cli.ts'),
    preload: () => preload,
    renderer,
  })[target]();

/** @param {string} folder @returns {string[]} files that go into a build, sorted */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](weights|train|__pycache__)[\\/]/.test(path))
    .sort();
}

/** @param {Target} target */
function stampOf(target) {
  const hash = createHash('sha256');
  const shared = ['package-lock.json', 'scripts/build.mjs', 'scripts/lib/shipped.mjs'].map((name) => join(root, name));
  const sources = targets[target].sources.map((name) => join(root, name)).filter(existsSync);
  for (const path of [...shared, ...sources.flatMap(filesUnder)]) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Builds what is not fresh.
 * @param {Target[]} wanted
 */
export async function build(wanted = /** @type {Target[]} */ (Object.keys(targets))) {
  for (const target of wanted) {
    const stampFile = join(root, 'build', '.stamps', target);
    const stamp = stampOf(target);
    const fresh = existsSync(join(root, targets[target].output)) && existsSync(stampFile);
    if (fresh && readFileSync(stampFile, 'utf8') === stamp) continue;
    say(`Building ${target}…`);
    const vite = await import('vite');
    await vite.build(/** @type {import('vite').InlineConfig} */ (await configOf(target)));
    mkdirSync(dirname(stampFile), { recursive: true });
    writeFileSync(stampFile, stamp);
  }
}

if (isMain(import.meta.url)) {
  const { ensurePackages } = await import('./lib/packages.mjs');
  const wanted = argv.slice(2);
  const unknown = wanted.filter((name) => !(name in targets));
  if (unknown.length > 0) {
    say(`Unknown target ${unknown.join(', ')}. Known: ${Object.keys(targets).join(', ')}.`);
    process.exit(2);
  }
  await ensurePackages()
    .then(() => build(wanted.length > 0 ? /** @type {Target[]} */ (wanted) : undefined))
    .catch(fail);
}
