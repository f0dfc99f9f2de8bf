import { constants, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startXvfb } from './lib/desktop.mjs';
import { ensurePackager, executableOf, packagingTool, unpackedName } from './lib/packager.mjs';
import { playwrightCli } from './lib/playwright.mjs';
import { SetupError, fail, isMain, root, run, say } from './lib/shell.mjs';
import { setUpWindow } from './setup.mjs';

/*
 * npm run test:package: what `npm run package` left in dist/, copied into an empty folder and used there with an empty
 * home and, on Linux, without any network. Further words go to Playwright.
 */

/**
 * Two copies of the app: as it is shipped, and the same with the one fuse that lets the test's debugger in.
 * @param {string} from @param {string} into an empty folder
 */
async function copyApp(from, into) {
  const { flipFuses, FuseVersion, FuseV1Options } = packagingTool('@electron/fuses');
  const [shipped, inspectable] = [join(into, 'shipped'), join(into, 'inspectable')];
  // Links stay what they are: within an app for macOS they would else lead back to the one that is copied.
  const how = { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true };
  for (const to of [shipped, inspectable]) cpSync(from, to, how);
  await flipFuses(executableOf(inspectable), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    resetAdHocDarwinSignature: process.platform === 'darwin',
  });
  return { shipped, inspectable };
}

/** The words that run a command where there is no network but the machine's own loopback; null: not possible here. */
async function withoutNetwork() {
  if (process.platform !== 'linux') return null;
  const words = [
    'unshare',
    ...(process.getuid?.() === 0 ? [] : ['-r']),
    '-n',
    'sh',
    '-c',
    'ip link set lo up && exec "$@"',
    'sh',
  ];
  const [command = '', ...args] = [...words, 'true'];
  return (await run(command, args, { quiet: true })).code === 0 ? words : null;
}

async function main() {
  await setUpWindow({ xvfb: true });
  await ensurePackager();
  const app = join(root, 'dist', unpackedName());
  if (!existsSync(executableOf(app))) throw new SetupError(`There is no ${app}.`, 'Run: npm run package -- --unpacked');
  const work = mkdtempSync(join(tmpdir(), 'gomboc-package-'));
  const screen = process.platform === 'linux' ? await startXvfb() : null;
  try {
    const copies = await copyApp(app, work);
    const offline = await withoutNetwork();
    say(offline ? 'Without network (a namespace of its own).' : 'The network can’t be cut off here: only watched.');
    const [command = '', ...args] = [...(offline ?? []), process.execPath, playwrightCli, 'test'];
    const env = {
      ...process.env,
      ...(screen && { DISPLAY: screen.display }),
      GOMBOC_PACKAGED: JSON.stringify({ ...copies, work }),
    };
    const words = ['--config', 'playwright.packaged.config.ts', ...process.argv.slice(2)];
    process.exitCode = (await run(command, [...args, ...words], { env })).code;
  } finally {
    screen?.stop();
    rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

if (isMain(import.meta.url)) await main().catch(fail);
