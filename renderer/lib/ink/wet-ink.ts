import type { Sample } from '../../../models/drawing/stroke.ts';
import type { Look } from './gesture.ts';
import { inDark } from './ink-colour.ts';
import { traceOutline } from './path.ts';

/** Samples that are outlined anew in every frame, at most. Those before them stay as they were painted. */
const longestTail = 96;
/** Of these, as many stay painted at once; the rest overlap the next piece, so that no seam shows. */
const piece = 64;

/**
 * The stroke under the pen. What a frame costs does not depend on how long the stroke is: its older part is painted
 * once, on the lower canvas, and only its tail again and again on the upper one.
 */
export class WetInk {
  #tail: Sample[] = [];
  readonly #dry: Sample[][] = [];
  /** How many of the dry pieces are on the lower canvas. */
  #painted = 0;
  readonly #colour: string;

  constructor(
    private readonly look: Pick<Look, 'colour' | 'width'>,
    dark: boolean,
  ) {
    this.#colour = dark ? inDark(look.colour) : look.colour;
  }

  add(samples: readonly Sample[]): void {
    for (const sample of samples) {
      this.#tail.push(sample);
      if (this.#tail.length < longestTail) continue;
      this.#dry.push(this.#tail);
      this.#tail = this.#tail.slice(piece);
    }
  }

  /** The lower canvas was painted anew: what lay on it of this stroke is gone. */
  washedOff(): void {
    this.#painted = 0;
  }

  /** Paints what will not change any more, each piece once; both brushes are in paper pixels. */
  paintDry(brush: CanvasRenderingContext2D): void {
    for (; this.#painted < this.#dry.length; this.#painted++) {
      this.#fill(brush, this.#dry[this.#painted]!.slice(0, piece + (longestTail - piece) / 2));
    }
  }

  paintTail(brush: CanvasRenderingContext2D): void {
    this.#fill(brush, this.#tail);
  }

  #fill(brush: CanvasRenderingContext2D, samples: readonly Sample[]): void {
    brush.fillStyle = this.#colour;
    traceOutline(brush, samples, this.look.width);
    brush.fill();
  }
}
