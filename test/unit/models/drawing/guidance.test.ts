import { describe, expect, it } from 'vitest';
import { guided } from '../../../../models/drawing/guidance.ts';
import { VOCABULARY, token } from '../../../../models/drawing/vocabulary.ts';

const logits = (some: Record<number, number>): Float32Array => {
  const all = new Float32Array(VOCABULARY);
  for (const [index, value] of Object.entries(some)) all[Number(index)] = value;
  return all;
};

describe('guidance', () => {
  it('goes as far again beyond what was asked for', () => {
    const mixed = guided(logits({ [token.move]: 3, [token.end]: -1 }), logits({ [token.move]: 1, [token.end]: 2 }));
    expect([mixed[token.move], mixed[token.end], mixed[token.column]]).toEqual([5, -4, 0]);
  });

  it('leaves the classes to the free network, and both networks as they were', () => {
    const [first, last] = [token.subject, VOCABULARY - 1];
    const [asked, free] = [logits({ [first]: 9, [last]: 8 }), logits({ [first]: -3, [last]: 4 })];
    const mixed = guided(asked, free);
    expect([mixed[first], mixed[last]]).toEqual([-3, 4]);
    expect(asked).toEqual(logits({ [first]: 9, [last]: 8 }));
    expect(free).toEqual(logits({ [first]: -3, [last]: 4 }));
  });
});
