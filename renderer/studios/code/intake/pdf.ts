/// <reference types="vite/client" />
import { getDocument, PDFWorker } from 'pdfjs-dist';
import { again, checkSize, mostPixels, unreadable } from '../../../../models/code/limits.ts';
import { keptSide } from './limits.ts';
import type { Pixels } from './pixels.ts';
import { said } from '../../../../models/words/said.ts';

/** A page that takes longer than this to draw is made to. Milliseconds. */
const patience = 20_000;

/** What pdf.js asks for by name, shipped with the page: decoders of scans, and the typefaces that no PDF need bring. */
const shipped = [
  import.meta.glob<string>(['../../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg}.wasm'], {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  import.meta.glob<string>('../../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
].flatMap((found) => Object.entries(found));

class ShippedFiles {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = shipped.find(([path]) => path.endsWith(`/${filename}`))?.[1];
    if (!address) throw new Error(`${filename} is not shipped`);
    return new Uint8Array(await (await fetch(address)).arrayBuffer());
  }
}

/**
 * A PDF's first page on white, 2048 pixels on its long side. Nothing in it is run, and nothing is fetched but what
 * ships with the page.
 * @throws GombocError `picture-unreadable`
 */
export async function decodePdf(bytes: Uint8Array, name: string): Promise<Pixels> {
  const port = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module', name: 'pdf' });
  const worker = new PDFWorker({ port: port as unknown as null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const broken = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${patience / 1000} seconds`)), patience);
    port.onerror = ({ message }) => reject(new Error(message));
  });
  try {
    return await Promise.race([firstPage(worker, bytes, name), broken]);
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw unreadable(
        said('“{name}” is locked by a password.', { name }),
        'Save it without one, or take a picture of the page.',
      );
    }
    if (error instanceof Error && error.name === 'GombocError') throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadable(said('“{name}” can’t be read as a PDF: {reason}', { name, reason }), again, error);
  } finally {
    clearTimeout(timer);
    worker.destroy();
    port.terminate();
  }
}

async function firstPage(worker: PDFWorker, bytes: Uint8Array, name: string): Promise<Pixels> {
  const loading = getDocument({
    worker,
    // A copy: it goes to the worker, and is gone here.
    data: bytes.slice(),
    BinaryDataFactory: ShippedFiles,
    useWorkerFetch: false,
    isEvalSupported: false,
    // Letters are drawn as shapes: no typeface of a stranger's gets into the window.
    disableFontFace: true,
    maxImageSize: mostPixels,
    enableXfa: false,
    verbosity: 0,
  });
  try {
    const page = await (await loading.promise).getPage(1);
    const plain = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: keptSide / Math.max(plain.width, plain.height) });
    const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
    checkSize(width, height, name);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const brush = canvas.getContext('2d', { willReadFrequently: true })!;
    // As for a printer: else it waits for frames, of which a hidden window has none.
    await page.render({ canvas, viewport, intent: 'print', background: 'white' }).promise;
    return { width, height, data: brush.getImageData(0, 0, width, height).data };
  } finally {
    await loading.destroy();
  }
}
