import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { kindOf, readHeader } from '../../../../models/code/header/header.ts';
import { again, checkHeader, checkSize, unreadable } from '../../../../models/code/limits.ts';
import { checkKind, keptSize, largestFile, type Picture } from './limits.ts';
import { imageOf, type Pixels } from './pixels.ts';

export type { Picture } from './limits.ts';

/** From this many pixels on a JPEG is decoded in eighths of its size, as only image elements do it. */
const largePhoto = 16_000_000;

/**
 * A file's bytes as a picture: turned as the camera held it, the first frame of what moves, the first page of a PDF, at
 * most 2048 pixels a side, in sRGB, with its transparency. What the file says of its size is checked before anything is
 * decoded.
 * @param name of the file, to speak of it; the bytes alone say what it is
 * @throws GombocError `picture-unreadable`
 */
export async function decodePicture(bytes: Uint8Array, name: string): Promise<Picture> {
  if (bytes.length === 0) throw unreadable(said('“{name}” is empty.', { name }), again);
  if (bytes.length > largestFile) {
    const [size, most] = [Math.round(bytes.length / 2 ** 20), largestFile / 2 ** 20];
    throw unreadable(
      said('“{name}” has {size} MiB; the most is {most} MiB.', { name, size, most }),
      'Make it smaller.',
    );
  }
  const kind = kindOf(bytes);
  checkKind(kind, name);
  if (kind === 'pdf') {
    // Each is loaded with its first file.
    const { decodePdf } = await import('./pdf.ts');
    return pictureOf(await decodePdf(bytes, name), name);
  }
  const header = readHeader(bytes, kind);
  checkHeader(header, name);
  if (kind === 'jpeg' && header.width * header.height > largePhoto) return shrunkPhoto(bytes, name);
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
    throw damaged(name, error);
  }
}

/** A photo of 48 megapixels in a third of the time that a bitmap takes, and without its 200 MB. */
async function shrunkPhoto(bytes: Uint8Array, name: string): Promise<Picture> {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  try {
    const photo = new Image();
    await new Promise<void>((resolve, reject) => {
      photo.onload = () => resolve();
      photo.onerror = () => reject(damaged(name));
      photo.src = address;
    });
    const picture = shrunk(photo, name);
    // An element draws nothing where decoding failed; what a JPEG holds is opaque.
    if (picture.image.data[3] !== 255) throw damaged(name);
    return picture;
  } finally {
    URL.revokeObjectURL(address);
  }
}

const damaged = (name: string, cause?: unknown) =>
  unreadable(said('“{name}” can’t be decoded: it is damaged.', { name }), again, cause);

/** @throws GombocError `picture-unreadable` where the decoder found another size than the header said, and too large */
function shrunk(source: ImageBitmap | HTMLImageElement, name: string): Picture {
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
