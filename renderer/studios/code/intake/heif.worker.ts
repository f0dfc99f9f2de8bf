import libheif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import type { HeifAnswer } from './heif.ts';
import type { Pixels } from './pixels.ts';

/*
 * libheif in a worker of its own: WebAssembly is allowed there and nowhere else in the page (electron/protocol.ts), a
 * hostile file freezes nothing, and its memory goes when the worker ends.
 */

self.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
  decode(data).then(
    (pixels) => self.postMessage({ ok: true, pixels } satisfies HeifAnswer, { transfer: [pixels.data.buffer] }),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      self.postMessage({ ok: false, message } satisfies HeifAnswer);
    },
  );
};

/** The file's primary picture, turned and cropped as it says. */
async function decode(bytes: Uint8Array): Promise<Pixels> {
  const heif = libheif();
  await heif.ready;
  const pictures = new heif.HeifDecoder().decode(bytes);
  const picture = pictures.find((one) => one.is_primary()) ?? pictures[0];
  if (!picture) throw new Error('there is no picture in it');
  const [width, height] = [picture.get_width(), picture.get_height()];
  const room = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  const pixels = await new Promise<Pixels | null>((resolve) => picture.display(room, resolve));
  if (!pixels) throw new Error('its pixels can’t be decoded');
  return pixels;
}
