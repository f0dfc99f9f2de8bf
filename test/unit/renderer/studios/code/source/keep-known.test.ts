import { expect, test } from 'vitest';
import { rowsOf } from '../../../../../../renderer/studios/code/outline.ts';
import { keepKnown } from '../../../../../../renderer/studios/code/source/keep-known.ts';
import { box, login, page } from '../pages.ts';

const ids = (of: ReturnType<typeof page>) => rowsOf(of).map(({ element }) => element.id);

test('what is the same as before keeps its id and what is known of it', () => {
  const before = login();
  const bare = (children: typeof before.children): typeof before.children =>
    children.map((element, i) => ({ ...element, id: `x${i}`, reading: null, children: bare(element.children) }));
  expect(keepKnown(before, { children: bare(before.children) })).toEqual(before);
});

test('what the person wrote is the person’s word', () => {
  const after = keepKnown(
    login(),
    page({ kind: 'card', children: [{ kind: 'heading-1', text: 'Sign up' }, { kind: 'icon' }] }),
  );
  expect(ids(after)).toEqual(['card', 'w1', 'w2']);
  expect(after.children[0]!.children.map(({ fixed }) => fixed)).toEqual([true, true]);
});

test('a text that was changed in its place is the same element', () => {
  const after = keepKnown(login(), page({ kind: 'button-primary', text: 'Go', box: box(0.2001, 0.5, 0.4, 0.56) }));
  expect(after.children[0]).toMatchObject({ id: 'go', text: 'Go', fixed: true });
});

test('equal elements are each found once', () => {
  const before = page({ id: 'a', kind: 'divider' }, { id: 'b', kind: 'divider' });
  const three = page({ kind: 'divider' }, { kind: 'divider' }, { kind: 'divider' });
  expect(ids(keepKnown(before, three))).toEqual(['a', 'b', 'w1']);
});
