import { expect, test } from 'vitest';
import { readSet, writeSet } from '../../../../../models/music/listening/set-file.ts';
import { pair, setOf } from './pieces.ts';

const set = setOf(pair('a', 'Prélude “in C”'), pair('b', 'Waltz', 48));
/** The file with a part of it changed. */
const altered = (change: (file: Record<string, never>) => void): string => {
  const file = JSON.parse(writeSet(set)) as Record<string, never>;
  change(file);
  return JSON.stringify(file);
};
const first = (file: Record<string, unknown>) => (file['pairs'] as Record<string, { notes: unknown[] }>[])[0]!;

test('a set comes back the same, in the same order, a pair a line', () => {
  expect(readSet(writeSet(set))).toEqual(set);
  expect(writeSet(readSet(writeSet(set)))).toBe(writeSet(set));
  expect(writeSet(set).trim().split('\n')).toHaveLength(2 + 2);
});

test('a file of a later version is refused kindly', () => {
  const error = expect.objectContaining({ code: 'listening-unreadable', remedy: expect.stringContaining('Update') });
  expect(() => readSet(altered((file) => Object.assign(file, { version: 2 })))).toThrow(error);
});

test.each<[string, string, string]>([
  ['no JSON', '{"format"', 'no JSON'],
  ['a list', '[]', 'no set'],
  ['another format', '{"format":"gomboc-drawing","version":1}', 'no set'],
  ['no version', '{"format":"gomboc-listening"}', 'version'],
  ['no pair', altered((file) => Object.assign(file, { pairs: [] })), 'pairs'],
  ['too many pairs', altered((file) => Object.assign(file, { pairs: Array(201).fill(0) })), '201 pairs'],
  ['a pitch beyond the keys', altered((file) => (first(file)['primer']!.notes[0] = [128, 64, 0, 1])), 'pairs.0.primer'],
  ['a note that ends before it begins', altered((file) => (first(file)['primer']!.notes[0] = [60, 64, 2, 1])), 'ends'],
  [
    'a primer that plays into the continuation',
    altered((file) => (first(file)['primer']!.notes[0] = [60, 64, 20, 21])),
    'primer',
  ],
  ['a continuation that begins early', altered((file) => (first(file)['model']!.notes[0] = [60, 64, 19, 21])), 'model'],
  ['a note after the end', altered((file) => (first(file)['person']!.notes[0] = [60, 64, 39, 41])), 'person'],
  ['no side', altered((file) => Object.assign(first(file), { personIs: 'c' })), 'personIs'],
])('refuses %s', (_what, text, where) => {
  expect(() => readSet(text)).toThrow(
    expect.objectContaining({ code: 'listening-unreadable', message: expect.stringContaining(where) as string }),
  );
});

test('notes out of order are put in order: the player counts on it', () => {
  const text = altered(
    (file) =>
      (first(file)['person']!.notes = [
        [64, 64, 30, 31],
        [62, 64, 25, 26],
        [60, 64, 25, 26],
      ]),
  );
  expect(readSet(text).pairs[0]!.person.notes.map(({ pitch }) => pitch)).toEqual([60, 62, 64]);
});
