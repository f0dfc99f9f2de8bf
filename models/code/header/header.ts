import { readBmp } from './bmp.ts';
import { Bytes, CutOff } from './bytes.ts';
import { readGif } from './gif.ts';
import { readIsoMedia } from './iso-media.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

/*
 * What a file says of itself before any of its pixels is decoded. Only the bytes count, never the name.
 */

export type Format = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';

/** What the bytes are; `tiff` and `svg` only so that the person is told what they have. */
export type Kind = Format | 'pdf' | 'svg' | 'tiff' | 'unknown';

export interface Header {
  format: Format;
  /** Pixels as stored, before the camera's orientation turns them. Not checked: may be 0 or absurd. */
  width: number;
  height: number;
  /** Whether the file goes as far as it says it does. */
  whole: boolean;
}

/** What the file is, by its first bytes. */
export function kindOf(all: Uint8Array): Kind {
  const bytes = new Bytes(all);
  if (bytes.has(0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (bytes.has(0, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (bytes.has(0, 'RIFF') && bytes.has(8, 'WEBP')) return 'webp';
  if (bytes.has(0, 'GIF87a') || bytes.has(0, 'GIF89a')) return 'gif';
  if (bytes.has(0, 'BM') && bytes.has(15, [0, 0, 0])) return 'bmp';
  if (bytes.has(0, [0x49, 0x49, 0x2a, 0]) || bytes.has(0, [0x4d, 0x4d, 0, 0x2a])) return 'tiff';
  if (bytes.has(4, 'ftyp')) return isoMediaKind(bytes);
  const text = String.fromCharCode(...all.subarray(0, 1024));
  // A PDF's first line may stand anywhere in its first kilobyte.
  if (text.includes('%PDF-')) return 'pdf';
  return /^(\xef\xbb\xbf)?\s*<(\?xml|!--|!DOCTYPE\s+svg|svg[\s>])/i.test(text) && /<svg|\?xml/i.test(text)
    ? 'svg'
    : 'unknown';
}

const heicBrands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** By its major brand, and where that is a general one (`mif1`), by the others. */
function isoMediaKind(bytes: Bytes): Kind {
  const brands: string[] = [];
  const end = Math.min(bytes.length, bytes.big(0, 4), 256);
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(bytes.text(at, 4));
  if (brands.includes('avif') || brands.includes('avis')) return 'avif';
  return brands.some((brand) => heicBrands.includes(brand)) ? 'heic' : 'unknown';
}

/** Its size; null: it ends, or is damaged, before it says one. In time linear in the file's length. */
export function readHeader(all: Uint8Array, format: Format): Header | null {
  const bytes = new Bytes(all);
  try {
    switch (format) {
      case 'png':
        return readPng(bytes);
      case 'jpeg':
        return readJpeg(bytes);
      case 'webp':
        return readWebp(bytes);
      case 'gif':
        return readGif(bytes);
      case 'bmp':
        return readBmp(bytes);
      case 'avif':
      case 'heic':
        return readIsoMedia(bytes, format);
    }
  } catch (error) {
    if (error instanceof CutOff) return null;
    throw error;
  }
}
