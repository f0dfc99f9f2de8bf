import { describe, expect, it } from 'vitest';
import { moves, nearestMove, subjects } from '../../../../models/drawing/codebook.ts';
import { simplify, RUN } from '../../../../models/drawing/simplify.ts';
import { decodeTokens, encodeLine, penDown, prepared, sketchCodec } from '../../../../models/drawing/sketch.ts';
import type { Line } from '../../../../models/drawing/stroke.ts';
import {
  EPSILON,
  FRAME,
  MAX_MOVE,
  MOVES,
  SUBJECTS,
  VOCABULARY,
  kindOf,
  subjectToken,
  token,
} from '../../../../models/drawing/vocabulary.ts';

const circle: Line = Array.from({ length: 200 }, (_, i) => [
  512 + 300 * Math.cos((i / 199) * 2 * Math.PI),
  512 + 300 * Math.sin((i / 199) * 2 * Math.PI),
]);

describe('the vocabulary', () => {
  it('has a token for each move and each class of the codebook', () => {
    expect(moves.length).toBe(MOVES);
    expect(subjects.length).toBe(SUBJECTS);
    expect(new Set(subjects).size).toBe(SUBJECTS);
    expect(VOCABULARY).toBe(1117);
  });

  it('sorts tokens into kinds', () => {
    expect([0, 127, 128, 255, 256, 767, 768, 769, 1116].map(kindOf)).toEqual([
      ...(['column', 'column', 'row', 'row', 'move', 'move', 'end', 'mark', 'mark'] as const),
    ]);
  });

  it('names a class, or none', () => {
    expect(subjectToken('cat')).toBe(token.subject + subjects.indexOf('cat'));
    expect(subjectToken(null)).toBe(token.unknown);
    expect(() => subjectToken('unicorn horn')).toThrow(
      expect.objectContaining({ code: 'input-invalid', message: expect.stringContaining('"unicorn horn"') }),
    );
  });
});

describe('the nearest move', () => {
  it('is the move itself for each entry, or a lower one that is the same', () => {
    moves.forEach(({ dx, dy }, entry) => {
      const nearest = moves[nearestMove(dx, dy)]!;
      expect(nearest).toEqual({ dx, dy });
      expect(nearestMove(dx, dy)).toBeLessThanOrEqual(entry);
    });
  });

  it('is no farther than any other, and the lowest of those as near', () => {
    for (let x = -230; x <= 230; x += 23) {
      for (let y = -230; y <= 230; y += 17) {
        const far = moves.map(({ dx, dy }) => {
          const [cutX, cutY] = [x, y].map((value) => Math.max(-224, Math.min(224, value)));
          return (dx - cutX!) ** 2 + (dy - cutY!) ** 2;
        });
        expect(nearestMove(x, y)).toBe(far.indexOf(Math.min(...far)));
      }
    }
  });
});

describe('simplifying', () => {
  const corner: Line = [
    [0, 0],
    [50, 1],
    [100, 0],
    [100, 60],
    [100, 100],
  ];

  it('keeps ends and corners, and leaves out what is near the line without it', () => {
    expect(simplify(corner, 6)).toEqual([corner[0], corner[2], corner[4]]);
    expect(simplify(corner, 0.5)).toEqual([corner[0], corner[1], corner[2], corner[4]]);
  });

  it('measures to the segment, so that a spike stays', () => {
    const spike: Line = [
      [0, 0],
      [200, 0],
      [100, 0],
    ];
    expect(simplify(spike, 6)).toEqual(spike);
  });

  it('keeps a loop open at the point farthest from where it began', () => {
    const kept = simplify(circle, EPSILON);
    expect(kept.length).toBeGreaterThan(8);
    expect(kept.length).toBeLessThan(40);
    expect(kept[0]).toEqual(circle[0]);
  });

  it.each([
    ['nothing', []],
    ['a point', [[3, 4]]],
    [
      'the same point again',
      [
        [3, 4],
        [3, 4],
      ],
    ],
  ] as [string, Line][])('takes %s as it is', (_, line) => expect(simplify(line, 6)).toEqual(line));

  it('works in runs, so that 200,000 points made to hurt take no quadratic time and no deep stack', () => {
    const straight: Line = Array.from({ length: 200_000 }, (_, i) => [i, 0]);
    expect(simplify(straight, 6).map(([x]) => x)).toEqual([
      ...Array.from({ length: Math.ceil(200_000 / RUN) }, (_, run) => run * RUN),
      199_999,
    ]);
    // Each part is split next to its end: as slow as the algorithm gets.
    const fan: Line = Array.from({ length: 200_000 }, (_, i) => [i, i % 2 ? 1e6 - i : 0]);
    expect(simplify(fan, 6).length).toBeGreaterThan(190_000);
  });
});

