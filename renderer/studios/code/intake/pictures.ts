import { kindOf, readHeader } from './header/header.ts';
import { again, checkHeader, checkKind, checkSize, keptSize, largestFile, unreadable, type Picture } from './limits.ts';

export type { Picture } from './limits.ts';

/**
 * A file's bytes as a picture: turned as the camera held it, the first frame of what moves, at most 2048 pixels a side,
 * in sRGB, with its transparency. What the file says of its size is checked before anything is decoded.
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
  if (kind === 'pdf') throw unreadable(`“${name}” is a PDF, which is not read yet.`, 'Export its page as a PNG.');
  checkHeader(readHeader(bytes, kind), name);
  return { name, ...(await decode(bytes, name)) };
}

async function decode(bytes: Uint8Array, name: string): Promise<Omit<Picture, 'name'>> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), { imageOrientation: 'from-image' });
  } catch (error) {
    throw unreadable(`“${name}” can't be decoded: it is damaged.`, again, error);
  }
  try {
    return pixelsOf(bitmap, name);
  } finally {
    bitmap.close();
  }
}

/** @throws GombocError `picture-unreadable` where the decoder found another size than the header said, and too large */
function pixelsOf(bitmap: ImageBitmap, name: string): Omit<Picture, 'name'> {
  checkSize(bitmap.width, bitmap.height, name);
  const { width, height } = keptSize(bitmap.width, bitmap.height);
  const brush = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  brush.imageSmoothingQuality = 'high';
  brush.drawImage(bitmap, 0, 0, width, height);
  return { width, height, image: brush.getImageData(0, 0, width, height) };
}
