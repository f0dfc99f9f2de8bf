import { GombocError } from '../../../../models/error.ts';
import { kindOf, readHeader } from './header/header.ts';
import { again, checkHeader, checkKind, checkSize, keptSize, largestFile, unreadable, type Picture } from './limits.ts';
import type { Pixels } from './turn.ts';

export type { Picture } from './limits.ts';

/**
 * A file's bytes as a picture: turned as the camera held it, the first frame of what moves, the first page of a PDF, at
 * most 2048 pixels a side, in sRGB, with its transparency. What the file says of its size is checked before anything is
 * decoded.
 * @param name of the file, to speak of it; the bytes alone say what it is
 * @throws GombocError `picture-unreadable`
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Picture> {
  if (bytes.length === 0) throw unreadable(`“${name}” is empty.`, again);
  if (bytes.length > largestFile) {
    const megabytes = Math.round(bytes.length / 2 ** 20);
    throw unreadable(`“${name}” has ${megabytes} MB, more than ${largestFile / 2 ** 20}.`, 'Make it smaller.');
  }
  const kind = kindOf(bytes);
  checkKind(kind, name);
  if (kind === 'pdf') {
    // Each is loaded with its first file.
    const { decodePdf } = await import('./pdf.ts');
    return pictureOf(await decodePdf(bytes, name), name);
  }
  checkHeader(readHeader(bytes, kind), name);
  const source = await bitmapOf(bytes, name).catch(async (error: unknown) => {
    if (kind !== 'heic') throw error;
    const { decodeHeif } = await import('./heif.ts');
    return createImageBitmap(imageOf(await decodeHeif(bytes, name)));
  });
  try {
    return shrunk(source, name);
  } finally {
    source.close();
  }
}

async function bitmapOf(bytes: Uint8Array, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), { imageOrientation: 'from-image' });
  } catch (error) {
    throw unreadable(`“${name}” can't be decoded: it is damaged.`, again, error);
  }
}

/** @throws GombocError `picture-unreadable` where the decoder found another size than the header said, and too large */
function shrunk(source: ImageBitmap, name: string): Picture {
  checkSize(source.width, source.height, name);
  const { width, height } = keptSize(source.width, source.height);
  const brush = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!brush) throw new GombocError('internal', 'A canvas could not be had.', 'Close other windows, and try again.');
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(source, 0, 0, width, height);
  return { name, width, height, image: brush.getImageData(0, 0, width, height) };
}

function pictureOf(pixels: Pixels, name: string): Picture {
  return { name, width: pixels.width, height: pixels.height, image: imageOf(pixels) };
}

const imageOf = ({ width, height, data }: Pixels): ImageData =>
  new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
