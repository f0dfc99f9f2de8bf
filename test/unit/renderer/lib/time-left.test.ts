import { expect, test } from 'vitest';
import { secondsLeft } from '../../../../renderer/lib/time-left.ts';

test.each([
  [0.25, 2000, 6],
  [0.5, 10_000, 10],
  [0.9, 9000, 1],
  [0.999, 5000, 1],
  [0.02, 1000, 49],
])('%s done after %d ms: %d s are left', (share, elapsed, left) => expect(secondsLeft(share, elapsed)).toBe(left));

test.each([
  [0.5, 900],
  [0.01, 60_000],
  [0, 5000],
  [1, 5000],
])('%s done after %d ms: nothing is said', (share, elapsed) => expect(secondsLeft(share, elapsed)).toBeNull());
