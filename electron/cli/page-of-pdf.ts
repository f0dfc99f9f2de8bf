import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { again, checkSize, mostPixels, unreadable } from '../../models/code/limits.ts';
import type { Pixels } from '../../models/code/picture.ts';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import { loadCanvas } from './canvas.ts';

/** A page that takes longer than this to draw is made to. Milliseconds. */
const patience = 20_000;

/**
 * A PDF's first page on white, its long side so many pixels. Nothing in it is run, and nothing is fetched.
 * @throws GombocError `picture-unreadable`
 */
export async function firstPageOf(bytes: Uint8Array, name: string, side: number): Promise<Pixels> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const loading = getDocument({
    // A copy: it is the parser's from now on.
    data: new Uint8Array(bytes),
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    wasmUrl: `${join(folder, 'wasm')}/`,
    isEvalSupported: false,
    // Letters are drawn as shapes, whatever typefaces this machine has.
    ...{ disableFontFace: true, useSystemFonts: false },
    maxImageSize: mostPixels,
    ...{ enableXfa: false, verbosity: 0 },
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([drawn(loading.promise, name, side), late]);
  } catch (error) {
    if (error instanceof GombocError) throw error;
    if (error instanceof Error && error.name === 'PasswordException') {
      throw unreadable(
        said('“{name}” is locked by a password.', { name }),
        'Save it without one, or take a picture of the page.',
      );
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadable(
      said('“{name}” can’t be read as a PDF: {reason}', { name, reason: reason.slice(0, 160) }),
      again,
      error,
    );
  } finally {
    clearTimeout(timer);
    await loading.destroy();
  }
}

type Loading = ReturnType<typeof import('pdfjs-dist/legacy/build/pdf.mjs').getDocument>['promise'];

async function drawn(loading: Loading, name: string, side: number): Promise<Pixels> {
  const { createCanvas } = await loadCanvas(name, 'a PDF');
  const page = await (await loading).getPage(1);
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: side / Math.max(plain.width, plain.height) });
  const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
  checkSize(width, height, name);
  const canvas = createCanvas(width, height);
  const onCanvas = { canvas: canvas as unknown as HTMLCanvasElement, viewport };
  await page.render({ ...onCanvas, intent: 'print', background: 'white' }).promise;
  return { width, height, data: canvas.getContext('2d').getImageData(0, 0, width, height).data };
}
