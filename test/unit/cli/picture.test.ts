import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { decodePicture, type DecodedPicture } from '../../../electron/cli/picture.ts';
import { bmp, isoMedia, pdf } from '../models/code/picture-files.ts';

const fixture = async (name: string): Promise<DecodedPicture> =>
  decodePicture(await readFile(fileURLToPath(new URL(`../../fixtures/pictures/${name}`, import.meta.url))), name);

const plain = (width: number, height: number, background = '#ff8000') =>
  sharp({ create: { width, height, channels: 3, background }, limitInputPixels: false });

const pixelAt = ({ pixels }: DecodedPicture, x: number, y: number) => [
  ...pixels.data.subarray((y * pixels.width + x) * 4, (y * pixels.width + x) * 4 + 4),
];

/** Within what lossy formats and colour profiles change. */
function expectColour(found: readonly number[], wanted: readonly number[], slack = 12): void {
  wanted.forEach((value, i) =>
    expect(Math.abs(found[i]! - value), `${found} for ${wanted}`).toBeLessThanOrEqual(slack),
  );
}

const orange = [255, 128, 0, 255];
const refusal = (message: string | RegExp) => ({
  code: 'picture-unreadable',
  message: typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
  remedy: expect.stringMatching(/./),
});

describe('pictures', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)('of the kind %s', async (kind) => {
    const picture = await decodePicture(await plain(100, 60)[kind]().toBuffer(), 'a');
    expect(picture).toMatchObject({ width: 100, height: 60, pixels: { width: 100, height: 60 } });
    expect(picture.pixels.data).toHaveLength(100 * 60 * 4);
    expectColour(pixelAt(picture, 50, 30), orange);
  });

  it('grey, or with 16 bits a channel, or both', async () => {
    const [grey, deep, both] = [
      await plain(40, 40).greyscale().png().toBuffer(),
      await plain(40, 40).toColourspace('rgb16').png().toBuffer(),
      await plain(40, 40).toColourspace('grey16').png().toBuffer(),
    ];
    expect((await sharp(deep).metadata()).depth).toBe('ushort');
    expectColour(pixelAt(await decodePicture(deep, 'a'), 9, 9), orange);
    const luma = pixelAt(await decodePicture(grey, 'a'), 9, 9);
    expectColour(pixelAt(await decodePicture(both, 'a'), 9, 9), luma, 1);
    expect(luma[0]).toBe(luma[2]);
  });

  it('in CMYK', async () => {
    const bytes = await plain(40, 40).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    expectColour(pixelAt(await decodePicture(bytes, 'a'), 9, 9), orange, 20);
  });

  it('of any of these kinds that a camera or program made', async () => {
    for (const name of ['cmyk.jpg', 'sixteen-bits.png', 'progressive.jpg', 'plain.webp', 'plain.avif']) {
      const { pixels } = await fixture(name);
      // A drawing: dark on light.
      const lumas = pixels.data.filter((_, i) => i % 4 === 1);
      expect(Math.max(...lumas), name).toBeGreaterThan(200);
      expect(Math.min(...lumas), name).toBeLessThan(100);
    }
  });

  it('turned as the camera was held', async () => {
    const left = plain(20, 40, 'black');
    const bytes = await plain(60, 40, 'white')
      .composite([{ input: await left.png().toBuffer(), left: 0, top: 0 }])
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const picture = await decodePicture(bytes, 'a');
    // A quarter to the right: what was left is on top.
    expect(picture).toMatchObject({ width: 40, height: 60 });
    expectColour(pixelAt(picture, 20, 5), [0, 0, 0, 255]);
    expectColour(pixelAt(picture, 20, 50), [255, 255, 255, 255]);
  });

  it('with their transparency', async () => {
    const bytes = await sharp({
      create: { width: 20, height: 20, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect(pixelAt(await decodePicture(bytes, 'a'), 3, 3)[3]).toBe(0);
  });

  it.each(['animated.gif', 'animated.webp'])('%s: the first of its frames', async (name) => {
    const { width, height, pixels } = await fixture(name);
    const bytes = await readFile(fileURLToPath(new URL(`../../fixtures/pictures/${name}`, import.meta.url)));
    const whole = await sharp(bytes, { animated: true }).metadata();
    expect(whole.pages).toBeGreaterThan(1);
    expect([width, height]).toEqual([whole.width, whole.pageHeight]);
    const first = await sharp(bytes, { page: 0 }).ensureAlpha().raw().toBuffer();
    expect(Buffer.compare(Buffer.from(pixels.data), first)).toBe(0);
  });

  it.each(['plain.heic', 'turned.heic', 'scan.pdf'])('%s: upright, the disc where it is', async (name) => {
    const picture = await fixture(name);
    const { width, height } = picture.pixels;
    const at = (x: number, y: number) =>
      pixelAt(picture, Math.round((x * width) / 240), Math.round((y * height) / 180));
    expect(width / height).toBeCloseTo(240 / 180, 2);
    expectColour(at(180, 120), [210, 30, 30, 255], 30);
    expectColour(at(180, 160), [250, 250, 246, 255], 20);
  });

  it('the first page of a PDF as large as a picture is kept, with letters of a typeface that it does not bring', async () => {
    const picture = await decodePicture(pdf(), 'a.pdf');
    expect(picture).toMatchObject({ width: 1024, height: 768, pixels: { width: 1024, height: 768 } });
    const dark = [...picture.pixels.data.subarray(0, 1024 * 4 * 230).entries()]
      .filter(([i, value]) => i % 4 === 0 && value < 100)
      .map(([i]) => (i / 4) % 1024);
    expect(dark.length).toBeGreaterThan(1300);
    // As wide as in Helvetica, not as in whatever typeface this system has.
    expect(Math.round(dark.reduce((a, b) => Math.max(a, b)) / 5.12)).toBe(70);
    expectColour(pixelAt(picture, 1019, 5), [255, 255, 255, 255]);
  });

  it('BMP, its rows upwards, with the padding of their ends', async () => {
    const bytes = bmp(99, 40);
    // Blue, green, red: of the lowest row the first pixel, and of the highest the last.
    bytes.set([200, 100, 50], 54);
    bytes.set([10, 20, 30], 54 + 39 * 300 + 98 * 3);
    const picture = await decodePicture(bytes, 'a.bmp');
    expect(picture).toMatchObject({ width: 99, height: 40, pixels: { width: 99, height: 40 } });
    expect(pixelAt(picture, 0, 39)).toEqual([50, 100, 200, 255]);
    expect(pixelAt(picture, 98, 0)).toEqual([30, 20, 10, 255]);
    const large = await decodePicture(bmp(4000, 100), 'a.bmp');
    expect(large).toMatchObject({ width: 4000, height: 100, pixels: { width: 1024, height: 26 } });
  });

  it('large ones are kept smaller, and say how large they were', async () => {
    const picture = await decodePicture(await plain(5000, 3000).jpeg().toBuffer(), 'a');
    expect(picture).toMatchObject({ width: 5000, height: 3000, pixels: { width: 1024, height: 614 } });
  });
});

describe('what is refused', () => {
  it('SVG, however it begins', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="50" height="50"/></svg>';
    for (const text of [svg, `<?xml version="1.0"?>\n<!-- drawn -->\n${svg}`, `\u{FEFF}${svg}`]) {
      await expect(decodePicture(new TextEncoder().encode(text), 'a.svg')).rejects.toMatchObject(refusal('SVG'));
    }
  });

  it.each([
    ['nothing', new Uint8Array(), 'empty'],
    ['text', new TextEncoder().encode('hello, I am a picture'), 'not a picture'],
    ['a PDF without pages', new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'), 'can’t be read as a PDF'],
    ['a PDF behind a password', pdf({ locked: true }), 'locked by a password'],
    ['a BMP that ends in the middle', bmp(200, 100, 60), 'ends in the middle'],
    ['a BMP that says it is huge', bmp(40_000, 10, 1), '40,000'],
    ['a HEIC that says it is huge', isoMedia('heic', 40_000, 40_000), '“a.png”'],
  ])('%s', async (_, bytes, message) => {
    await expect(decodePicture(bytes, 'a.png')).rejects.toMatchObject(refusal(message));
  });

  it('a HEIC that ends in the middle, which the decoder does not tell on stdout', async () => {
    const told = vi.spyOn(console, 'log');
    const bytes = await readFile(fileURLToPath(new URL('../../fixtures/pictures/plain.heic', import.meta.url)));
    await expect(decodePicture(bytes.subarray(0, bytes.length * 0.7), 'a')).rejects.toMatchObject(refusal('“a”'));
    expect(told).not.toHaveBeenCalled();
    told.mockRestore();
  });

  it('a single pixel', async () => {
    await expect(decodePicture(await plain(1, 1).png().toBuffer(), 'a')).rejects.toMatchObject(refusal('1 × 1'));
  });

  it('a bomb: 12,000 a side in a few kilobytes, before it is decoded', async () => {
    const bytes = await plain(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
    await expect(decodePicture(bytes, 'bomb.png')).rejects.toMatchObject(refusal(/bomb\.png.*12,000 × 12,000/));
    // Its pixels are damaged: who decodes first comes upon that, and not upon the size.
    const damaged = Uint8Array.from(bytes).fill(0x55, bytes.length / 2);
    await expect(decodePicture(damaged, 'bomb.png')).rejects.toMatchObject(refusal(/12,000 × 12,000/));
    const small = await plain(1200, 1200).png({ compressionLevel: 9 }).toBuffer();
    const alike = Uint8Array.from(small).fill(0x55, small.length / 2);
    await expect(decodePicture(alike, 'a.png')).rejects.toMatchObject(refusal("can't be decoded"));
  });

  it('a strip of 40,000 × 20', async () => {
    await expect(decodePicture(await plain(40_000, 20).png().toBuffer(), 'a')).rejects.toMatchObject(refusal('40,000'));
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)('a %s that ends in the middle', async (kind) => {
    const noise = Buffer.from(Array.from({ length: 120 * 120 * 3 }, (_, i) => (i * 7919) % 251));
    const image = sharp(noise, { raw: { width: 120, height: 120, channels: 3 } });
    const bytes = await image[kind]().toBuffer();
    await expect(decodePicture(bytes, 'a')).resolves.toBeDefined();
    for (const share of [0.3, 0.8]) {
      const part = bytes.subarray(0, Math.floor(bytes.length * share));
      await expect(decodePicture(part, 'a')).rejects.toMatchObject(refusal('“a”'));
    }
  });
});
