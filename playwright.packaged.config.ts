import e2e from './playwright.config.ts';

const { projects: _, ...shared } = e2e;

/** `npm run test:package`: the app as it was packaged, not as it is in the repository. */
export default {
  ...shared,
  testDir: 'test/packaged',
  outputDir: 'test-results/packaged',
  timeout: 300_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/packaged.json' }]],
};
