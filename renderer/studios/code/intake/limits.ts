import type { Kind } from '../../../../models/code/header/header.ts';
import { unreadable } from '../../../../models/code/limits.ts';
import { said } from '../../../../models/words/said.ts';
import type { Sentence } from '../../../../models/words/words.ts';

/** A file larger than this is no sketch. */
export const largestFile = 256 * 2 ** 20;
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
    throw unreadable(said('“{name}” is an SVG: lines of a drawing, not a picture.', { name }), remedy);
  }
  if (kind === 'tiff')
    throw unreadable(said('“{name}” is a TIFF, which is not read here.', { name }), 'Export it as a PNG or JPEG.');
  if (kind === 'unknown') throw unreadable(said('“{name}” is not a picture that is known here.', { name }), knownKinds);
}

/** The size at which a picture is kept: its long side at most `most`. Never 0 on the short one. */
export function keptSize(width: number, height: number, most = keptSide): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

export const knownKinds: Sentence = 'Choose a PNG, JPEG, WebP, GIF, BMP, AVIF, HEIC or PDF.';
