import { defineConfig } from '@playwright/test';

export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    // Its gestures are made in haste, one after the other: on a busy machine each waits for what the one before began.
    { name: 'soak', testDir: 'test/soak', testMatch: 'round.spec.ts', expect: { timeout: 120_000 } },
  ],
  outputDir: 'test-results/e2e',
  // One app at a time: they share the screen, and timings are reported.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
});
