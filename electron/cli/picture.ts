import { basename } from 'node:path';
import type { Metadata } from 'sharp';
import type { Pixels } from '../../models/code/picture.ts';
import { GombocError } from '../../models/error.ts';
import { readChosen } from '../disk.ts';

/** Decoded, a pixel is four bytes: 400 MB. */
const mostPixels = 100_000_000;
/** Pixels on a side. */
const longestSide = 30_000;
/** Less than this has no page in it: the model's frame is 512 wide. */
const shortestSide = 16;
/** The long side of what is kept, pixels: about four times the model's frame. */
const keptSide = 2000;
/** Seconds that decoding may take: a bomb's way out, where it keeps to the size that it says. */
const patience = 60;

/** By libvips' names of their loaders: what scans and cameras make. No SVG and no PDF: they are no pictures. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'];
const known = 'Choose a PNG, JPEG, WebP, GIF, AVIF or TIFF.';
const again = 'Copy or export it again, or take the photo once more.';

type Sharp = typeof import('sharp').default;
let loading: Promise<Sharp> | null = null;

/** Loaded with the first picture: the other commands need none of it. */
function load(): Promise<Sharp> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: loaders.map((name) => `VipsForeignLoad${name}`) });
    // Each picture comes once.
    sharp.cache(false);
    return sharp;
  });
  return loading;
}

export interface DecodedPicture {
  /** As a person sees it, turned as the camera was held: pixels. */
  width: number;
  height: number;
  /** Straight RGBA in sRGB; at most 2,000 on the long side. */
  pixels: Pixels;
}

/** @throws GombocError `file-unreadable`, `picture-unreadable` */
export async function readPicture(path: string): Promise<DecodedPicture> {
  return decodePicture(await readChosen(path), basename(path));
}

/**
 * A file's bytes as a picture: the first frame of what moves, turned as its EXIF says, in sRGB with 8 bits a channel,
 * with its transparency. What it says of its size is checked before it is decoded.
 *
 * @param name of the file, to speak of it; the bytes alone say what it is
 * @throws GombocError `picture-unreadable`
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<DecodedPicture> {
  const sharp = await load();
  const { width, height } = checked(await headerOf(sharp, bytes, name), name);
  try {
    // Damage that shows in the picture is an error; a strange colour profile is not.
    const { data, info } = await sharp(bytes, {
      ...{ failOn: 'error', limitInputPixels: mostPixels },
      ...{ pages: 1, sequentialRead: true },
    })
      .autoOrient()
      .resize({ width: keptSide, height: keptSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .timeout({ seconds: patience })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width, height, pixels: { width: info.width, height: info.height, data } };
  } catch (error) {
    throw unreadable(`“${name}” can't be decoded (${said(error)}).`, again, error);
  }
}

async function headerOf(sharp: Sharp, bytes: Uint8Array, name: string): Promise<Metadata> {
  if (bytes.length === 0) throw unreadable(`“${name}” is empty.`, again);
  try {
    // Its size is looked at below, so that the message can name it.
    return await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
  } catch (error) {
    if (/<svg[\s>]/.test(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))) {
      const remedy = 'Export it as a PNG; gomboc draw reads drawings.';
      throw unreadable(`“${name}” is an SVG: lines of a drawing, not a picture.`, remedy, error);
    }
    if (said(error).includes('corrupt header'))
      throw unreadable(`“${name}” is damaged (${said(error)}).`, again, error);
    throw unreadable(`“${name}” is not a picture that is known here (${said(error)}).`, known, error);
  }
}

/** The size as a person sees it. */
function checked({ autoOrient }: Metadata, name: string): { width: number; height: number } {
  const { width, height } = autoOrient;
  const size = `${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels`;
  if (Math.max(width, height) > longestSide || width * height > mostPixels) {
    const limit = `${longestSide.toLocaleString('en')} a side and ${mostPixels / 1e6} megapixels`;
    throw unreadable(`“${name}” says that it has ${size}, more than ${limit}.`, 'Make it smaller: 2,000 are enough.');
  }
  if (Math.min(width, height) < shortestSide) {
    throw unreadable(`“${name}” has ${size}: no sketch can be seen in it.`, 'Choose the picture itself, not its icon.');
  }
  return { width, height };
}

const said = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim().slice(0, 160);

function unreadable(message: string, remedy: string, cause?: unknown): GombocError {
  return new GombocError('picture-unreadable', message, remedy, cause === undefined ? undefined : { cause });
}
