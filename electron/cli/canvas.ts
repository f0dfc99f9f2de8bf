import { unreadable } from '../../models/code/limits.ts';
import { plain } from '../../models/words/said.ts';

type Canvas = typeof import('@napi-rs/canvas');

/**
 * A canvas outside of the page (Skia): loaded with the first file that needs it, and there are systems that it was
 * not built for.
 * @param what is read, with its article
 * @throws GombocError `picture-unreadable`: it isn't installed here
 */
export async function loadCanvas(name: string, what: string): Promise<Canvas> {
  return import('@napi-rs/canvas').catch((error: unknown) => {
    const remedy = 'Export it as a PNG, or open it in the Code studio.';
    throw unreadable(plain(`“${name}” is ${what}, which can't be drawn on this system.`), plain(remedy), error);
  });
}
