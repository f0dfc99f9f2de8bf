import e2e from './playwright.config.ts';

const { projects: _, ...shared } = e2e;

/** `npm run soak`: see test/soak. */
export default {
  ...shared,
  testDir: 'test/soak',
  testMatch: 'soak.spec.ts',
  outputDir: 'test-results/soak',
  // It shares the machine with whatever else there is for as long as it takes.
  expect: { timeout: 120_000 },
  reporter: [['list']],
};
