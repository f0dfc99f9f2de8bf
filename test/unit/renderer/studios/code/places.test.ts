import { describe, expect, test } from 'vitest';
import { elementAt } from '../../../../../renderer/studios/code/places.ts';
import { box, login, page } from './pages.ts';

describe('places on the sketch', () => {
  test('the smallest element under the pointer is meant', () => {
    const at = (x: number, y: number, slack?: number) => elementAt(login(), x, y, slack)?.id ?? null;
    expect(at(0.3, 0.33)).toBe('mail');
    // Between two fields: what holds them.
    expect(at(0.3, 0.38)).toBe('card');
    expect(at(0.9, 0.9)).toBeNull();
    expect(at(0.61, 0.33)).toBeNull();
    expect(at(0.61, 0.33, 0.02)).toBe('mail');
  });

  test('of two in the same place the later and the inner is meant', () => {
    const same = box(0, 0, 1, 1);
    expect(
      elementAt(page({ id: 'a', kind: 'image', box: same }, { id: 'b', kind: 'icon', box: same }), 0.5, 0.5)?.id,
    ).toBe('b');
    const only = page({ id: 'row', kind: 'row', children: [{ id: 'a', kind: 'image', box: same }] });
    expect(elementAt(only, 0.5, 0.5)?.id).toBe('a');
  });
});
