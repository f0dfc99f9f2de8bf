import { expect, it } from 'vitest';
import { readSeed } from '../../../../renderer/lib/seed.ts';

it('a seed is read from what was typed, if that is an unsigned 32-bit number', () => {
  expect(['4294967295', ' 7 ', '0'].map(readSeed)).toEqual([0xffff_ffff, 7, 0]);
  for (const text of ['', ' ', '-1', '1.5', 'seven', '4294967296']) expect(readSeed(text), text).toBeNull();
});
