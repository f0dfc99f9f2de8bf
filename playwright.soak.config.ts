import shared from './playwright.config.ts';

/** `npm run soak`: see test/soak. */
export default {
  ...shared,
  testDir: 'test/soak',
  outputDir: 'test-results/soak',
  // It shares the machine with whatever else there is for as long as it takes.
  expect: { timeout: 120_000 },
  reporter: [['list']],
};
