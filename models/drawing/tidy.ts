import { moves, nearestMove } from './codebook.ts';
import { distanceToInk, resampled, squaredToSegment } from './distance.ts';
import { penDown } from './sketch.ts';
import type { Ink, Line } from './stroke.ts';
import { NEAR, token } from './vocabulary.ts';

/** Page units between the points at which the person's line is looked at, and how many at most. */
const SPACING = 4;
const MOST_POINTS = 20_000;
/** Ink that near belongs together: so many units of line are one observation of where it was meant to go. */
const CORRELATED = 16;
/** Page units that a line may be off at strength 0 and at strength 1: half a pixel and 3.5 px of a 256 px square. */
const SIGMA: [number, number] = [2, 14];
/** And the share of its own size: a hand shakes less in small things, and an eye must stay round. */
const SIGMA_SHARE = 0.1;
/** Nats a page unit of line costs the model, about 4 a move of 60 units: what is gained by having come farther. */
const RATE = 0.07;
/** How much of a move's own length it must come farther along the line: it may not fold back. */
const FORWARD = 0.5;
/** A line's end counts as reached from so many points before it. */
const ARRIVED = 2;

/**
 * A person's line, drawn again move by move: the likeliest line (maximum a posteriori) if the network's probabilities
 * are what lines are like, and the person's line is that with Gaussian noise whose size `strength` says. Move by move
 * that is log p(move) - misfit² / 2σ² along the stretch which the move covers, plus what the rest of the line is then
 * spared (as in A* search, so that long and short moves compare). It starts and ends where the person's does.
 */
export class TidyingLine {
  /** The tokens that put the pen down. */
  readonly penDown: readonly [column: number, row: number];
  /** There is nothing to tidy. */
  readonly isDot: boolean;
  readonly #points: Line;
  readonly #drawn: Line;
  readonly #sigma: number;
  /** The point of the line that the pen has come to. */
  #at = 0;

  /** @param line page units */
  constructor(line: Line, strength: number) {
    const { column, row, at } = penDown(line[0]!);
    this.penDown = [column, row];
    this.#points = resampled(line, SPACING, MOST_POINTS);
    this.#drawn = [at];
    const [x, y] = line[0]!;
    const size = line.reduce((most, [px, py]) => Math.max(most, Math.hypot(px - x, py - y)), 0);
    this.isDot = size < NEAR;
    const sigma = SIGMA[0] * (SIGMA[1] / SIGMA[0]) ** strength;
    this.#sigma = Math.max(SIGMA[0], Math.min(sigma, SIGMA_SHARE * size));
  }

  get done(): boolean {
    return this.isDot || this.#points.length - 1 - this.#at < ARRIVED;
  }

  /** How far along the line the pen has come, 0…1. */
  get share(): number {
    return this.isDot ? 1 : this.#at / (this.#points.length - 1);
  }

  /** What lies between the ends, page units. The ends stay the person's, so that lines that met still meet. */
  get inner(): Line {
    return this.#drawn.slice(1, -1);
  }

  /** The next move's token, given the network's logits. */
  choose(logits: Float32Array): number {
    let best = { entry: -1, at: 0, worth: -Infinity };
    for (let entry = 0; entry < moves.length; entry++) {
      const { at, worth } = this.#weigh(entry, logits[token.move + entry]!);
      if (worth > best.worth) best = { entry, at, worth };
    }
    if (best.entry < 0) best = this.#followed();
    const [x, y] = this.#drawn.at(-1)!;
    const { dx, dy } = moves[best.entry]!;
    this.#drawn.push([x + dx, y + dy]);
    this.#at = best.at;
    return token.move + best.entry;
  }

  /** How far a move comes and what it is worth, but for a constant; -Infinity: it does not come forward. */
  #weigh(entry: number, logit: number): { at: number; worth: number } {
    const [x, y] = this.#drawn.at(-1)!;
    const { dx, dy } = moves[entry]!;
    const length = Math.hypot(dx, dy);
    const at = this.#nearest(x + dx, y + dy, length);
    const forward = (at - this.#at) * SPACING;
    const arrives = at === this.#points.length - 1;
    if (forward < FORWARD * length && !arrives) return { at, worth: -Infinity };
    const [endX, endY] = this.#points[at]!;
    let misfit = (x + dx - endX) ** 2 + (y + dy - endY) ** 2;
    for (let i = this.#at + 1; i < at; i++) {
      const [px, py] = this.#points[i]!;
      misfit += squaredToSegment(px, py, x, y, x + dx, y + dy) * (SPACING / CORRELATED);
    }
    return { at, worth: logit - misfit / (2 * this.#sigma ** 2) + RATE * forward };
  }

  /** The point nearest to (x, y) of those that a move of this length may come to: all ahead, but not far ahead. */
  #nearest(x: number, y: number, length: number): number {
    const last = Math.min(this.#points.length - 1, this.#at + Math.ceil((2 * length) / SPACING) + 2);
    let nearest = this.#at + 1;
    let least = Infinity;
    for (let i = this.#at + 1; i <= last; i++) {
      const [px, py] = this.#points[i]!;
      const far = (px - x) ** 2 + (py - y) ** 2;
      if (far < least) {
        least = far;
        nearest = i;
      }
    }
    return nearest;
  }

  /** Where no move comes forward: the one that keeps to the line. */
  #followed(): { entry: number; at: number; worth: number } {
    const at = Math.min(this.#points.length - 1, this.#at + Math.ceil(CORRELATED / SPACING));
    const [x, y] = this.#drawn.at(-1)!;
    const [toX, toY] = this.#points[at]!;
    return { entry: nearestMove(Math.round(toX - x), Math.round(toY - y)), at, worth: 0 };
  }
}

/** Mean distance between the lines of two drawings, line by line and both ways, in their unit. */
export function meanDistance(before: Ink, after: Ink): number {
  let total = 0;
  let count = 0;
  before.forEach((line, i) => {
    const other = after[i];
    if (!other || other === line) return;
    for (const [points, target] of [
      [line, other],
      [other, line],
    ] as const) {
      for (const point of points) total += distanceToInk(point, [target]);
      count += points.length;
    }
  });
  return count > 0 ? total / count : 0;
}
