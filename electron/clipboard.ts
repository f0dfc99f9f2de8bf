import { GombocError } from '../models/error.ts';
import { said, type Said } from '../models/words/said.ts';
import type { Sentence } from '../models/words/words.ts';
import type { CallInput } from './ipc/contract.ts';

/** The system's clipboard, as copying needs it; tests hand in their own. */
export interface Clipboard {
  writeText(text: string): Promise<void>;
  /** Answers whether there was a picture in the bytes. */
  writePicture(png: Uint8Array): Promise<boolean>;
}

/** Decoded, a picture takes four bytes a pixel, here and once more with the system: this is 256 MiB of each. */
export const mostPixels = 64 * 2 ** 20;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height as a PNG's first chunk states them; null when the bytes are no PNG. */
function statedSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 33 || !signature.every((byte, i) => bytes[i] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

const notCopied = (message: Said, remedy: Sentence): GombocError => new GombocError('input-invalid', message, remedy);

/** Puts text or a picture on the clipboard. @throws GombocError `input-invalid` for no picture, and for one too large to copy */
export async function copyOut(input: CallInput<'clipboard.write'>, clipboard: Clipboard): Promise<void> {
  if ('text' in input) return clipboard.writeText(input.text);
  const size = statedSize(input.png);
  if (!size || size.width === 0 || size.height === 0) {
    throw notCopied(
      said('There is no picture in the {count} bytes to copy.', { count: input.png.byteLength }),
      'Draw something first.',
    );
  }
  const { width, height } = size;
  // Before it is decoded: a few kilobytes can state gigabytes.
  if (width * height > mostPixels) {
    throw notCopied(
      said('A picture of {width} × {height} pixels is too large to copy.', size),
      'Copy it at a smaller scale.',
    );
  }
  if (await clipboard.writePicture(input.png)) return;
  throw notCopied(
    said('The picture of {width} × {height} pixels is damaged.', size),
    'Copy it once more, or export it.',
  );
}
