import { expect, it } from 'vitest';
import { honest } from '../../../scripts/test.mjs';

it('a runner that ends badly without a failed test counts as one failure', () => {
  const green = { passed: 3, failed: 0, skipped: 0 };
  expect(honest(green, 1)).toEqual({ ...green, failed: 1 });
  expect(honest(green, 0)).toEqual(green);
  expect(honest({ ...green, failed: 2 }, 1)).toEqual({ ...green, failed: 2 });
});
