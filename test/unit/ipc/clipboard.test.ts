import { beforeEach, describe, expect, it } from 'vitest';
import { copyOut, type Clipboard } from '../../../electron/clipboard.ts';

let written: unknown[];
let understood: boolean;
const clipboard: Clipboard = {
  writeText: async (text) => void written.push(text),
  writePicture: async (png) => {
    if (understood) written.push(png);
    return understood;
  },
};
beforeEach(() => {
  written = [];
  understood = true;
});

/** The first bytes of a PNG of that size: what is looked at before it is decoded. */
function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(57);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}

describe('copying', () => {
  it('puts text and pictures on the clipboard', async () => {
    const png = pngOf(640, 480);
    await copyOut({ text: '<svg/>' }, clipboard);
    await copyOut({ png }, clipboard);
    expect(written).toEqual(['<svg/>', png]);
  });

  it('looks at the picture wherever it lies in its buffer', async () => {
    const roomy = new Uint8Array(100);
    roomy.set(pngOf(2, 3), 40);
    await copyOut({ png: roomy.subarray(40, 97) }, clipboard);
    expect(written).toHaveLength(1);
  });

  it('takes a picture that is just as large as may be', async () => {
    await copyOut({ png: pngOf(8192, 8192) }, clipboard);
    expect(written).toHaveLength(1);
  });

  it.each([
    ['nothing', new Uint8Array(0), '0 bytes'],
    ['no picture', new Uint8Array(100), '100 bytes'],
    ['what begins like a JPEG', pngOf(10, 10).map((byte, i) => (i === 0 ? 0xff : byte)), '57 bytes'],
    ['a PNG whose line ends were mended', pngOf(10, 10).map((byte, i) => (i === 7 ? 0x0d : byte)), '57 bytes'],
    ['no width', pngOf(0, 10), '57 bytes'],
    ['no height', pngOf(10, 0), '57 bytes'],
    ['a picture cut short', pngOf(10, 10).slice(0, 20), '20 bytes'],
    ['a picture of gigabytes', pngOf(100_000, 100_000), '100,000 × 100,000'],
    ['a picture just too large', pngOf(8192, 8193), '8192 × 8193'],
  ])('refuses %s before it is decoded', async (_what, png, words) => {
    await expect(copyOut({ png }, clipboard)).rejects.toMatchObject({
      ...{ code: 'input-invalid', message: expect.stringContaining(words) },
    });
    expect(written).toEqual([]);
  });

  it('refuses a picture that cannot be decoded', async () => {
    understood = false;
    await expect(copyOut({ png: pngOf(4, 4) }, clipboard)).rejects.toMatchObject({
      ...{ code: 'input-invalid', message: expect.stringContaining('4 × 4') },
    });
  });
});
