import { describe, expect, test } from 'vitest';
import { rowsOf } from '../../../../../../renderer/studios/code/outline.ts';
import { visibleRows, walk } from '../../../../../../renderer/studios/code/inspect/walk.ts';
import { login } from '../pages.ts';

describe('walking through the structure', () => {
  const open = new Set<string>();
  const rows = rowsOf(login());

  test.each([
    ['head', 'ArrowDown', { do: 'go', to: 'brand' }],
    ['title', 'ArrowUp', { do: 'go', to: 'card' }],
    ['head', 'ArrowUp', null],
    ['go', 'ArrowDown', null],
    [null, 'ArrowDown', { do: 'go', to: 'head' }],
    ['mail', 'Home', { do: 'go', to: 'head' }],
    ['mail', 'End', { do: 'go', to: 'go' }],
    ['card', 'ArrowRight', { do: 'go', to: 'title' }],
    ['mail', 'ArrowRight', null],
    ['card', 'ArrowLeft', { do: 'fold', id: 'card' }],
    ['mail', 'ArrowLeft', { do: 'go', to: 'card' }],
    ['mail', 'Enter', { do: 'edit', id: 'mail' }],
    ['mail', 'q', null],
    [null, 'Enter', null],
  ])('%s, %s', (at, key, move) => {
    expect(walk(rows, open, at, key)).toEqual(move);
  });

  test('passes over what is folded', () => {
    const folded = new Set(['head']);
    const shown = visibleRows(rows, folded);
    expect(shown.map(({ element }) => element.id)).toEqual(['head', 'card', 'title', 'mail', 'word', 'go']);
    expect(walk(shown, folded, 'head', 'ArrowDown')).toEqual({ do: 'go', to: 'card' });
    expect(walk(shown, folded, 'head', 'ArrowRight')).toEqual({ do: 'unfold', id: 'head' });
    expect(walk(shown, folded, 'head', 'ArrowLeft')).toBeNull();
  });
});
