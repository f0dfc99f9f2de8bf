import { said, type Saying } from '../words/said.ts';
import type { Matrix } from './svg-matrix.ts';
import { SvgPen } from './svg-pen.ts';

/** Characters of path data: as much as the points of a stroke take, several times over. Longer data is left out. */
const LONGEST = 8 * 2 ** 20;

/** How many numbers each command takes; Z takes none. */
const ARGUMENTS: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

export interface Flattened {
  /** One for each subpath, on the paper; with points that may not be finite. */
  lines: [number, number][][];
  /** What kept the rest of the path from being read. */
  broken: Saying | null;
}

/**
 * Path data as lines of points. What comes after a mistake is left out, as SVG asks. Our own reading, because svgpath's
 * takes minutes for a command with many numbers; it does the arcs (svg-pen.ts).
 *
 * @param most points and lines in all; the rest is left out.
 */
export function flattened(data: string, matrix: Matrix, most: { points: number; lines: number }): Flattened {
  if (data.length > LONGEST) return { lines: [], broken: said('it has {count} characters', { count: data.length }) };
  const reader = new Reader(data);
  const pen = new SvgPen(matrix, most);
  // Where the pen only was set down nothing is seen.
  const lines = () => pen.lines.filter(({ length }) => length > 1);
  let command = '';
  for (let first = true; ; first = false) {
    const letter = reader.take(LETTER);
    if (letter === null && reader.done) return { lines: lines(), broken: null };
    // Numbers alone repeat the command; after a move they are lines.
    command = letter ?? (command === 'm' ? 'l' : command === 'M' ? 'L' : command);
    const name = command.toUpperCase();
    const count = ARGUMENTS[name];
    const misplaced = (first && name !== 'M') || (letter === null && count === 0);
    const values = count === undefined || misplaced ? null : reader.values(count, name === 'A');
    if (!values)
      return { lines: lines(), broken: said('it makes no sense at character {number}', { number: reader.at + 1 }) };
    pen.draw(name, values, command !== name);
    if (pen.full) return { lines: lines(), broken: 'it has too many points' };
  }
}

const LETTER = /[a-zA-Z]/y;
const FLAG = /[01]/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const SPACE = /[\s,]*/y;

class Reader {
  readonly #data: string;
  at = 0;

  constructor(data: string) {
    this.#data = data;
    this.#skip();
  }

  get done(): boolean {
    return this.at >= this.#data.length;
  }

  /** What the pattern (sticky) finds here, and the space after it; else null. */
  take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#data)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    this.#skip();
    return found;
  }

  /** As many numbers; null if there are fewer. The flags of an arc are one digit each, with nothing between them. */
  values(count: number, arc: boolean): number[] | null {
    const values: number[] = [];
    for (let i = 0; i < count; i++) {
      const value = this.take(arc && (i === 3 || i === 4) ? FLAG : NUMBER);
      if (value === null) return null;
      values.push(Number(value));
    }
    return values;
  }

  #skip(): void {
    SPACE.lastIndex = this.at;
    SPACE.test(this.#data);
    this.at = SPACE.lastIndex;
  }
}
