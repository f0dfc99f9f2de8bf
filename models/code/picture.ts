import type { Box } from './page.ts';
import type { Frame } from './request.ts';
import { LONG, frames } from './vocabulary.ts';

/** Pixels row by row, four bytes each: red, green, blue, and how opaque they are (not premultiplied). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** Degrees clockwise by which a picture is turned. */
export const turns = [0, 90, 180, 270] as const;
export type Turn = (typeof turns)[number];

/** The picture turned, without loss: a copy. */
export function turned(picture: Pixels, turn: Turn): Pixels & { data: Uint8ClampedArray<ArrayBuffer> } {
  const { width, height } = picture;
  // A copy, for the bytes may not lie where whole pixels can be taken.
  const from = new Uint32Array(new Uint8Array(picture.data).buffer);
  const to = new Uint32Array(from.length);
  const places: Record<Turn, (x: number, y: number) => number> = {
    0: (x, y) => y * width + x,
    90: (x, y) => x * height + height - 1 - y,
    180: (x, y) => (height - 1 - y) * width + width - 1 - x,
    270: (x, y) => (width - 1 - x) * height + y,
  };
  const place = places[turn];
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) to[place(x, y)] = from[at]!;
  const size = turn % 180 === 0 ? { width, height } : { width: height, height: width };
  return { ...size, data: new Uint8ClampedArray(to.buffer) };
}

export interface Fit {
  /** Of the frame. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  /** Frame pixels a picture pixel. */
  readonly scale: number;
}

/** The frame that wastes the least of itself for a picture in its top left corner, the first of equals. */
export function frameOf(width: number, height: number): Fit {
  let best = 0;
  let most = -1;
  frames.forEach(([w, h], index) => {
    // Rounded, as page.py does, so that equals are equal in both languages.
    const used = Math.round(((width * height * Math.min(w / width, h / height) ** 2) / (w * h)) * 1e6) / 1e6;
    if (used <= most) return;
    most = used;
    best = index;
  });
  const [w, h] = frames[best]!;
  return { index: best, width: w, height: h, scale: Math.min(w / width, h / height) };
}

/** The picture as the network sees it: grey, on white, shrunk (averaged) or enlarged into a frame's top left corner. */
export function toFrame(picture: Pixels): { frame: Frame; scale: number } {
  const fit = frameOf(picture.width, picture.height);
  const width = Math.max(1, Math.min(fit.width, Math.round(picture.width * fit.scale)));
  const height = Math.max(1, Math.min(fit.height, Math.round(picture.height * fit.scale)));
  const columns = fit.scale < 1 ? averaging(picture.width, width) : blending(picture.width, width);
  const rows = fit.scale < 1 ? averaging(picture.height, height) : blending(picture.height, height);
  const narrow = shrinkRows(grey(picture), picture.width, picture.height, columns);
  const pixels = new Uint8Array(fit.width * fit.height).fill(255);
  for (let y = 0; y < height; y++) {
    const { from, weights } = rows[y]!;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * narrow[(from + i) * width + x]!;
      pixels[y * fit.width + x] = Math.round(sum);
    }
  }
  return { frame: { width: fit.width, height: fit.height, pixels }, scale: fit.scale };
}

/** A box in frame units as pixels of the picture that was put into the frame at this scale. */
export function toPicture(box: Box, scale: number): Box {
  const factor = LONG / scale;
  return { x0: box.x0 * factor, y0: box.y0 * factor, x1: box.x1 * factor, y1: box.y1 * factor };
}

/** Luma of ITU-R 601 in Pillow's fixed point, what is transparent on white; 0..255. */
export function grey({ width, height, data }: Pixels): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < out.length; i++, at += 4) {
    const luma = (data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 0x8000) >> 16;
    const alpha = data[at + 3]!;
    out[i] = alpha === 255 ? luma : Math.round(255 + ((luma - 255) * alpha) / 255);
  }
  return out;
}

/** Which source pixels make one of the result, and how much of each: weights sum to 1. */
interface Taps {
  readonly from: number;
  readonly weights: Float32Array;
}

/** Pillow's BOX filter: the source pixels whose middle lies under the result's pixel, evenly; its sums, its ties. */
function averaging(source: number, result: number): Taps[] {
  const scale = source / result;
  return Array.from({ length: result }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const from = Math.max(0, Math.floor(centre - 0.5 * scale + 0.5));
    const to = Math.min(source, Math.floor(centre + 0.5 * scale + 0.5));
    const under = Array.from({ length: to - from }, (_, x) => {
      const off = (x + from - centre + 0.5) * (1 / scale);
      return off > -0.5 && off <= 0.5 ? 1 : 0;
    });
    const total = under.reduce<number>((sum, one) => sum + one, 0);
    return { from, weights: Float32Array.from(under, (one) => one / total) };
  });
}

/** Pillow's BILINEAR where it enlarges: the two nearest source pixels. */
function blending(source: number, result: number): Taps[] {
  const scale = source / result;
  return Array.from({ length: result }, (_, i) => {
    const centre = (i + 0.5) * scale - 0.5;
    const from = Math.max(0, Math.floor(centre));
    const to = Math.min(source - 1, Math.floor(centre) + 1);
    const part = Math.min(1, Math.max(0, centre - from));
    return { from, weights: to > from ? Float32Array.of(1 - part, part) : Float32Array.of(1) };
  });
}

/** Every row of a grey picture put together by the taps: [height × taps.length], 0..255. */
function shrinkRows(source: Uint8Array, width: number, height: number, taps: readonly Taps[]): Float32Array {
  const out = new Float32Array(height * taps.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < taps.length; x++) {
      const { from, weights } = taps[x]!;
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * source[row + from + i]!;
      // Pillow rounds between its two passes, too.
      out[y * taps.length + x] = Math.round(sum);
    }
  }
  return out;
}
