import { createReadStream, createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { build } from './build.mjs';
import { appVersion, ensurePackager, pack, packagingTool } from './lib/packager.mjs';
import { describeRuntime, ensureRuntime } from './lib/runtime.mjs';
import { fail, isMain, root, run, say } from './lib/shell.mjs';
import { budget, megabytes, partsOf, table } from './lib/sizes.mjs';
import { writeNotices } from './notices.mjs';
import { stageWeights } from './lib/weights.mjs';
import { setUp } from './setup.mjs';

/*
 * npm run package: packages of the app, for the system that it runs on. What can't be made here is told, with the reason.
 *   npm run package                      the unpacked app, archives of it, and the installers
 *   npm run package -- --unpacked        the unpacked app only
 *   GOMBOC_UPDATE_FEED=https://… npm run package      which looks for updates there, where a person switches that on
 */

const output = 'dist';

/** @typedef {'linux' | 'darwin' | 'win32'} System */

/** Installers of each system, as electron-builder calls them. */
const installers = { linux: ['AppImage', 'deb'], darwin: ['dmg', 'zip'], win32: ['nsis', 'portable'] };
const systems = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/**
 * Archives an unpacked app, once more by xz where the system has it: a quarter smaller.
 * @param {string} app @param {string} name of the archives, and of the folder in them
 */
async function archive(app, name) {
  const { create } = packagingTool('tar');
  const [tar = '', gz = ''] = ['tar', 'tar.gz'].map((ending) => join(root, output, `${name}.${ending}`));
  await create({ cwd: app, file: tar, portable: true, prefix: name }, ['.']);
  await pipeline(createReadStream(tar), createGzip({ level: 9 }), createWriteStream(gz));
  // Knowing that it is machine code saves another tenth of that.
  const filters = process.arch === 'x64' ? ['--x86', '--lzma2=preset=6'] : [];
  const { code } = await run('xz', ['--force', '-T0', ...filters, tar], { quiet: true });
  rmSync(tar, { force: true });
  return code === 0 ? [gz, `${tar}.xz`] : [gz];
}

const warning = (/** @type {string} */ electron) => `
  ┌────────────────────────────────────────────────────────────────────────────────────┐
  │  DO NOT SHIP THIS. It was made with another Electron than the official download:   │
  │  good for local checks, not for a release. Make releases where that can be had.    │
  └────────────────────────────────────────────────────────────────────────────────────┘
  ${electron}`;

/** @param {string} file */
function weight(file) {
  const { size } = statSync(file);
  return `${megabytes(size)} MB${size > budget * 1e6 ? `, over the budget of ${budget}` : ''}`;
}

/** @param {import('./lib/runtime.mjs').Runtime} runtime @param {string | undefined} feed */
async function makeInstallers(runtime, feed) {
  for (const target of installers[/** @type {System} */ (process.platform)]) {
    try {
      const files = await pack({ runtime, target, output, feed });
      for (const file of files) say(`✓ ${basename(file)}, ${weight(file)}`);
    } catch (error) {
      say(`✗ ${target}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

async function main() {
  await setUp();
  await ensurePackager();
  const runtime = await ensureRuntime();
  say(`Electron: ${describeRuntime(runtime)}`);
  await build();
  stageWeights();
  await writeNotices(runtime.version);
  const feed = process.env['GOMBOC_UPDATE_FEED'];
  mkdirSync(join(root, output), { recursive: true });
  const [app = ''] = await pack({ runtime, target: 'dir', output, feed });
  say(`\n${table(partsOf(app))}\n\n✓ ${app}`);

  const shippable = runtime.source === 'official';
  if (!process.argv.includes('--unpacked')) {
    const name = `gomboc-${appVersion()}-${process.platform}-${process.arch}${shippable ? '' : '-NOT-FOR-RELEASE'}`;
    if (process.platform === 'linux') for (const file of await archive(app, name)) say(`✓ ${file}, ${weight(file)}`);
    if (shippable) await makeInstallers(runtime, feed);
    else say(`✗ ${installers[/** @type {System} */ (process.platform)].join(', ')}: not with this Electron, see below`);
    for (const [system, title] of Object.entries(systems)) {
      const names = installers[/** @type {System} */ (system)].join(', ');
      if (system !== process.platform) say(`– ${names}: are made on ${title}`);
    }
  }
  if (!shippable) say(warning(describeRuntime(runtime)));
}

if (isMain(import.meta.url)) await main().catch(fail);
