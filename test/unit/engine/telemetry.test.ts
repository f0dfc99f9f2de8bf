import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/lib/shell.mjs';

const program = `
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(${JSON.stringify(join(root, 'electron/engine/session.ts'))});
  const { readFileSync } = await import('node:fs');
  const bytes = readFileSync(${JSON.stringify(join(root, 'models/drawing/weights/sketch/encoder.int8.onnx'))});
  const session = await module.Session.open(bytes, { provider: 'cpu', threads: 1 });
  await session.release();
  process.stdout.write('opened');
`;

// A process of its own: onnxruntime keeps still by itself where it sees a test runner or a build server.
it('a session leaves no trace of onnxruntime’s telemetry: no device id, no queue of events', async () => {
  const home = mkdtempSync(join(tmpdir(), 'gomboc-home-'));
  const env = { PATH: process.env['PATH'], HOME: home, TMPDIR: home, XDG_CACHE_HOME: join(home, 'cache') };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { cwd: root, env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  expect(said).toBe('opened');
  expect(readdirSync(home, { recursive: true })).toEqual([]);
  rmSync(home, { recursive: true });
});
