import type { Note } from '../../../../models/music/note.ts';
import type { Span } from '../edits.ts';
import type { NoteIndex } from './note-index.ts';
import { pitches, pitchToY, timeToX, type Size, type View } from './view.ts';

/** What is rasterised. */
export interface RasterScene {
  index: NoteIndex;
  view: View;
  /** Notes that start here are drawn faintly. */
  replaced: Span | null;
}

/** Opacity of notes that a take would replace. */
const faint = 0.25;

/**
 * Notes as pixels, written row by row into memory. A canvas takes a path or a call for every note, which at tens of
 * thousands in sight costs hundreds of milliseconds where there is no graphics card; this costs a few.
 *
 * @param pixels RGBA of each pixel as one little-endian number, `size` in device pixels; overwritten
 * @param colours RGBA of each velocity
 * @param ratio device pixels per CSS pixel
 */
export function rasterise(
  pixels: Uint32Array,
  size: Size,
  { index, view, replaced }: RasterScene,
  colours: Uint32Array,
  ratio: number,
): void {
  pixels.fill(0);
  // A pixel's gap between neighbouring rows, where rows are high enough to spare it.
  const gap = view.rowHeight > 6 ? 1 : 0;
  const height = Math.max(1, Math.round((view.rowHeight - gap) * ratio));
  const rounded = view.rowHeight >= 9 ? Math.round(ratio) : 0;
  const narrowest = Math.ceil(1.5 * ratio);
  // Where notes are narrower than a pixel, one for each row and pixel is enough.
  const covered = new Int32Array(pitches).fill(-1);
  const draw = (note: Note): void => {
    const left = Math.round(timeToX(view, note.start) * ratio);
    const right = Math.max(left + narrowest, Math.round((timeToX(view, note.end) - gap) * ratio));
    if (right <= covered[note.pitch]!) return;
    covered[note.pitch] = right === left + narrowest ? right : left + 1;
    const colour = colours[note.velocity]!;
    const gone = replaced !== null && note.start >= replaced.from && note.start < replaced.to;
    const inset = right - left >= 6 * ratio ? rounded : 0;
    const top = Math.round(pitchToY(view, note.pitch) * ratio);
    fill(pixels, size, { left, right, top, height, inset }, gone ? withAlpha(colour, faint) : colour);
  };
  index.visit(view.start, view.start + size.width / ratio / view.pixelsPerSecond, draw);
}

interface Bar {
  left: number;
  right: number;
  top: number;
  height: number;
  /** Pixels by which the first and last row are shorter on both sides: rounded corners. */
  inset: number;
}

function fill(pixels: Uint32Array, { width, height }: Size, bar: Bar, colour: number): void {
  const last = bar.top + bar.height - 1;
  for (let y = Math.max(0, bar.top); y <= last && y < height; y++) {
    const inset = y - bar.top < bar.inset || last - y < bar.inset ? bar.inset : 0;
    const from = Math.max(0, bar.left + inset);
    const to = Math.min(width, bar.right - inset);
    // Below some pixels a call costs more than they do.
    if (to - from > 8) pixels.fill(colour, y * width + from, y * width + to);
    else for (let x = from; x < to; x++) pixels[y * width + x] = colour;
  }
}

/** Little-endian RGBA: alpha is the highest byte. */
const withAlpha = (colour: number, alpha: number): number =>
  ((colour & 0xffffff) | (Math.round(255 * alpha) << 24)) >>> 0;

/** Keeps the memory and the canvas that the raster is shown through. */
export class NotePicture {
  readonly #canvas = new OffscreenCanvas(1, 1);
  #image: ImageData | null = null;

  /** Paints the notes of the grid, whose size is in CSS pixels. */
  draw(paint: CanvasRenderingContext2D, grid: Size, scene: RasterScene, colours: Uint32Array, ratio: number): void {
    const size = {
      width: Math.max(1, Math.round(grid.width * ratio)),
      height: Math.max(1, Math.round(grid.height * ratio)),
    };
    const brush = this.#canvas.getContext('2d')!;
    if (this.#image?.width !== size.width || this.#image.height !== size.height) {
      Object.assign(this.#canvas, size);
      this.#image = new ImageData(size.width, size.height);
    }
    rasterise(new Uint32Array(this.#image.data.buffer), size, scene, colours, ratio);
    brush.putImageData(this.#image, 0, 0);
    paint.drawImage(this.#canvas, 0, 0, grid.width, grid.height);
  }
}
