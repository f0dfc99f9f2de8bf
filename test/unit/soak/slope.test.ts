import { describe, expect, it } from 'vitest';
import { gaussian, seeded } from '../../../models/random.ts';
import { Document } from '../../soak/known.ts';
import { lineThrough } from '../../soak/slope.ts';

describe('a line through measurements', () => {
  it('has their slope, and no margin where they lie on it', () => {
    const line = lineThrough([[0, 1], [1, 3], [2, 5], [4, 9]]); // prettier-ignore
    expect(line).toMatchObject({ slope: 2, from: 1, to: 9, count: 4 });
    expect(line.margin).toBeCloseTo(0);
  });

  /** In how many of 2000 runs the true slope is within the margin. */
  function covered(count: number, correlation: number): number {
    const random = seeded(5);
    let hits = 0;
    for (let run = 0; run < 2000; run++) {
      let noise = gaussian(random);
      const points = Array.from({ length: count }, (_, x) => {
        noise = correlation * noise + Math.sqrt(1 - correlation ** 2) * gaussian(random);
        return [x, 0.5 * x + 3 * noise] as const;
      });
      const { slope, margin } = lineThrough(points);
      if (Math.abs(slope - 0.5) <= margin) hits++;
    }
    return hits / 2000;
  }

  it.each([6, 30])('has a margin that holds for 95 % of %i independent ones', (count) => {
    expect(covered(count, 0)).toBeGreaterThan(0.93);
    expect(covered(count, 0)).toBeLessThan(0.99);
  });

  it('has a margin that holds where each says much of the next', () => {
    expect(covered(60, 0.6)).toBeGreaterThan(0.9);
    expect(covered(60, 0.6)).toBeLessThan(0.99);
  });

  it('says nothing of too few', () => {
    expect(lineThrough([[0, 1], [1, 100]]).margin).toBe(Infinity); // prettier-ignore
    expect(lineThrough([[2, 1], [2, 3], [2, 9]])).toMatchObject({ slope: 0, margin: Infinity }); // prettier-ignore
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
