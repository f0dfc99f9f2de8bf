import { nativeImage } from 'electron';
import type { Frame } from '../models/code/request.ts';

/** Good enough to read a sketch from again; a quarter of what a PNG of a photo takes. */
const quality = 85;

/** A grey frame as a JPEG's data address. */
export function jpegOf({ width, height, pixels }: Frame): string {
  // Blue, green and red in one number, and nothing of it transparent.
  const bgra = Uint32Array.from(pixels, (grey) => 0xff000000 + grey * 0x010101);
  const jpeg = nativeImage.createFromBitmap(Buffer.from(bgra.buffer), { width, height }).toJPEG(quality);
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}
