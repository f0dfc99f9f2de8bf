import { beforeEach, describe, expect, test } from 'vitest';
import { narrowest, Panes } from '../../../../../renderer/studios/code/panes.svelte.ts';

let panes: Panes;
beforeEach(() => (panes = new Panes()));

describe('the panes', () => {
  test('are all there when there is room, and only as many as fit when there is not', () => {
    expect(panes.shown).toEqual(['sketch', 'preview', 'code']);
    panes.width = 2 * narrowest + 10;
    expect(panes.shown).toHaveLength(2);
    panes.width = 100;
    expect(panes.shown).toHaveLength(1);
  });

  test('that were asked for last are those that are shown', () => {
    panes.width = 2 * narrowest;
    panes.show('sketch');
    expect(panes.shown).toContain('sketch');
    panes.toggle('code');
    expect(panes.isShown('code')).toBe(false);
    panes.toggle('code');
    expect(panes.shown).toEqual(['sketch', 'code']);
    panes.width = 1500;
    expect(panes.shown).toEqual(['sketch', 'preview', 'code']);
  });

  test('are never all closed', () => {
    for (const name of ['sketch', 'preview', 'code', 'code'] as const) panes.toggle(name);
    expect(panes.shown).toEqual(['code']);
  });

  test('share the width as they are pulled, and none is made too narrow', () => {
    const sum = () => panes.shown.reduce((total, name) => total + panes.shareOf(name), 0);
    const before = panes.shareOf('sketch') * panes.width;
    panes.move('sketch', 50);
    expect(panes.shareOf('sketch') * panes.width).toBeCloseTo(before + 50);
    panes.move('sketch', 5000);
    expect(panes.shareOf('preview') * panes.width).toBeCloseTo(narrowest);
    panes.move('sketch', -5000);
    expect(panes.shareOf('sketch') * panes.width).toBeCloseTo(narrowest);
    expect(sum()).toBeCloseTo(1);
    panes.move('code', 50);
    expect(sum()).toBeCloseTo(1);
  });

  test('are kept', () => {
    panes.toggle('code');
    panes.move('sketch', 40);
    const other = new Panes();
    other.restore(panes.kept);
    expect([other.shown, other.shareOf('sketch')]).toEqual([panes.shown, panes.shareOf('sketch')]);
    other.restore({ ...panes.kept, open: [] });
    expect(other.shown).toEqual(panes.shown);
  });
});
