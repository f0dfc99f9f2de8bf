import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, ofWindow } from './build.mjs';
import { hasDisplay } from './lib/desktop.mjs';
import { sandboxProblem } from './lib/runtime.mjs';
import { SetupError, fail, root, run, say } from './lib/shell.mjs';
import { setUp, setUpWindow } from './setup.mjs';

/*
 * npm start: the window; where there is no screen, the same model from the command line.
 */

/** Continues an example performance without a window. */
async function demo() {
  say('No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo without a window.');
  await setUp();
  await build(['cli']);
  const example = readdirSync(join(root, 'assets', 'examples')).find((name) => name.endsWith('.mid'));
  if (!example) throw new SetupError('assets/examples has no performance.', 'Restore it: git checkout assets/examples');
  const output = join(root, 'out', 'demo.mid');
  const cli = join(root, 'build', 'electron', 'cli.js');
  const words = ['music', 'continue', join('assets', 'examples', example), '--seconds', '20', '--seed', '7'];
  const { code } = await run(process.execPath, [cli, ...words, '--out', output], { stdout: 'inherit' });
  if (code === 0) say(`${example}, continued for 20 seconds: ${output}`);
  return code;
}

/** Opens the app and waits until it is closed. @returns {Promise<number>} its exit code */
async function openWindow() {
  const runtime = await setUpWindow({ xvfb: false });
  await build(ofWindow);
  const problem = sandboxProblem(runtime);
  if (problem === 'root') {
    say("Running as root: Chromium's sandbox can't start, so this run goes without it. Prefer an ordinary account.");
  } else if (problem) {
    throw new SetupError("Chromium's sandbox can't start for an unpacked app on this system.", `Run once: ${problem}`);
  }
  const flags = problem === 'root' ? ['--no-sandbox'] : [];
  // Set inside some editors' terminals; it would make Electron a mere Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const child = spawn(runtime.executable, [root, ...flags, ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

process.exitCode = await (hasDisplay() ? openWindow() : demo()).catch(fail);