describe('encoding', () => {
  it('says a dot as the place of its cell', () => {
    expect(encodeLine([[700, 13]])).toEqual([Math.floor(700 / 8), token.row + 1]);
    expect(decodeTokens(encodeLine([[700, 13]]))).toEqual([[[700, 12]]]);
  });

  it('names the nearest cell of a pen-down off the page', () => {
    expect(encodeLine([[-40, 5000]])).toEqual([0, token.row + 127]);
    expect(penDown([-40, 5000])).toEqual({ column: 0, row: token.row + 127, at: [4, 1020] });
  });

  it('splits what is longer than a move', () => {
    const tokens = encodeLine([
      [4, 4],
      [4 + 5 * MAX_MOVE, 4],
    ]);
    expect(new Set(tokens.slice(2).map(kindOf))).toEqual(new Set(['move']));
    // One more where the codebook's moves came short.
    expect([5, 6]).toContain(tokens.length - 2);
    const [line] = decodeTokens(tokens);
    expect(Math.hypot(line!.at(-1)![0] - 644, line!.at(-1)![1] - 4)).toBeLessThan(16);
  });

  it('needs no move to a point that the pen is at', () => {
    expect(
      encodeLine([
        [100, 100],
        [101, 101],
        [100, 100],
      ]).length,
    ).toBe(2);
  });

  it('is cut off where there is no more room', () => {
    const tokens = encodeLine(prepared(circle));
    expect(encodeLine(prepared(circle), 7)).toEqual(tokens.slice(0, 7));
    expect(encodeLine(prepared(circle), 1)).toEqual(tokens.slice(0, 1));
  });

  it('does not let errors add up along a line', () => {
    const wave: Line = Array.from({ length: 400 }, (_, i) => [20 + i * 2.4, 500 + 100 * Math.sin(i / 9)]);
    const [line] = sketchCodec.decode(sketchCodec.encode([wave]));
    expect(Math.hypot(line!.at(-1)![0] - wave.at(-1)![0], line!.at(-1)![1] - wave.at(-1)![1])).toBeLessThan(16);
  });

  it('keeps lines apart, in their order', () => {
    const ink: Line[] = [circle, [[10, 10]], [[FRAME - 8, 4]]];
    const back = sketchCodec.decode(sketchCodec.encode(ink));
    expect(back.length).toBe(3);
    expect(back[1]).toEqual([[12, 12]]);
  });
});

describe('decoding what makes no sense', () => {
  it('passes over moves without a pen-down, rows without a column, marks', () => {
    expect(decodeTokens([token.move + 3, token.row + 5, token.bos, token.move])).toEqual([]);
    expect(decodeTokens([5, token.row + 5, token.bos]).length).toBe(1);
  });

  it('reads nothing after an end', () => {
    expect(decodeTokens([5, token.row + 5, token.end, 6, token.row + 6]).length).toBe(1);
  });

  it('draws no line from a column that is followed by a move', () => {
    expect(decodeTokens([5, token.move + 5, token.row + 3])).toEqual([]);
  });
});
