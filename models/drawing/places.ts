import { moves } from './codebook.ts';
import { CELL, LEVELS, PLACES, VOCABULARY, kindOf, token } from './vocabulary.ts';

/**
 * Follows a sequence's pen, because the network's inputs say where it is: an input id is
 * `token + VOCABULARY · place`, an output a plain token. Starts in the page's corner. Total: any token will do.
 */
export class Pen {
  /** Page units. */
  x = 0;
  y = 0;

  /** Moves on past a token. A column or row token lifts the pen there, one at a time; marks leave it where it is. */
  move(drawn: number): void {
    const kind = kindOf(drawn);
    if (kind === 'column') this.x = drawn * CELL + CELL / 2;
    else if (kind === 'row') this.y = (drawn - token.row) * CELL + CELL / 2;
    else if (kind === 'move') {
      const { dx, dy } = moves[drawn - token.move]!;
      this.x += dx;
      this.y += dy;
    }
  }

  /** The input id of a token that the pen has just moved past. */
  place(drawn: number): number {
    if (drawn >= token.end) return drawn;
    // After a column there is no row yet.
    const row = drawn < token.row ? 0 : levelOf(this.y) + 1;
    return drawn + VOCABULARY * (levelOf(this.x) + 1 + PLACES * row);
  }

  /** Moves on past a token and gives its input id. */
  accept(drawn: number): number {
    this.move(drawn);
    return this.place(drawn);
  }

  copy(): Pen {
    const pen = new Pen();
    pen.x = this.x;
    pen.y = this.y;
    return pen;
  }
}

/** The column or row that a coordinate lies in, or the nearest one. */
export function levelOf(coordinate: number): number {
  return Math.min(LEVELS - 1, Math.max(0, Math.floor(coordinate / CELL)));
}

/** Input ids of a sequence from its beginning. */
export function placed(tokens: ArrayLike<number>): Int32Array {
  const pen = new Pen();
  return Int32Array.from(tokens, (drawn) => pen.accept(drawn));
}
