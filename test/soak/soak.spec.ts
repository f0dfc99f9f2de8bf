import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '../../scripts/lib/shell.mjs';
import { expect, test } from '../e2e/harness.ts';
import { soak } from './soak.ts';

/* The soak as `npm run soak` asks for it. Its report is written whatever comes of it. */

test('all studios, for as long as was asked', async ({ launchWith }) => {
  const { minutes, seed, killEverySeconds } = JSON.parse(process.env['GOMBOC_SOAK'] ?? '{}') as Record<string, number>;
  if (!minutes || seed === undefined || !killEverySeconds) throw new Error('Run: npm run soak -- --minutes 5');
  // The controls are tried after that, and a job may be waited for.
  test.setTimeout((minutes + 20) * 60_000);
  const report = await soak({
    ...{ launch: launchWith, seconds: minutes * 60, killEverySeconds, seed, buttons: 150 },
    tell: (line) => say(`    ${line}`),
  });
  mkdirSync(join(root, 'test-results'), { recursive: true });
  writeFileSync(join(root, 'test-results', 'soak.json'), JSON.stringify(report, null, 2));
  expect(report.troubles).toEqual([]);
  expect(report.lost).toEqual([]);
  expect(report.controls.dead).toEqual([]);
  expect(report.trends.filter(({ crossed }) => crossed)).toEqual([]);
});
