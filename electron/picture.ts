import { nativeImage } from 'electron';
import type { Frame } from '../models/code/request.ts';

/** Good enough to read a sketch from again; a quarter of what a PNG of a photo takes. */
const quality = 85;

/** A grey frame as a JPEG's data address. */
export function jpegOf({ width, height, pixels }: Frame): string {
  const bgra = Buffer.alloc(width * height * 4, 255);
  for (let i = 0; i < width * height; i++) bgra.fill(pixels[i] ?? 255, i * 4, i * 4 + 3);
  const jpeg = nativeImage.createFromBitmap(bgra, { width, height }).toJPEG(quality);
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}
