import { expect, test } from 'vitest';
import { isNoted, noted } from '../../../../renderer/lib/licences.ts';

const piano = { task: 'music', name: 'piano', version: '0.1.0' } as const;

test('a licence is told until it is noted, and again with another version, task or name', () => {
  const none = { licences: [] };
  expect(isNoted(none, piano)).toBe(false);
  const kept = noted(none, piano);
  expect(isNoted(kept, piano)).toBe(true);
  expect(isNoted(kept, { ...piano, version: '0.2.0' })).toBe(false);
  expect(isNoted(kept, { ...piano, task: 'drawing' })).toBe(false);
  expect(isNoted(kept, { ...piano, name: 'pian' })).toBe(false);
  expect(noted(kept, piano)).toEqual(kept);
});

test('no more are kept than settings hold, the newest', () => {
  const many = { licences: Array.from({ length: 500 }, (_, i) => `music/m@0.0.${i}`) };
  const kept = noted(many, piano);
  expect([kept.licences.length, isNoted(kept, piano), kept.licences[0]]).toEqual([500, true, 'music/m@0.0.1']);
});
