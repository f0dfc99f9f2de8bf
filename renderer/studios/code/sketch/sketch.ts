import type { Box } from '../../../../models/code/page.ts';
import { toFrame } from '../../../../models/code/picture.ts';
import { LONG } from '../../../../models/code/vocabulary.ts';
import type { Frame } from '../../../../models/code/request.ts';
import { decodePicture, type Picture } from '../intake/pictures.ts';
import { fromDataUrl, toDataUrl } from './data-url.ts';

/** A picture of a wireframe: what is shown, and what the model sees of it. Never changes. */
export class Sketch {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly image: ImageData;
  #seen: { frame: Frame; scale: number } | null = null;
  #packed: Promise<string> | null = null;
  /** The picture as it is kept, once it is ready. */
  packedNow: string | null = null;

  constructor(picture: Picture, packed: string | null = null) {
    this.name = picture.name;
    this.width = picture.width;
    this.height = picture.height;
    this.image = picture.image;
    this.packedNow = packed;
  }

  get picture(): Picture {
    const { name, width, height, image } = this;
    return { name, width, height, image };
  }

  /** What the model is shown. */
  get frame(): Frame {
    return (this.#seen ??= toFrame(this.image)).frame;
  }

  /** Picture pixels a frame unit. */
  get unit(): number {
    return LONG / (this.#seen ??= toFrame(this.image)).scale;
  }

  /** A place of the model's in picture pixels. */
  place({ x0, y0, x1, y1 }: Box): { x: number; y: number; width: number; height: number } {
    const { unit } = this;
    return { x: x0 * unit, y: y0 * unit, width: (x1 - x0) * unit, height: (y1 - y0) * unit };
  }

  /** The picture as text, to be kept in the session and in project files: WebP, as a data address. */
  packed(): Promise<string> {
    if (this.packedNow !== null) return Promise.resolve(this.packedNow);
    return (this.#packed ??= pack(this.image)
      .then((text) => (this.packedNow = text))
      // What failed is not what will: the next one who asks tries again.
      .finally(() => (this.#packed = null)));
  }
}

/**
 * A kept picture.
 * @throws GombocError `picture-unreadable`
 */
export async function unpack(name: string, packed: string): Promise<Sketch> {
  return new Sketch(await decodePicture(fromDataUrl(packed, name), name), packed);
}

/** So little is lost that the model reads the same; a photo is a tenth of its PNG. */
const quality = 0.92;

async function pack(image: ImageData): Promise<string> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
  return toDataUrl(new Uint8Array(await blob.arrayBuffer()), 'image/webp');
}
