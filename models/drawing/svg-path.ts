import svgpath from 'svgpath';
import { applied, type Matrix } from './svg-matrix.ts';

/** Paper pixels between a curve and the lines that stand for it, at most. */
const TOLERANCE = 0.1;
/** Lines that stand for one curve at most, however large it is. */
const MOST_LINES = 256;
/** Characters of path data: as much as a stroke's points take, several times over. Longer data is refused. */
const LONGEST = 4 * 2 ** 20;

export interface Flattened {
  /** One for each subpath, on the paper; with points that may not be finite. */
  lines: [number, number][][];
  /** What kept the rest of the path from being read. */
  broken: string | null;
}

/**
 * Path data as lines of points. What comes after a mistake is left out, as SVG asks.
 *
 * @param most points in all; the rest is left out.
 */
export function flattened(data: string, matrix: Matrix, most: number): Flattened {
  if (data.length > LONGEST) return { lines: [], broken: `it has ${data.length.toLocaleString('en')} characters` };
  const { text, broken } = restated(data, most);
  const pen = new Pen(matrix, most);
  // svgpath does the relative, the shorthand and the arcs.
  svgpath(text)
    .abs()
    .unshort()
    .unarc()
    .iterate((segment, _, x, y) => pen.draw(segment as readonly [string, ...number[]], x, y));
  return { lines: pen.lines, broken: pen.full ? 'it has too many points' : broken };
}

const ARGUMENTS: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

/**
 * The same path with every command written out: svgpath's time grows with the square of how often a command is left
 * out, and it knows a command that SVG doesn't. Ends before the first mistake.
 */
function restated(data: string, most: number): { text: string; broken: string | null } {
  const parts: string[] = [];
  const reader = new Reader(data);
  let command = '';
  for (let segments = 0; ; segments++) {
    const letter = reader.take(/[a-zA-Z]/y);
    if (letter === null && reader.done) return { text: parts.join(' '), broken: null };
    if (letter) command = letter;
    else if (command === 'm') command = 'l';
    else if (command === 'M') command = 'L';
    const count = ARGUMENTS[command.toLowerCase()];
    const misplaced = segments === 0 ? !'mM'.includes(command || '?') : letter === null && count === 0;
    const values = count === undefined || misplaced ? null : reader.values(count, command.toLowerCase() === 'a');
    if (!values) return { text: parts.join(' '), broken: `it makes no sense at character ${reader.at + 1}` };
    if (segments > most) return { text: parts.join(' '), broken: 'it has too many points' };
    parts.push(command, ...values);
  }
}

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
    const [found] = pattern.exec(this.#data) ?? [];
    if (found === undefined) return null;
    this.at += found.length;
    this.#skip();
    return found;
  }

  /** As many numbers; null if there are fewer. The flags of an arc are one digit each, with nothing between them. */
  values(count: number, arc: boolean): string[] | null {
    const values: string[] = [];
    for (let i = 0; i < count; i++) {
      const flag = arc && (i === 3 || i === 4);
      const value = this.take(flag ? /[01]/y : /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y);
      if (value === null) return null;
      // As JavaScript writes it: svgpath refuses leading zeros.
      values.push(String(Number(value)).replace('Infinity', '1e999'));
    }
    return values;
  }

  #skip(): void {
    const space = /[\s,]*/y;
    space.lastIndex = this.at;
    space.test(this.#data);
    this.at = space.lastIndex;
  }
}

type Point = readonly [number, number];

class Pen {
  readonly lines: [number, number][][] = [];
  readonly #matrix: Matrix;
  #left: number;
  #start: Point = [0, 0];

  constructor(matrix: Matrix, most: number) {
    this.#matrix = matrix;
    this.#left = most;
  }

  get full(): boolean {
    return this.#left <= 0;
  }

  /** @param x where the pen is, in the path's own coordinates. */
  draw([command, ...values]: readonly [string, ...number[]], x: number, y: number): void {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
    if (command === 'M') {
      this.#start = [a, b];
      this.lines.push([]);
      this.#add(a, b);
      return;
    }
    if (this.lines.at(-1)?.length === 0) return; // full
    // After a Z comes a new line, from where the last began.
    if (this.#closed) this.#begin(x, y);
    if (command === 'L') this.#add(a, b);
    else if (command === 'H') this.#add(a, y);
    else if (command === 'V') this.#add(x, a);
    else if (command === 'C') this.#curve([x, y], [a, b], [c, d], [e, f]);
    else if (command === 'Q') {
      const third = (end: number, control: number) => end + (2 / 3) * (control - end);
      this.#curve([x, y], [third(x, a), third(y, b)], [third(c, a), third(d, b)], [c, d]);
    } else if (command === 'Z') {
      this.#add(...this.#start);
      this.#closed = true;
    }
  }

  #closed = false;

  #begin(x: number, y: number): void {
    this.#closed = false;
    this.lines.push([]);
    this.#add(x, y);
  }

  /** By as many lines as the control points' distance from a line asks for. */
  #curve(from: Point, one: Point, two: Point, to: Point): void {
    const [p, q, r, s] = [this.#on(from), this.#on(one), this.#on(two), this.#on(to)];
    const bend = Math.max(
      Math.hypot(p[0] - 2 * q[0] + r[0], p[1] - 2 * q[1] + r[1]),
      Math.hypot(q[0] - 2 * r[0] + s[0], q[1] - 2 * r[1] + s[1]),
    );
    const wanted = Math.ceil(Math.sqrt((0.75 * bend) / TOLERANCE));
    const count = Number.isFinite(wanted) ? Math.min(MOST_LINES, Math.max(1, wanted)) : 1;
    for (let i = 1; i <= count; i++) {
      const t = i / count;
      const u = 1 - t;
      const at = (axis: 0 | 1) =>
        u * u * u * p[axis] + 3 * u * u * t * q[axis] + 3 * u * t * t * r[axis] + t * t * t * s[axis];
      this.#put(i === count ? [s[0], s[1]] : [at(0), at(1)]);
    }
  }

  #add(x: number, y: number): void {
    this.#put(this.#on([x, y]));
  }

  /** On the paper. */
  #on([x, y]: Point): [number, number] {
    return applied(this.#matrix, x, y);
  }

  #put(point: [number, number]): void {
    if (this.#left <= 0) return;
    this.#left -= 1;
    this.lines.at(-1)!.push(point);
  }
}
