import type { Attachment } from 'svelte/attachments';
import { call } from '../../../lib/api.ts';
import { decodePicture } from '../intake/pictures.ts';

/** Of a thumbnail, screen pixels. */
export interface Size {
  width: number;
  height: number;
}

/** In the strip of open sketches, and on the cards of examples. */
export const thumbnailSizes = { strip: { width: 40, height: 32 }, card: { width: 120, height: 96 } } as const;

/** Canvas pixels a screen pixel: for fine screens. */
const density = 2;

/** Paints a picture small, all of it, in the middle. */
export async function thumbnail(image: ImageData, canvas: HTMLCanvasElement, size: Size): Promise<void> {
  const [width, height] = [size.width * density, size.height * density];
  [canvas.width, canvas.height] = [width, height];
  const scale = Math.min(width / image.width, height / image.height);
  const small = [image.width, image.height].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  // Made small while it is decoded: drawn small at once, its lines would be lost between the pixels.
  const how = { resizeWidth: small[0], resizeHeight: small[1], resizeQuality: 'high' } as const;
  const bitmap = await createImageBitmap(image, how);
  canvas.getContext('2d')?.drawImage(bitmap, (width - small[0]) / 2, (height - small[1]) / 2);
  bitmap.close();
}

/** A thumbnail that can't be made is only not there. */
const orNothing = (painting: Promise<void>): void => void painting.catch(() => undefined);

export const sketchThumbnail =
  (image: ImageData): Attachment<HTMLCanvasElement> =>
  (canvas) =>
    orNothing(thumbnail(image, canvas, thumbnailSizes.strip));

/** The example of that name, once it is read. */
export const exampleThumbnail =
  (name: string): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    const paint = async (): Promise<void> => {
      const { bytes } = await call('files.example', { name });
      const { image } = await decodePicture(bytes, name);
      await thumbnail(image, canvas, thumbnailSizes.card);
    };
    orNothing(paint());
  };
