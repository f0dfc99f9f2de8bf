import { GombocError } from '../error.ts';
import type { Header } from './header/header.ts';

/* How large a picture of a sketch may be, in the window and on the command line. */

/** Decoded, a pixel is four bytes: 400 MB. */
export const mostPixels = 100_000_000;
/** Pixels on a side. Canvases end at 32,767. */
export const longestSide = 30_000;
/** Less than this has no page in it: the model's frame is 512 wide. */
export const shortestSide = 16;

export const again = 'Copy or export it again, or take the photo once more.';

/** Before a pixel is decoded. @throws GombocError `picture-unreadable` */
export function checkHeader(header: Header | null, name: string): asserts header is Header {
  if (!header) throw unreadable(`“${name}” is damaged: it does not say how large it is.`, again);
  checkSize(header.width, header.height, name);
  if (!header.whole) throw unreadable(`“${name}” ends in the middle of the picture.`, again);
}

/** @param name of the file, to speak of it. @throws GombocError `picture-unreadable` */
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

export function unreadable(message: string, remedy: string, cause?: unknown): GombocError {
  return new GombocError('picture-unreadable', message, remedy, cause === undefined ? undefined : { cause });
}
