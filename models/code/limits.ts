import { GombocError } from '../error.ts';
import { said, type Saying } from '../words/said.ts';
import type { Sentence } from '../words/words.ts';
import type { Header } from './header/header.ts';

/* How large a picture of a sketch may be, in the window and on the command line. */

/** Decoded, a pixel is four bytes: 400 MB. */
export const mostPixels = 100_000_000;
/** Pixels on a side. Canvases end at 32,767. */
export const longestSide = 30_000;
/** Less than this has no page in it: the model's frame is 512 wide. */
export const shortestSide = 16;

export const again: Sentence = 'Copy or export it again, or take the photo once more.';

/** Before a pixel is decoded. @throws GombocError `picture-unreadable` */
export function checkHeader(header: Header | null, name: string): asserts header is Header {
  if (!header) throw unreadable(said('“{name}” is damaged: it does not say how large it is.', { name }), again);
  checkSize(header.width, header.height, name);
  if (!header.whole) throw unreadable(said('“{name}” ends in the middle of the picture.', { name }), again);
}

/** @param name of the file, to speak of it. @throws GombocError `picture-unreadable` */
export function checkSize(width: number, height: number, name: string): void {
  if (Math.max(width, height) > longestSide || width * height > mostPixels) {
    const message = said(
      '“{name}” says that it has {width} × {height} pixels, more than {side} a side and {megapixels} megapixels.',
      { name, width, height, side: longestSide, megapixels: mostPixels / 1e6 },
    );
    throw unreadable(message, 'Make it smaller: 2,000 are enough.');
  }
  if (Math.min(width, height) < shortestSide) {
    const message = said('“{name}” has {width} × {height} pixels: no sketch can be seen in it.', {
      name,
      width,
      height,
    });
    throw unreadable(message, 'Choose the picture itself, not its icon.');
  }
}

export function unreadable(message: Saying, remedy: Saying, cause?: unknown): GombocError {
  return new GombocError('picture-unreadable', message, remedy, cause === undefined ? undefined : { cause });
}
