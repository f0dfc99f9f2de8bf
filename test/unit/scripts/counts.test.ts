import { expect, it } from 'vitest';
import { honest, none, ofPlaywright } from '../../../scripts/lib/counts.mjs';

it('a runner that ends badly without a failed test counts as one failure, and is named', () => {
  const green = { ...none, passed: 3 };
  expect(honest('unit', green, 1)).toEqual({ ...green, failed: 1, failures: ['unit ended with 1, no test failing'] });
  expect(honest('unit', green, 0)).toEqual(green);
  const red = { ...green, failed: 2, failures: ['a', 'b'] };
  expect(honest('unit', red, 1)).toEqual(red);
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
