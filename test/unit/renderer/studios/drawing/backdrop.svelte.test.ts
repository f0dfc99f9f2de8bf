import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { Notices } from '../../../../../renderer/lib/notices.svelte.ts';
import { BackdropPicture } from '../../../../../renderer/studios/drawing/backdrop.svelte.ts';
import { DrawingDocument } from '../../../../../renderer/studios/drawing/document.svelte.ts';

const pause = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a picture that cannot be decoded takes nothing from the one that came after it', async () => {
  const decoding: { resolve: (bitmap: ImageBitmap) => void; reject: (error: Error) => void }[] = [];
  vi.stubGlobal('createImageBitmap', () => new Promise((resolve, reject) => decoding.push({ resolve, reject })));
  const [document, notices] = [new DrawingDocument(), new Notices()];
  const backdrop = new BackdropPicture(document, notices);
  const put = (letter: string) => {
    const source = `data:image/png;base64,${letter.repeat(4)}`;
    document.edit({ label: 'Put', drawing: { ...document.drawing, backdrop: { source, opacity: 0.5 } } });
    flushSync();
  };
  const stop = $effect.root(() => backdrop.connect());
  put('A');
  put('B');
  const bitmap = {} as ImageBitmap;
  decoding[1]!.resolve(bitmap);
  await pause();
  decoding[0]!.reject(new Error('damaged'));
  await pause();
  expect([backdrop.bitmap, notices.list]).toEqual([bitmap, []]);
  expect(backdrop.bitmap).toBe(bitmap);
  stop();
});
