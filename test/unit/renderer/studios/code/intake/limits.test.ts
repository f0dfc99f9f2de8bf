import { describe, expect, test } from 'vitest';
import { GombocError } from '../../../../../../models/error.ts';
import { kindOf, readHeader } from '../../../../../../models/code/header/header.ts';
import { checkHeader, checkSize } from '../../../../../../models/code/limits.ts';
import { checkKind, keptSize } from '../../../../../../renderer/studios/code/intake/limits.ts';
import { decodePicture } from '../../../../../../renderer/studios/code/intake/pictures.ts';
import { jpeg, png } from '../../../../models/code/picture-files.ts';

/** What was thrown, which must be a GombocError with a remedy. */
async function refusal(bytes: Uint8Array, name = 'a.png'): Promise<string> {
  const error: unknown = await decodePicture(bytes, name).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(GombocError);
  const { code, message, remedy } = error as GombocError;
  expect(code).toBe('picture-unreadable');
  expect(remedy).not.toBe('');
  return message;
}

describe('pictures that are refused before a pixel is decoded', () => {
  // None of these gets as far as a decoder: there is none here.
  test.each([
    ['empty', new Uint8Array(), /is empty/],
    ['a text', new TextEncoder().encode('hello'), /not a picture/],
    ['an SVG with a script', new TextEncoder().encode('<svg><script>1</script></svg>'), /is an SVG/],
    ['a bomb of 30,000 × 30,000', png(30_000, 30_000, 1), /30,000 × 30,000 pixels, more than/],
    ['a side too long', png(30_001, 20), /30,001 × 20 pixels/],
    ['101 megapixels', jpeg(10_100, 10_000), /10,100 × 10,000 pixels/],
    ['a single pixel', png(1, 1), /1 × 1 pixels: no sketch/],
    ['no pixel', jpeg(0, 0), /0 × 0 pixels/],
    ['a header cut off', png(300, 200).subarray(0, 20), /does not say how large/],
    ['pixels cut off', png(300, 200).subarray(0, 60), /ends in the middle/],
    ['a photo cut off', jpeg(300, 200, { end: false }), /ends in the middle/],
  ])('%s', async (_name, bytes, reason) => {
    expect(await refusal(bytes)).toMatch(reason);
  });

  test('are named', async () => {
    expect(await refusal(png(1, 1), 'icon.png')).toContain('“icon.png”');
  });
});

describe('limits', () => {
  test('are met from inside', () => {
    const fine = readHeader(png(300, 200, 200), 'png');
    expect(() => checkHeader(fine, 'a.png')).not.toThrow();
    for (const [width, height] of [
      [30_000, 3_333],
      [10_000, 10_000],
      [16, 16],
    ] as const) {
      // prettier-ignore
      expect(() => checkSize(width, height, 'a.png')).not.toThrow();
    }
    expect(() => checkSize(16, 15, 'a.png')).toThrow(GombocError);
    expect(() => checkKind(kindOf(png(20, 20)), 'a.png')).not.toThrow();
  });
});

describe('the size at which a picture is kept', () => {
  test('is its own, or 2048 on the long side', () => {
    expect(keptSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(keptSize(8000, 6000)).toEqual({ width: 2048, height: 1536 });
    expect(keptSize(3000, 30_000)).toEqual({ width: 205, height: 2048 });
  });

  test('has no side of 0', () => {
    expect(keptSize(30_000, 1)).toEqual({ width: 2048, height: 1 });
  });
});
