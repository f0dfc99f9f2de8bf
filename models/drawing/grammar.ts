import type { Grammar } from '../codec.ts';
import { GombocError } from '../error.ts';
import { moves } from './codebook.ts';
import { Pen } from './places.ts';
import { FRAME, VOCABULARY, kindOf, token } from './vocabulary.ts';

/** How far a drawn line may leave the page, in page units: 16 px of a 256 px square. Training pages end at their edge. */
export const MARGIN = 64;

export interface SketchGrammarOptions {
  /** Where it ends: with its first line, or with the drawing. The logits for a line go through `withLineEnd` first. */
  extent: 'stroke' | 'drawing';
}

/**
 * Lets lines out, pen up at its beginning: column, row, any number of moves, then the next column or the end. Moves stay
 * about the page. Marks and classes never.
 */
export class SketchGrammar implements Grammar {
  readonly #options: SketchGrammarOptions;
  readonly #mask = new Uint8Array(VOCABULARY);
  readonly #pen = new Pen();
  #last: 'column' | 'row' | 'move' | 'end' | 'nothing' = 'nothing';
  #stale = true;

  constructor(options: SketchGrammarOptions) {
    this.#options = options;
  }

  /** The pen is down: a line may grow or be over. */
  get drawing(): boolean {
    return this.#last === 'row' || this.#last === 'move';
  }

  get done(): boolean {
    return this.#last === 'end';
  }

  allowed(): Uint8Array {
    if (this.#stale) this.#refresh();
    return this.#mask;
  }

  accept(drawn: number): void {
    if (!this.allowed()[drawn]) {
      throw new GombocError('internal', `Token ${drawn} is not allowed after ${this.#last}.`, 'Please report this.');
    }
    this.#stale = true;
    this.#last = kindOf(drawn) as 'column' | 'row' | 'move' | 'end';
    this.#pen.move(drawn);
  }

  #refresh(): void {
    this.#stale = false;
    this.#mask.fill(0);
    if (this.done) return;
    if (this.#last === 'column') return void this.#mask.fill(1, token.row, token.move);
    const { extent } = this.#options;
    if (extent === 'drawing' || !this.drawing) this.#mask.fill(1, token.column, token.row);
    // Somebody asked for more: at least one line comes, also where the model would leave the drawing as it is.
    this.#mask[token.end] = this.drawing ? 1 : 0;
    if (!this.drawing) return;
    for (let entry = 0; entry < moves.length; entry++) {
      const { dx, dy } = moves[entry]!;
      this.#mask[token.move + entry] = inside(this.#pen.x + dx) && inside(this.#pen.y + dy) ? 1 : 0;
    }
  }
}

function inside(coordinate: number): boolean {
  return coordinate >= -MARGIN && coordinate < FRAME + MARGIN;
}

/**
 * The logits where only one line is wanted: the end stands for whatever would end the line, the drawing's end and any
 * next pen-down, with the probability of all of them. Otherwise a nucleus would leave out 128 columns that are each
 * unlikely, and lines would grow too long.
 */
export function withLineEnd(logits: Float32Array): Float32Array {
  const folded = logits.slice();
  let peak = logits[token.end]!;
  for (let column = token.column; column < token.row; column++) peak = Math.max(peak, logits[column]!);
  let total = Math.exp(logits[token.end]! - peak);
  for (let column = token.column; column < token.row; column++) total += Math.exp(logits[column]! - peak);
  folded[token.end] = peak + Math.log(total);
  return folded;
}
