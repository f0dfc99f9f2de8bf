import { afterEach, expect, test, vi } from 'vitest';
import { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';

afterEach(() => void vi.unstubAllGlobals());

test('a picture that could not be packed, as where memory was short, is packed when it is asked for again', async () => {
  const made: Blob[] = [];
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({ putImageData: () => undefined });
      convertToBlob = async () => {
        made.push(new Blob(['abc']));
        if (made.length === 1) throw new Error('EncodingError');
        return made.at(-1);
      };
    },
  );
  const image = { width: 1, height: 1 } as ImageData;
  const sketch = new Sketch({ name: 'a', width: 1, height: 1, image });
  await expect(sketch.packed()).rejects.toThrow('EncodingError');
  expect(await sketch.packed()).toBe('data:image/webp;base64,YWJj');
  // Once is enough.
  expect([await sketch.packed(), sketch.packedNow, made.length]).toEqual([sketch.packedNow, sketch.packedNow, 2]);
});
