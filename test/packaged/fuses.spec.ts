import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { executableOf, packagingTool } from '../../scripts/lib/packager.mjs';
import { sandboxProblem } from '../../scripts/lib/runtime.mjs';
import { root } from '../../scripts/lib/shell.mjs';
import { copies, emptyHome } from './harness.ts';

/*
 * The binary as it is shipped: what its fuses say, and that they hold.
 */

const executable = executableOf(copies.shipped);

test('the fuses of the binary', async () => {
  const { getCurrentFuseWire, FuseV1Options } = packagingTool('@electron/fuses');
  const wire = await getCurrentFuseWire(executable);
  /** Each fuse is a letter in the binary. */
  const state = (name: string) => String.fromCharCode(wire[FuseV1Options[name]]);
  expect({
    runAsNode: state('RunAsNode'),
    nodeOptions: state('EnableNodeOptionsEnvironmentVariable'),
    inspect: state('EnableNodeCliInspectArguments'),
    asarOnly: state('OnlyLoadAppFromAsar'),
    asarIntegrity: state('EnableEmbeddedAsarIntegrityValidation'),
    cookieEncryption: state('EnableCookieEncryption'),
    fileProtocol: state('GrantFileProtocolExtraPrivileges'),
  }).toEqual({
    ...{ runAsNode: '0', nodeOptions: '0', inspect: '0', fileProtocol: '0' },
    ...{ asarOnly: '1', asarIntegrity: '1', cookieEncryption: '1' },
  });
});

test('no way in: neither as Node, nor by a debugger', async () => {
  const home = emptyHome();
  const [script, trace] = [join(home.cwd, 'script.cjs'), join(home.cwd, 'trace')];
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`);
  const opened = join(root, 'assets', 'examples', 'little-waltz.mid');
  const flags = sandboxProblem({ executable }) ? ['--no-sandbox'] : [];
  const app = spawn(executable, [script, '--inspect=0', ...home.words, ...flags, opened], {
    cwd: home.cwd,
    env: { ...home.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const ended = new Promise((resolve) => app.once('exit', resolve));
  let said = '';
  app.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    // It is our app all the same: it has opened the file, and noted it.
    const recent = join(home.profile, 'recent.json');
    const noted = () => existsSync(recent) && readFileSync(recent, 'utf8').includes('little-waltz.mid');
    await expect.poll(noted, { timeout: 60_000 }).toBe(true);
    expect(existsSync(trace)).toBe(false);
    expect(said).not.toContain('Debugger listening');
  } finally {
    app.kill('SIGKILL');
    await ended;
  }
});
