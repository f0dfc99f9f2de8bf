import { expect, test } from 'vitest';
import { Notices } from '../../../../renderer/lib/notices.svelte.ts';

/* What of the window's notices is seen, and what becomes of the others. */

function told() {
  const notices = new Notices();
  const seen = () => notices.shown.map(({ title }) => title);
  const dismissAll = () => notices.shown.forEach(({ id }) => notices.dismiss(id));
  return { notices, seen, dismissAll };
}

test('of many errors four are seen, the newest; the others come when those are dismissed', () => {
  const { notices, seen, dismissAll } = told();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) notices.add('error', name, { topic: `file ${name}` });
  expect(seen()).toEqual(['c', 'd', 'e', 'f']);
  dismissAll();
  expect(seen()).toEqual(['a', 'b']);
  notices.clear('file b');
  expect(seen()).toEqual(['a']);
});

test('what is no error gives way to newer notices, and does not come back', () => {
  const { notices, seen, dismissAll } = told();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) notices.add(name === 'b' ? 'error' : 'info', name);
  expect(seen()).toEqual(['c', 'd', 'e', 'f']);
  dismissAll();
  expect(seen()).toEqual(['b']);
});

test('a defect that repeats itself does not fill the memory', () => {
  const { notices } = told();
  for (let i = 0; i < 1000; i++) notices.add('error', String(i));
  expect(notices.list.length).toBe(100);
});
