import { describe, expect, it } from 'vitest';
import { MARGIN, SketchGrammar, withLineEnd } from '../../../../models/drawing/grammar.ts';
import { moves } from '../../../../models/drawing/codebook.ts';
import { decodeTokens } from '../../../../models/drawing/sketch.ts';
import { FRAME, VOCABULARY, kindOf, token } from '../../../../models/drawing/vocabulary.ts';
import { seeded } from '../../../../models/random.ts';

const kinds = (grammar: SketchGrammar): string[] => {
  const allowed = grammar.allowed();
  return [...new Set([...allowed.keys()].filter((drawn) => allowed[drawn]).map(kindOf))];
};
const after = (options: ConstructorParameters<typeof SketchGrammar>[0], ...tokens: number[]): SketchGrammar => {
  const grammar = new SketchGrammar(options);
  for (const drawn of tokens) grammar.accept(drawn);
  return grammar;
};
const drawing = { extent: 'drawing' } as const;
const stroke = { extent: 'stroke' } as const;

describe('a drawing', () => {
  it('begins with a pen-down', () => {
    expect(kinds(after(drawing))).toEqual(['column']);
  });

  it('is columns, rows, moves, and an end', () => {
    expect(kinds(after(drawing, 3))).toEqual(['row']);
    expect(kinds(after(drawing, 60, token.row + 60))).toEqual(['column', 'move', 'end']);
    expect(kinds(after(drawing, 60, token.row + 60, token.move))).toEqual(['column', 'move', 'end']);
  });

  it('is done with its end, after which nothing is allowed', () => {
    const grammar = after(drawing, 60, token.row + 60, 61, token.row + 61, token.end);
    expect(grammar.done).toBe(true);
    expect(kinds(grammar)).toEqual([]);
  });

  it('refuses what is not allowed', () => {
    expect(() => after(drawing, token.move)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => after(drawing, 3, 4)).toThrow(expect.objectContaining({ code: 'internal' }));
    expect(() => after(drawing, token.subject)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe('a stroke', () => {
  it('is one line: the next pen-down is not drawn any more', () => {
    expect(kinds(after(stroke))).toEqual(['column']);
    expect(kinds(after(stroke, 60, token.row + 60, token.move))).toEqual(['move', 'end']);
    expect(after(stroke, 60, token.row + 60, token.end).done).toBe(true);
  });
});

it('keeps moves about the page', () => {
  const allowed = after(drawing, 0, token.row + 127).allowed();
  moves.forEach(({ dx, dy }, entry) => {
    const stays = 4 + dx >= -MARGIN && 1020 + dy < FRAME + MARGIN;
    expect(allowed[token.move + entry], `${dx}, ${dy}`).toBe(stays ? 1 : 0);
  });
});

it('whatever is drawn by it can be decoded and stays about the page', () => {
  const random = seeded(4);
  for (let run = 0; run < 8; run++) {
    const grammar = new SketchGrammar({ extent: run % 2 ? 'stroke' : 'drawing' });
    const tokens: number[] = [];
    while (!grammar.done && tokens.length < 200) {
      const allowed = grammar.allowed();
      const open = [...allowed.keys()].filter((drawn) => allowed[drawn]);
      expect(open.length).toBeGreaterThan(0);
      const drawn = open[Math.floor(random() * open.length)]!;
      grammar.accept(drawn);
      tokens.push(drawn);
    }
    for (const [x, y] of decodeTokens(tokens).flat()) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(-MARGIN);
      expect(Math.max(x, y)).toBeLessThan(FRAME + MARGIN);
    }
  }
});

describe('the end of a line', () => {
  it('has the probability of all that would end it', () => {
    const random = seeded(1);
    const logits = Float32Array.from({ length: VOCABULARY }, () => 8 * random() - 4);
    const ends = [...logits.keys()].filter((drawn) => kindOf(drawn) === 'column' || drawn === token.end);
    const expected = Math.log(ends.reduce((sum, drawn) => sum + Math.exp(logits[drawn]!), 0));
    const folded = withLineEnd(logits);
    expect(folded[token.end]).toBeCloseTo(expected, 4);
    expect(folded.subarray(token.row, token.end)).toEqual(logits.subarray(token.row, token.end));
    expect(logits[token.end]).not.toBe(folded[token.end]);
  });
});
