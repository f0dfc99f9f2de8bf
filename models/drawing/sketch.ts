import type { Codec } from '../codec.ts';
import { nearestMove } from './codebook.ts';
import { Pen, levelOf } from './places.ts';
import { simplify } from './simplify.ts';
import type { Ink, Line } from './stroke.ts';
import { CELL, EPSILON, MAX_MOVE, NEAR, VOCABULARY, kindOf, token } from './vocabulary.ts';

/*
 * Lines <-> tokens, integer for integer as in models/drawing/train/codec.py. A line is a pen-down (column and row: a
 * place, whatever came before) and a move for each of its points. Encoding is closed-loop: each move is taken from
 * where the decoder's pen is, so the codebook's errors do not add up along a line.
 */

/** Lines on the model's page, in its units (vocabulary.ts: FRAME), and back. Simplifies; no bos, class or end. */
export const sketchCodec: Codec<Ink> = {
  vocabulary: VOCABULARY,
  encode: (ink) => Int32Array.from(ink.flatMap((line) => encodeLine(prepared(line)))),
  decode: decodeTokens,
};

/** A line as the model learned lines: simplified, and on the page's integers. */
export function prepared(line: Line): Line {
  return simplify(line, EPSILON).map(([x, y]) => [Math.floor(x + 0.5), Math.floor(y + 0.5)]);
}

/**
 * The tokens of one line whose points are integers, in page units.
 * @param room longer ones are cut off there
 */
export function encodeLine(line: Line, room = Infinity): number[] {
  const [first] = line;
  if (!first) return [];
  const pen = new Pen();
  const tokens: number[] = [];
  const draw = (drawn: number) => {
    tokens.push(drawn);
    pen.move(drawn);
  };
  draw(token.column + levelOf(first[0]));
  draw(token.row + levelOf(first[1]));
  for (let i = 1; i < line.length && tokens.length < room; i++) {
    const [x, y] = line[i]!;
    for (let parts = 2; parts > 1 && tokens.length < room;) {
      const gapX = x - pen.x;
      const gapY = y - pen.y;
      const square = gapX * gapX + gapY * gapY;
      if (square < NEAR * NEAR) break;
      parts = Math.max(1, Math.ceil(Math.sqrt(square) / MAX_MOVE - 1e-9));
      draw(token.move + nearestMove(roundDivide(gapX, parts), roundDivide(gapY, parts)));
    }
  }
  return tokens.slice(0, room);
}

/** a / b to the nearest integer, halves upwards, as codec.py's round_div. */
function roundDivide(a: number, b: number): number {
  return Math.floor((2 * a + b) / (2 * b));
}

/** Total: what makes no sense is passed over, and what comes after an end is not read. */
export function decodeTokens(tokens: ArrayLike<number>): Ink {
  const reader = new LineReader();
  for (let i = 0; i < tokens.length && tokens[i] !== token.end; i++) reader.accept(tokens[i]!);
  return reader.ink;
}

/** Lines from tokens, one token at a time. */
export class LineReader {
  /** Page units. The last line may still grow. */
  readonly ink: Ink = [];
  readonly #pen = new Pen();
  #column = false;

  accept(drawn: number): void {
    const kind = kindOf(drawn);
    this.#pen.move(drawn);
    const point: Line[number] = [this.#pen.x, this.#pen.y];
    if (kind === 'row' && this.#column) this.ink.push([point]);
    else if (kind === 'move' && !this.#column) this.ink.at(-1)?.push(point);
    this.#column = kind === 'column';
  }
}

/** The pen-down nearest to a point, as tokens and as where it is. */
export function penDown([x, y]: Line[number]): { column: number; row: number; at: Line[number] } {
  const [column, row] = [levelOf(x), levelOf(y)];
  return {
    column: token.column + column,
    row: token.row + row,
    at: [column * CELL + CELL / 2, row * CELL + CELL / 2],
  };
}
