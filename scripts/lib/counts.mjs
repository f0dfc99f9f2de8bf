/*
 * What the test runners say, in one form. `failures` names what failed with what was said of it: it is told once more
 * at the very end, where a log that is cut keeps it.
 */

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts */

/** @type {Readonly<Counts>} */
export const none = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const sum = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  failures: [...a.failures, ...b.failures],
});

/**
 * A runner that ends badly without saying what failed is one failure itself: an error outside of every test, or a
 * report that was not written.
 * @param {string} runner @param {Counts} counts @param {number} code the runner's exit code @returns {Counts}
 */
export function honest(runner, counts, code) {
  if (code === 0 || counts.failed > 0) return counts;
  const failures = counts.failures.length > 0 ? counts.failures : [`${runner} ended with ${code}, no test failing`];
  return { ...counts, failed: 1, failures };
}

/**
 * @param {readonly import('vitest/node').TestModule[]} files each a test file
 * @param {readonly import('vitest').SerializedError[]} unhandled what was thrown outside of every test
 * @returns {Counts}
 */
export function ofVitest(files, unhandled) {
  const tests = files.flatMap((file) => [...file.children.allTests()].map((test) => ({ file, test })));
  const of = (/** @type {string} */ state) => tests.filter(({ test }) => test.result().state === state);
  const told = (/** @type {string} */ name, /** @type {readonly { message: string, stack?: string }[]} */ errors) =>
    [name, ...errors.map(({ message, stack }) => stack ?? message)].join('\n');
  // What fails to load, or to be set up, has no tests of its own to fail.
  const loose = files.flatMap((file) =>
    [file, ...file.children.allSuites()].filter((part) => part.errors().length > 0),
  );
  const failures = [
    ...of('failed').map(({ file, test }) =>
      told(`${file.relativeModuleId} › ${test.fullName}`, test.result().errors ?? []),
    ),
    ...loose.map((part) => told('module' in part ? part.fullName : part.relativeModuleId, part.errors())),
    ...unhandled.map((error) => told('outside of every test', [error])),
  ];
  return { passed: of('passed').length, failed: failures.length, skipped: of('skipped').length, failures };
}

/** @param {any} suite with those within it @returns {string[]} */
const failuresOf = ({ file, specs = [], suites = [] }) => [
  ...specs
    .filter((/** @type {any} */ spec) => spec.tests.some((/** @type {any} */ test) => isFailure(test.status)))
    .map((/** @type {any} */ spec) => {
      const tries = spec.tests.flatMap((/** @type {any} */ test) => test.results);
      const said = tries.flatMap((/** @type {any} */ one) => one.errors.map((/** @type {any} */ e) => e.message));
      return [`${file} › ${spec.title}`, ...said].join('\n');
    }),
  ...suites.flatMap(failuresOf),
];

const isFailure = (/** @type {string} */ status) => status === 'unexpected' || status === 'flaky';

/** @param {any} report Playwright's, as JSON @returns {Counts} */
export const ofPlaywright = ({ stats, suites, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
  failures: [...suites.flatMap(failuresOf), ...errors.map((/** @type {any} */ error) => error.message)],
});
