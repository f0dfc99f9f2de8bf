import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensurePackages } from './packages.mjs';
import { distOf } from './runtime.mjs';
import { root } from './shell.mjs';

/*
 * electron-builder, in its own folder: only those who make packages install it.
 */

const folder = join(root, 'packaging');

/** A package of packaging/node_modules. @param {string} name @returns {any} */
export const packagingTool = (name) => createRequire(join(folder, 'package.json'))(name);

/** Installs electron-builder, unless it is there. */
export const ensurePackager = () => ensurePackages(folder);

/** What electron-builder calls the folder of an unpacked app. @param {NodeJS.Platform} [platform] @param {string} [arch] */
export function unpackedName(platform = process.platform, arch = process.arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  return { linux: `linux${suffix}-unpacked`, win32: `win${suffix}-unpacked`, darwin: `mac${suffix}` }[
    /** @type {'linux' | 'win32' | 'darwin'} */ (platform)
  ];
}

/** The started program within an unpacked app. @param {string} app its folder */
export const executableOf = (app) =>
  join(
    app,
    { linux: 'gomboc', win32: 'Gomboc.exe', darwin: 'Gomboc.app/Contents/MacOS/Gomboc' }[
      /** @type {'linux' | 'win32' | 'darwin'} */ (process.platform)
    ],
  );

/**
 * Packages the built app for this system.
 * @param {{ runtime: import('./runtime.mjs').Runtime, target: string, output: string, feed?: string | undefined }} options
 *   `target`: 'dir' or one of electron-builder's; `output`: folder below the repository; `feed`: where to look for updates
 * @returns {Promise<string[]>} paths of what was made; for 'dir' the unpacked app's folder
 */
export async function pack({ runtime, target, output, feed }) {
  const { build, Platform, Arch } = packagingTool('electron-builder');
  const { configuration } = await import(pathToFileURL(join(folder, 'electron-builder.config.mjs')).href);
  const own = runtime.source === 'official' ? {} : { electronDist: distOf(runtime.executable) };
  const config = { ...configuration({ output, feed }), ...own, electronVersion: runtime.version };
  // Of this machine, as the packages are that go in (`shippedFolders`).
  const arch = Arch[process.arch];
  const unpacked = join(root, output, unpackedName());
  rmSync(unpacked, { recursive: true, force: true });
  const made = await build({
    targets: Platform.current().createTarget(target, arch),
    projectDir: root,
    config,
    publish: 'never',
  });
  if (target !== 'dir') return made;
  // What a downloaded Electron is rid of by electron-builder itself.
  for (const spare of ['version', 'resources/default_app.asar']) rmSync(join(unpacked, spare), { force: true });
  if (!existsSync(executableOf(unpacked))) throw new Error(`electron-builder made no ${executableOf(unpacked)}`);
  return [unpacked];
}

/** The version that packages carry. @returns {string} */
export const appVersion = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
