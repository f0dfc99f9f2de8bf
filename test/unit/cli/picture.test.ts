import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture, type DecodedPicture } from '../../../electron/cli/picture.ts';

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

  it('large ones are kept smaller, and say how large they were', async () => {
    const picture = await decodePicture(await plain(5000, 3000).jpeg().toBuffer(), 'a');
    expect(picture).toMatchObject({ width: 5000, height: 3000, pixels: { width: 2000, height: 1200 } });
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
    ['a PDF', new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n'), 'not a picture'],
  ])('%s', async (_, bytes, message) => {
    await expect(decodePicture(bytes, 'a.png')).rejects.toMatchObject(refusal(message));
  });

  it('a single pixel', async () => {
    await expect(decodePicture(await plain(1, 1).png().toBuffer(), 'a')).rejects.toMatchObject(refusal('1 × 1'));
  });

  it('a bomb: 12,000 a side in a few kilobytes, before it is decoded', async () => {
    const bytes = await plain(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
    const before = performance.now();
    await expect(decodePicture(bytes, 'bomb.png')).rejects.toMatchObject(refusal(/bomb\.png.*12,000 × 12,000/));
    expect(performance.now() - before).toBeLessThan(1000);
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
