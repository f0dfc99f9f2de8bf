import svgpath from 'svgpath';
import { applied, type Matrix } from './svg-matrix.ts';

/** Paper pixels between a curve and the lines that stand for it, at most. */
const TOLERANCE = 0.1;
/** Lines that stand for one curve at most, however large it is. */
const MOST_STEPS = 256;

type Point = readonly [number, number];

/** Follows the commands of a path and leaves lines of points on the paper. */
export class SvgPen {
  readonly lines: [number, number][][] = [];
  readonly #matrix: Matrix;
  readonly #most: { points: number; lines: number };
  #points = 0;
  /** In the path's own coordinates: where the pen is, where its line began, and the last curve's control point. */
  #at: Point = [0, 0];
  #start: Point = [0, 0];
  #control: { point: Point; degree: 2 | 3 } | null = null;
  /** After a Z comes a new line, from where the last began. */
  #closed = false;

  constructor(matrix: Matrix, most: { points: number; lines: number }) {
    this.#matrix = matrix;
    this.#most = most;
  }

  /** There is no room for more. */
  get full(): boolean {
    return this.#points >= this.#most.points || this.lines.length > this.#most.lines;
  }

  /**
   * @param command of SVG, upper case.
   * @param relative whether the values count from where the pen is.
   */
  draw(command: string, values: readonly number[], relative: boolean): void {
    const [x, y] = relative ? this.#at : [0, 0];
    const point = (i: number): Point => [x + values[i]!, y + values[i + 1]!];
    if (command === 'M') return this.#move(point(0));
    if (this.#closed) this.#move(this.#at);
    if (command === 'L') this.#line(point(0));
    else if (command === 'H') this.#line([x + values[0]!, this.#at[1]]);
    else if (command === 'V') this.#line([this.#at[0], y + values[0]!]);
    else if (command === 'C') this.#cubic(point(0), point(2), point(4));
    else if (command === 'S') this.#cubic(this.#reflected(3), point(0), point(2));
    else if (command === 'Q') this.#quadratic(point(0), point(2));
    else if (command === 'T') this.#quadratic(this.#reflected(2), point(0));
    else if (command === 'A') this.#arc(values.slice(0, 5), point(5));
    else {
      this.#line(this.#start);
      this.#closed = true;
    }
  }

  #move(to: Point): void {
    this.#at = this.#start = to;
    this.#control = null;
    this.#closed = false;
    this.lines.push([]);
    this.#put(this.#on(to));
  }

  #line(to: Point): void {
    this.#at = to;
    this.#control = null;
    this.#put(this.#on(to));
  }

  /** The control point that continues the last curve of the same degree. */
  #reflected(degree: 2 | 3): Point {
    const [x, y] = this.#at;
    if (this.#control?.degree !== degree) return this.#at;
    const { point } = this.#control;
    return [2 * x - point[0], 2 * y - point[1]];
  }

  #quadratic(control: Point, to: Point): void {
    const third = (end: Point): Point => [
      end[0] + (2 / 3) * (control[0] - end[0]),
      end[1] + (2 / 3) * (control[1] - end[1]),
    ];
    this.#cubic(third(this.#at), third(to), to);
    this.#control = { point: control, degree: 2 };
  }

  /** By as many lines as the control points' distance from a line asks for. */
  #cubic(one: Point, two: Point, to: Point): void {
    const [p, q, r, s] = [this.#on(this.#at), this.#on(one), this.#on(two), this.#on(to)];
    const bend = Math.max(
      Math.hypot(p[0] - 2 * q[0] + r[0], p[1] - 2 * q[1] + r[1]),
      Math.hypot(q[0] - 2 * r[0] + s[0], q[1] - 2 * r[1] + s[1]),
    );
    const wanted = Math.ceil(Math.sqrt((0.75 * bend) / TOLERANCE));
    const steps = Number.isFinite(wanted) ? Math.min(MOST_STEPS, Math.max(1, wanted)) : 1;
    for (let step = 1; step < steps; step++) {
      const t = step / steps;
      const u = 1 - t;
      const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
      this.#put([a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1]]);
    }
    this.#put(s);
    this.#at = to;
    this.#control = { point: two, degree: 3 };
  }

  /** @param shape radii, rotation and the two flags. */
  #arc(shape: readonly number[], to: Point): void {
    // Beyond what a drawing can say an arc is a line; svgpath can't tell Infinity.
    if (![...shape, ...this.#at, ...to].every((value) => Math.abs(value) < 1e15)) return this.#line(to);
    svgpath(`M${this.#at.join(' ')}A${[...shape, ...to].join(' ')}`)
      .unarc()
      .iterate(([command, a, b, c, d, e, f]) => {
        if (command === 'C') this.#cubic([a, b], [c, d], [e, f]);
        else if (command === 'L') this.#line([a, b]);
      });
    this.#at = to;
    this.#control = null;
  }

  /** On the paper. */
  #on([x, y]: Point): [number, number] {
    return applied(this.#matrix, x, y);
  }

  #put(point: [number, number]): void {
    if (this.#points >= this.#most.points) return;
    this.#points += 1;
    this.lines.at(-1)!.push(point);
  }
}
