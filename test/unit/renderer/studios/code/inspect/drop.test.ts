import { describe, expect, test } from 'vitest';
import { dropAt } from '../../../../../../renderer/studios/code/inspect/drop.ts';
import { visibleRows } from '../../../../../../renderer/studios/code/inspect/walk.ts';
import { rowsOf } from '../../../../../../renderer/studios/code/outline.ts';
import { login, page } from '../pages.ts';

describe('where an element goes that is let go over a row', () => {
  const rows = rowsOf(login());
  const over = (id: string, share: number, depth = 9, shown = rows) =>
    dropAt(
      shown,
      shown.find(({ element }) => element.id === id)!,
      share,
      depth,
    );

  test('a leaf: before it or behind it', () => {
    expect(over('mail', 0.45)).toEqual({ spot: { before: 'mail' }, mark: { id: 'mail', edge: 'top', depth: 1 } });
    expect(over('mail', 0.55)).toEqual({ spot: { after: 'mail' }, mark: { id: 'mail', edge: 'bottom', depth: 1 } });
  });

  test('a container: inside it, before it, or before the first that it holds', () => {
    expect(over('card', 0.5)).toEqual({ spot: { into: 'card' }, mark: { id: 'card', edge: 'whole', depth: 0 } });
    expect(over('card', 0.1)).toEqual({ spot: { before: 'card' }, mark: { id: 'card', edge: 'top', depth: 0 } });
    expect(over('card', 0.9)).toEqual({ spot: { before: 'title' }, mark: { id: 'card', edge: 'bottom', depth: 1 } });
  });

  test('a folded one: behind it', () => {
    const shown = visibleRows(rows, new Set(['head']));
    expect(over('head', 0.9, 9, shown).spot).toEqual({ after: 'head' });
    expect(over('head', 0.5, 9, shown).spot).toEqual({ into: 'head' });
  });

  test('the end of a container: further to the left it is behind the container', () => {
    expect(over('go', 0.9, 1).spot).toEqual({ after: 'go' });
    expect(over('go', 0.9, 0)).toEqual({ spot: { after: 'card' }, mark: { id: 'go', edge: 'bottom', depth: 0 } });
    expect(over('go', 0.9, -3).spot).toEqual({ after: 'card' });
    // It does not end here.
    expect(over('word', 0.9, 0).spot).toEqual({ after: 'word' });
  });

  test('as far out as it says', () => {
    const deep = rowsOf(
      page({ id: 'a', kind: 'row', children: [{ id: 'b', kind: 'column-6', children: [{ id: 'c', kind: 'link' }] }] }),
    );
    for (const [depth, id] of [
      [2, 'c'],
      [1, 'b'],
      [0, 'a'],
    ] as const) {
      // prettier-ignore
      expect(over('c', 1, depth, deep).spot).toEqual({ after: id });
    }
  });
});
