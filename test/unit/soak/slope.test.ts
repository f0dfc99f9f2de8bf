import { describe, expect, it } from 'vitest';
import { gaussian, seeded } from '../../../models/random.ts';
import { Document } from '../../soak/known.ts';
import { grows, lineThrough } from '../../soak/slope.ts';

describe('a line through measurements', () => {
  it('has their slope, and no error where they lie on it', () => {
    const line = lineThrough([[0, 1], [1, 3], [2, 5], [4, 9]]); // prettier-ignore
    expect(line).toMatchObject({ slope: 2, from: 1, to: 9, count: 4 });
    expect(line.error).toBeCloseTo(0);
  });

  it('is as far off as its standard error says', () => {
    const random = seeded(5);
    const runs = Array.from({ length: 400 }, () =>
      lineThrough(Array.from({ length: 30 }, (_, x) => [x, 0.5 * x + 3 * gaussian(random)] as const)),
    );
    const off = runs.map(({ slope }) => (slope - 0.5) ** 2).reduce((sum, one) => sum + one, 0) / runs.length;
    const told = runs.map(({ error }) => error ** 2).reduce((sum, one) => sum + one, 0) / runs.length;
    expect(off / told).toBeGreaterThan(0.8);
    expect(off / told).toBeLessThan(1.25);
  });

  it('says nothing of too few', () => {
    expect(lineThrough([[0, 1], [1, 100]]).error).toBe(Infinity); // prettier-ignore
    expect(lineThrough([[2, 1], [2, 3], [2, 9]])).toMatchObject({ slope: 0, error: Infinity }); // prettier-ignore
  });
});

describe('a bound', () => {
  it('is crossed by what grows faster, beyond doubt', () => {
    expect([grows({ slope: 3, error: 0.4 }, 2), grows({ slope: 3, error: 0.6 }, 2)]).toEqual([true, false]);
    expect(grows(lineThrough([[0, 1], [1, 100]]), 2)).toBe(false); // prettier-ignore
  });

  it('is not kept by what could not be measured', () => {
    expect(grows(lineThrough([[0, 1], [1, NaN], [2, 1], [3, 1]]), 2)).toBe(true); // prettier-ignore
  });
});

describe('what a document should hold', () => {
  it('follows undo and redo, and knows a state again', () => {
    const document = new Document();
    document.begin(3);
    expect(document.compare(3, 'three')).toBeNull();
    document.edit(4);
    expect(document.compare(4, 'four')).toBeNull();
    document.undo();
    expect(document.compare(3, 'three')).toBeNull();
    expect(document.compare(3, 'another')).toContain('not the same');
    document.redo();
    expect(document.compare(3, 'four')).toContain('holds 3, not 4');
    document.undo();
    document.edit(9);
    expect([document.redoable, document.undoable, document.count]).toEqual([false, true, 9]);
  });
});
