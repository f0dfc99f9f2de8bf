import { unreadable } from '../../../../models/code/limits.ts';
import type { Pixels } from './pixels.ts';
import { said } from '../../../../models/words/said.ts';

/** What the worker answers. */
export type HeifAnswer = { ok: true; pixels: Pixels } | { ok: false; message: string };

/** A phone's photo takes one or two seconds on two cores; what takes this long is made to. Milliseconds. */
const patience = 30_000;

/**
 * A HEIC's primary picture, by libheif, where the platform has no decoder of its own.
 * @throws GombocError `picture-unreadable`
 */
export async function decodeHeif(bytes: Uint8Array, name: string): Promise<Pixels> {
  const worker = new Worker(new URL('./heif.worker.ts', import.meta.url), { type: 'module', name: 'heif' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const answer = await new Promise<HeifAnswer>((resolve) => {
      timer = setTimeout(
        () => resolve({ ok: false, message: `it took longer than ${patience / 1000} seconds` }),
        patience,
      );
      worker.onmessage = ({ data }: MessageEvent<HeifAnswer>) => resolve(data);
      worker.onerror = ({ message }) => resolve({ ok: false, message });
      worker.postMessage(bytes);
    });
    if (answer.ok) return answer.pixels;
    throw unreadable(
      said('“{name}” can’t be decoded: {what}.', { name, what: answer.message }),
      'Copy or export it again; a JPEG or PNG will do, too.',
    );
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
