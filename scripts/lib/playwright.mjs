import { join } from 'node:path';
import { startXvfb } from './desktop.mjs';
import { root, run } from './shell.mjs';

/** Of the command line. */
export const playwrightCli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');

/**
 * Runs Playwright's tests of the app, on Linux on a screen of their own.
 * @param {string[]} words of its command line, after `test`
 * @param {{ runtime: import('./runtime.mjs').Runtime, env?: Record<string, string> }} options `runtime`: the Electron that is tested
 * @returns {Promise<number>} its exit code
 */
export async function runPlaywright(words, { runtime, env = {} }) {
  const screen = process.platform === 'linux' ? await startXvfb() : null;
  const display = screen ? { DISPLAY: screen.display } : {};
  try {
    const { code } = await run(process.execPath, [playwrightCli, 'test', ...words], {
      env: { ...process.env, ...display, GOMBOC_ELECTRON: JSON.stringify(runtime), ...env },
    });
    return code;
  } finally {
    screen?.stop();
  }
}
