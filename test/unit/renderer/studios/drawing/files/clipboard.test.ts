import { afterEach, expect, test, vi } from 'vitest';
import { mostPixels } from '../../../../../../electron/clipboard.ts';
import { emptyDrawing } from '../../../../../../models/drawing/drawing.ts';
import { Clipboard } from '../../../../../../renderer/studios/drawing/files/clipboard.ts';
import { FileCodec } from '../../../../../../renderer/studios/drawing/files/codec.ts';
import { across, drawingOf } from '../../../../models/drawing/some-strokes.ts';

afterEach(() => vi.unstubAllGlobals());

test('a drawing is copied as a PNG of twice its size, or of what the clipboard is given', async () => {
  const sizes: [number, number][] = [];
  vi.stubGlobal('window', { gomboc: { call: async () => ({ ok: true, value: null }) } });
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      constructor(width: number, height: number) {
        sizes.push([width, height]);
      }
      getContext = () => ({ scale: () => undefined });
      convertToBlob = async () => new Blob();
    },
  );
  const clipboard = new Clipboard({ codec: new FileCodec() });
  await clipboard.copyPng(emptyDrawing(800, 600));
  // A4 at 600 dots an inch.
  await clipboard.copyPng(emptyDrawing(4961, 7016));
  await clipboard.copyPng(emptyDrawing(16_384, 16_384));
  await clipboard.copyPng(emptyDrawing(16_384, 5000));
  // Of which both sides are rounded up.
  await clipboard.copyPng(emptyDrawing(14_536, 4856));
  expect(sizes).toEqual([
    [1600, 1200],
    [4961, 7016],
    [8190, 8190],
    [14_827, 4525],
    [14_172, 4734],
  ]);
  for (const [width, height] of sizes) expect(width * height).toBeLessThanOrEqual(mostPixels);
});

test('what is pasted before the copy is written out is the copy, not what the system held before', async () => {
  vi.stubGlobal('window', { gomboc: { call: async () => ({ ok: true, value: null }) } });
  let written: (text: string) => void = () => undefined;
  const codec = { write: () => new Promise<string>((resolve) => (written = resolve)) };
  const clipboard = new Clipboard({ codec: codec as unknown as FileCodec });
  const drawing = drawingOf(across);
  const holding = (text: string) => ({ getData: () => text, files: [] }) as unknown as DataTransfer;
  const copying = clipboard.copy(drawing, new Set(['across']));
  for (const before of ['', 'something else'])
    expect(await clipboard.paste(drawing, holding(before))).toMatchObject({ what: 'strokes' });
  written('<svg/>');
  await copying;
  expect(await clipboard.paste(drawing, holding('<svg/>'))).toMatchObject({ what: 'strokes' });
  expect(await clipboard.paste(drawing, holding('something else'))).toBeNull();
});
