import { beforeEach, expect, test, vi } from 'vitest';
import type { Bridge } from '../../../../../../electron/ipc/contract.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { operations } from '../../../../../../renderer/studios/drawing/files/codec-work.ts';
import type { FileCodec } from '../../../../../../renderer/studios/drawing/files/codec.ts';
import { DrawingStudio } from '../../../../../../renderer/studios/drawing/studio.svelte.ts';

beforeEach(() => {
  const bridge: Partial<Bridge> = { call: async () => ({ ok: false, cancelled: true }), on: () => () => undefined };
  vi.stubGlobal('window', { gomboc: bridge });
});

/** A studio that reads files without a worker, when the test says so. */
function studioReading() {
  const studio = new DrawingStudio(new AppState());
  let read: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (read = resolve));
  const codec: Partial<FileCodec> = {
    read: async (text, kind) => {
      await asked;
      return operations.read(text, kind);
    },
  };
  Object.assign(studio.files.codec, codec);
  return { studio, read };
}

const text = (what: string) => ({ getData: () => what, files: [] }) as unknown as DataTransfer;
const svg = (inside: string) => text(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 60">${inside}</svg>`);
const line = '<path stroke="red" d="M1 1h9"/>';
const told = ({ app }: DrawingStudio) => app.notices.list.map(({ tone, title, detail, error }) => [tone, title, error?.message ?? detail]); // prettier-ignore

test('what is pasted comes to the drawing that it was pasted into, or to none', async () => {
  const { studio, read } = studioReading();
  const pasting = studio.copying.paste(svg(line));
  studio.clear();
  read();
  await pasting;
  expect(studio.document.empty).toBe(true);
  await studio.copying.paste(svg(line));
  expect(studio.drawing.strokes).toHaveLength(1);
});

test('a picture that is pasted does too', async () => {
  const { studio } = studioReading();
  const take = vi.spyOn(studio.backdrop, 'take').mockImplementation(async () => undefined);
  const picture = new File([new Uint8Array(3)], 'a.png', { type: 'image/png' });
  await studio.copying.paste({ getData: () => '', files: [picture] } as unknown as DataTransfer);
  const wanted = take.mock.calls[0]![2]!;
  expect(wanted()).toBe(true);
  studio.clear();
  expect(wanted()).toBe(false);
});

test('what of it is left out is told, and that there is nothing in it', async () => {
  const { studio, read } = studioReading();
  read();
  await studio.copying.paste(svg(`${line}<text>Hello</text>`));
  expect(studio.drawing.strokes).toHaveLength(1);
  expect(told(studio)).toEqual([['warning', 'Pasted', expect.stringContaining('Text')]]);
  await studio.copying.paste(svg('<text>Hello</text>'));
  expect(studio.drawing.strokes).toHaveLength(1);
  expect(told(studio)).toEqual([['error', 'It could not be pasted', '“Pasted.svg” has no strokes.']]);
});
