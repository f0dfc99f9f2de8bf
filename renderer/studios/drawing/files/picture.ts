import type { Backdrop } from '../../../../models/drawing/drawing.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';

/** Pixels on the longer side: more is not seen under a drawing, and every copy of the unsaved work carries it. */
const longestSide = 2048;
const opacity = 0.5;

/** A picture as it lies under a drawing: decoded, made smaller if it is large, and kept as WebP. */
export async function backdropFrom(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Backdrop> {
  const picture = await decode(new Blob([bytes]), name);
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = new OffscreenCanvas(width!, height!);
  canvas.getContext('2d')!.drawImage(picture, 0, 0, width!, height!);
  picture.close();
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.85 });
  return { source: await dataUrl(blob), opacity };
}

/** The picture of a backdrop, to paint. */
export async function decodeBackdrop({ source }: Backdrop): Promise<ImageBitmap> {
  const [head = '', body = ''] = source.split(',');
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return decode(new Blob([bytes], { type: /^data:([a-z/]+)/.exec(head)?.[1] ?? '' }), 'the picture to trace');
}

async function decode(blob: Blob, name: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob);
  } catch (error) {
    const message = said('“{name}” is not a picture that can be shown.', { name });
    throw new GombocError('drawing-unreadable', message, 'Choose a PNG, JPEG or WebP.', { cause: error });
  }
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the picture could not be read'));
    reader.readAsDataURL(blob);
  });
}
