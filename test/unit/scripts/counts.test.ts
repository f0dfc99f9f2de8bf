import { expect, it } from 'vitest';
import { honest, none, ofPlaywright, ofVitest } from '../../../scripts/lib/counts.mjs';

it('a runner that ends badly without a failed test counts as one failure, and is named', () => {
  const green = { ...none, passed: 3 };
  expect(honest('unit', green, 1)).toEqual({ ...green, failed: 1, failures: ['unit ended with 1, no test failing'] });
  expect(honest('unit', green, 0)).toEqual(green);
  const red = { ...green, failed: 2, failures: ['a', 'b'] };
  expect(honest('unit', red, 1)).toEqual(red);
});

it('of Vitest’s files: what failed, what could not be loaded or set up, and what was thrown outside of every test', () => {
  const test = (fullName: string, state: string, ...said: string[]) => ({
    fullName,
    result: () => ({ state, errors: said.map((message) => ({ message })) }),
  });
  const file = (relativeModuleId: string, tests: unknown[], suites: unknown[] = [], ...errors: string[]) => ({
    relativeModuleId,
    children: { allTests: () => tests, allSuites: () => suites },
    errors: () => errors.map((message) => ({ message })),
  });
  const group = { module: {}, fullName: 'of a group', errors: () => [{ message: 'no set-up' }] };
  const files = [
    file('a.test.ts', [test('works', 'passed'), test('counts', 'failed', 'expected 2 to be 3')]),
    file('b.test.ts', [], [], 'no such module'),
    file('c.test.ts', [test('in it', 'skipped')], [group]),
  ];
  expect(ofVitest(files as never, [{ message: 'late', stack: 'late\n    at x' }])).toEqual({
    ...{ passed: 1, failed: 4, skipped: 1 },
    failures: [
      'a.test.ts › counts\nexpected 2 to be 3',
      'b.test.ts\nno such module',
      'of a group\nno set-up',
      'outside of every test\nlate\n    at x',
    ],
  });
});

it('of Playwright’s report: failed ones and those that a second try made good, at any depth', () => {
  const spec = (title: string, status: string, ...said: string[]) => ({
    title,
    tests: [{ status, results: said.map((message) => ({ errors: [{ message }] })) }],
  });
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
    errors: [],
    suites: [
      {
        file: 'draw.spec.ts',
        specs: [spec('draws', 'expected'), spec('undoes', 'unexpected', 'no stroke')],
        suites: [{ file: 'draw.spec.ts', specs: [spec('saves', 'flaky', 'was busy')] }],
      },
    ],
  };
  expect(ofPlaywright(report)).toEqual({
    ...{ passed: 1, failed: 2, skipped: 0 },
    failures: ['draw.spec.ts › undoes\nno stroke', 'draw.spec.ts › saves\nwas busy'],
  });
  expect(ofPlaywright({ ...report, suites: [], errors: [{ message: 'no browser' }] }).failures).toEqual(['no browser']);
});
