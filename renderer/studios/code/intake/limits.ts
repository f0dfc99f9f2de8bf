import { GombocError } from '../../../../models/error.ts';
import type { Header, Kind } from './header/header.ts';

/** A file larger than this is no sketch. */
export const largestFile = 256 * 2 ** 20;
/** Decoded, a pixel is four bytes: 400 MB. */
export const mostPixels = 100_000_000;
/** Pixels on a side. Canvases end at 32,767. */
export const longestSide = 30_000;
/** Less than this has no page in it: the model's frame is 512 wide. */
export const shortestSide = 16;
/** The long side of what is kept, pixels: four times the model's frame, so that a crop of a photo is still sharp. */
export const keptSide = 2048;

/** A picture as it goes into the studio: straight RGBA, at most 2048 pixels a side. */
export interface Picture {
  /** Of the file. */
  name: string;
  width: number;
  height: number;
  image: ImageData;
}

/** @throws GombocError `picture-unreadable`: no kind of file that is read here */
export function checkKind(kind: Kind, name: string): asserts kind is Exclude<Kind, 'svg' | 'tiff' | 'unknown'> {
  if (kind === 'svg') {
    const remedy = 'Open it in the Draw studio, or export it as a PNG.';
    throw unreadable(`“${name}” is an SVG: lines of a drawing, not a picture.`, remedy);
  }
  if (kind === 'tiff') throw unreadable(`“${name}” is a TIFF, which is not read here.`, 'Export it as a PNG or JPEG.');
  if (kind === 'unknown') throw unreadable(`“${name}” is not a picture that is known here.`, knownKinds);
}

/** Before a pixel is decoded. @throws GombocError `picture-unreadable` */
export function checkHeader(header: Header | null, name: string): asserts header is Header {
  if (!header) throw unreadable(`“${name}” is damaged: it does not say how large it is.`, again);
  checkSize(header.width, header.height, name);
  if (!header.whole) throw unreadable(`“${name}” ends in the middle of the picture.`, again);
}

/** @throws GombocError `picture-unreadable` */
export function checkSize(width: number, height: number, name: string): void {
  const size = `${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels`;
  if (Math.max(width, height) > longestSide || width * height > mostPixels) {
    const limit = `${longestSide.toLocaleString('en')} a side and ${mostPixels / 1e6} megapixels`;
    throw unreadable(`“${name}” says that it has ${size}, more than ${limit}.`, 'Make it smaller: 2,000 are enough.');
  }
  if (Math.min(width, height) < shortestSide) {
    throw unreadable(`“${name}” has ${size}: no sketch can be seen in it.`, 'Choose the picture itself, not its icon.');
  }
}

/** The size at which a picture is kept: its long side at most `most`. Never 0 on the short one. */
export function keptSize(width: number, height: number, most = keptSide): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

export function unreadable(message: string, remedy: string, cause?: unknown): GombocError {
  return new GombocError('picture-unreadable', message, remedy, cause === undefined ? undefined : { cause });
}

export const knownKinds = 'Choose a PNG, JPEG, WebP, GIF, BMP, AVIF, HEIC or PDF.';
export const again = 'Copy or export it again, or take the photo once more.';
