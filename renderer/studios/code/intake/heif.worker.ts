import libheif from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import { readHeif } from '../../../../models/code/heif.ts';
import type { HeifAnswer } from './heif.ts';

/*
 * libheif in a worker of its own: WebAssembly is allowed there and nowhere else in the page (electron/protocol.ts), a
 * hostile file freezes nothing, and its memory goes when the worker ends.
 */

self.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
  readHeif(libheif, data).then(
    (pixels) => self.postMessage({ ok: true, pixels } satisfies HeifAnswer, { transfer: [pixels.data.buffer] }),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      self.postMessage({ ok: false, message } satisfies HeifAnswer);
    },
  );
};
