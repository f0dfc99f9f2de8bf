import { basename } from 'node:path';
import type { Metadata } from 'sharp';
import { kindOf, readHeader } from '../../models/code/header/header.ts';
import { readHeif } from '../../models/code/heif.ts';
import { again, checkHeader, checkSize, mostPixels, unreadable } from '../../models/code/limits.ts';
import type { Pixels } from '../../models/code/picture.ts';
import { readChosen } from '../disk.ts';
import { loadCanvas } from './canvas.ts';
import { firstPageOf } from './page-of-pdf.ts';
import { plain } from '../../models/words/said.ts';

/**
 * The long side of what is kept, pixels: nobody looks at it here, and the model's frame is half of that. At four times the
 * frame a photo takes twice as long, to decode and to shrink (`npm run bench -- code`), and is read no better.
 */
const keptSide = 1024;
/** Seconds that decoding may take: a bomb's way out, where it keeps to the size that it says. */
const patience = 60;

/** By libvips' names of their loaders: what scans and cameras make. No SVG: it is no picture. */
const loaders = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'];
const known = 'Choose a PNG, JPEG, WebP, GIF, BMP, AVIF, HEIC, TIFF or PDF.';

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
  /** Straight RGBA in sRGB; at most 1,024 on the long side. */
  pixels: Pixels;
}

/** @throws GombocError `file-unreadable`, `picture-unreadable` */
export async function readPicture(path: string): Promise<DecodedPicture> {
  return decodePicture(await readChosen(path), basename(path));
}

/**
 * A file's bytes as a picture: the first frame of what moves, a PDF's first page, turned as its EXIF says, in sRGB with 8 bits a channel,
 * with its transparency. What it says of its size is checked before it is decoded.
 *
 * @param name of the file, to speak of it; the bytes alone say what it is
 * @throws GombocError `picture-unreadable`
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<DecodedPicture> {
  const kind = kindOf(bytes);
  if (kind === 'pdf') {
    const pixels = await firstPageOf(bytes, name, keptSide);
    return { width: pixels.width, height: pixels.height, pixels };
  }
  const sharp = await load();
  if (kind === 'bmp') return shrunk(sharp, await readBmp(bytes, name), name);
  const metadata = await headerOf(sharp, bytes, name);
  const { width, height } = metadata.autoOrient;
  checkSize(width, height, name);
  if (metadata.compression === 'hevc') return shrunk(sharp, await decodeHeif(bytes, name), name);
  // Damage that shows in the picture is an error; a strange colour profile is not.
  const limits = { limitInputPixels: mostPixels, pages: 1, sequentialRead: true } as const;
  const pixels = await kept(sharp(bytes, { failOn: 'error', ...limits }).autoOrient(), name);
  return { width, height, pixels };
}

/** What is as large as it was, as it is kept. */
async function shrunk(sharp: Sharp, { width, height, data }: Pixels, name: string): Promise<DecodedPicture> {
  checkSize(width, height, name);
  const pixels = await kept(sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: mostPixels }), name);
  return { width, height, pixels };
}

async function kept(picture: ReturnType<Sharp>, name: string): Promise<Pixels> {
  try {
    const { data, info } = await picture
      .resize({ width: keptSide, height: keptSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .timeout({ seconds: patience })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (error) {
    throw unreadable(plain(`“${name}” can't be decoded (${said(error)}).`), again, error);
  }
}

/** What iPhones take: libvips has no decoder of it. */
async function decodeHeif(bytes: Uint8Array, name: string): Promise<Pixels> {
  const { default: libheif } = await import('libheif-js/libheif-wasm/libheif-bundle.mjs');
  /* eslint-disable no-console -- libheif tells its troubles on stdout, which is the command's own */
  const { log } = console;
  console.log = () => {};
  try {
    return await readHeif(libheif, bytes);
  } catch (error) {
    throw unreadable(
      plain(`“${name}” can't be decoded (${said(error)}).`),
      plain(`${again} A JPEG or PNG will do, too.`),
      error,
    );
  } finally {
    console.log = log;
  }
  /* eslint-enable no-console */
}

async function readBmp(bytes: Uint8Array, name: string): Promise<Pixels> {
  const header = readHeader(bytes, 'bmp');
  checkHeader(header, name);
  const { createCanvas, loadImage } = await loadCanvas(name, 'a BMP');
  const image = await loadImage(bytes).catch((error: unknown) => {
    throw unreadable(plain(`“${name}” can't be decoded (${said(error)}).`), again, error);
  });
  // What it decodes to is not taken on trust either.
  checkSize(image.width, image.height, name);
  const brush = createCanvas(image.width, image.height).getContext('2d');
  brush.drawImage(image, 0, 0);
  return brush.getImageData(0, 0, image.width, image.height);
}

async function headerOf(sharp: Sharp, bytes: Uint8Array, name: string): Promise<Metadata> {
  if (bytes.length === 0) throw unreadable(plain(`“${name}” is empty.`), again);
  try {
    // Its size is looked at below, so that the message can name it.
    return await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata();
  } catch (error) {
    if (/<svg[\s>]/.test(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))) {
      const remedy = 'Export it as a PNG; gomboc draw reads drawings.';
      throw unreadable(plain(`“${name}” is an SVG: lines of a drawing, not a picture.`), plain(remedy), error);
    }
    if (said(error).includes('corrupt header'))
      throw unreadable(plain(`“${name}” is damaged (${said(error)}).`), again, error);
    throw unreadable(plain(`“${name}” is not a picture that is known here (${said(error)}).`), plain(known), error);
  }
}

const said = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim().slice(0, 160);
