import { expect, it } from 'vitest';
import { format, pageFromJson, version } from '../../../../models/code/json.ts';

const pageOf = (...ids: string[]) =>
  pageFromJson({ format, version, children: ids.map((id) => ({ id, kind: 'icon' })) }).children.map(({ id }) => id);

it('ids of a stranger’s file hold no control characters, and stay apart', () => {
  expect(pageOf('e1', 'a\u0000b', 'a\u0007b', '\n', '\ud800', 'é “x”')).toEqual([
    ...['e1', 'a-b', 'a-b-2', '-', '--2', 'é “x”'],
  ]);
});

it('ids that are none are refused', () => {
  for (const id of ['', 'x'.repeat(61), 7]) {
    expect(() => pageOf(id as string)).toThrow(expect.objectContaining({ code: 'page-unreadable' }));
  }
});
