import type { Grammar } from '../codec.ts';
import { GombocError } from '../error.ts';
import { moves } from './codebook.ts';
import { Pen } from './places.ts';
import { FRAME, VOCABULARY, kindOf, token } from './vocabulary.ts';

/** How far a drawn line may leave the page, in page units: 16 px of a 256 px square. Training pages end at their edge. */
export const MARGIN = 64;

export interface SketchGrammarOptions {
  /** Where it ends: with its first line, or with the drawing. */
  extent: 'stroke' | 'drawing';
  /** A line must come first: an empty drawing is not one. */
  mustDraw: boolean;
}

/**
 * Lets lines out, pen up at its beginning: column, row, any number of moves, then the next column or the end. Moves stay
 * about the page. Marks and classes never. A single line is over where the next pen-down, or the end, is taken: that
 * token says that the line is over, and draws nothing.
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
    const over = this.#options.extent === 'stroke' && this.#last !== 'nothing' && kindOf(drawn) === 'column';
    this.#last = over ? 'end' : (kindOf(drawn) as 'column' | 'row' | 'move' | 'end');
    this.#pen.move(drawn);
  }

  #refresh(): void {
    this.#stale = false;
    this.#mask.fill(0);
    if (this.done) return;
    if (this.#last === 'column') return void this.#mask.fill(1, token.row, token.move);
    this.#mask.fill(1, token.column, token.row);
    if (this.#last === 'nothing') {
      this.#mask[token.end] = this.#options.mustDraw ? 0 : 1;
      return;
    }
    this.#mask[token.end] = 1;
    for (let entry = 0; entry < moves.length; entry++) {
      const { dx, dy } = moves[entry]!;
      this.#mask[token.move + entry] = inside(this.#pen.x + dx) && inside(this.#pen.y + dy) ? 1 : 0;
    }
  }
}

function inside(coordinate: number): boolean {
  return coordinate >= -MARGIN && coordinate < FRAME + MARGIN;
}
