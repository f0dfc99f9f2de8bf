import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Report } from '../../kill/killing.ts';

/* The short form of `npm run kill-test`: what its long form found is in docs/KILLS.md. */

const root = fileURLToPath(new URL('../../..', import.meta.url));

it('ten kills at random moments lose nothing that was answered, and leave no file half-written', async () => {
  const words = ['scripts/kill-test.mjs', '--kills=10', '--seed=20'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root });
  const report = JSON.parse(stdout) as Report;
  expect(report).toMatchObject({ kills: 10, violations: [] });
  // Something was under way, and something was answered: else it would show nothing.
  expect(Object.values(report.done).reduce((sum, count) => sum + count)).toBeGreaterThan(10);
  expect(report.found.done + report.found.undone).toBeGreaterThan(0);
}, 240_000);
