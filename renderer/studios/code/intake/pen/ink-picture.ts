import type { Drawing } from '../../../../../models/drawing/drawing.ts';
import type { Stroke } from '../../../../../models/drawing/stroke.ts';
import { pathOf } from '../../../../lib/ink/path.ts';

/** How many of the strokes that are to be painted lie on the picture already; -1: others lie there too. */
export function alreadyPainted(painted: readonly Stroke[], wanted: readonly Stroke[]): number {
  return painted.length <= wanted.length && painted.every((stroke, i) => wanted[i] === stroke) ? painted.length : -1;
}

/** The picture that the model reads: black ink on white, a pixel of the paper a pixel. Only new strokes are painted. */
export class InkPicture {
  readonly #brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
  #painted: readonly Stroke[] = [];

  of({ width, height, strokes }: Drawing): ImageData {
    const { canvas } = this.#brush;
    const same = canvas.width === width && canvas.height === height;
    const from = same ? alreadyPainted(this.#painted, strokes) : -1;
    if (from < 0) this.#blank(width, height);
    this.#brush.fillStyle = 'black';
    for (const stroke of strokes.slice(Math.max(0, from))) this.#brush.fill(pathOf(stroke));
    this.#painted = strokes;
    return this.#brush.getImageData(0, 0, width, height);
  }

  #blank(width: number, height: number): void {
    const { canvas } = this.#brush;
    [canvas.width, canvas.height] = [width, height];
    this.#brush.fillStyle = 'white';
    this.#brush.fillRect(0, 0, width, height);
  }
}
