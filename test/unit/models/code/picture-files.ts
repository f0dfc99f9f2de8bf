import { crc32, deflateSync } from 'node:zlib';

/*
 * Files of pictures, made here: headers as they should be, and as nobody should make them. Sizes are free, for a header
 * may state what it likes.
 */

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const big = (value: number, size: number) =>
  Array.from({ length: size }, (_, i) => (value / 256 ** (size - 1 - i)) & 255);
const little = (value: number, size: number) => big(value, size).reverse();

export const join = (...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

function pngChunk(name: string, data: readonly number[] | Uint8Array): Uint8Array {
  const named = join(ascii(name), data);
  return join(big(data.length, 4), named, big(crc32(named), 4));
}

/** Grey, one byte a pixel; `rows` fewer than the height: the pixels are missing, the file goes on as if they were not. */
export function png(width: number, height: number, rows = Math.min(height, 64)): Uint8Array {
  const pixels = new Uint8Array((width + 1) * rows).fill(200);
  for (let y = 0; y < rows; y++) pixels[y * (width + 1)] = 0;
  const header = [...big(width, 4), ...big(height, 4), 8, 0, 0, 0, 0];
  return join(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(pixels)),
    pngChunk('IEND', []),
  );
}

const segment = (marker: number, data: readonly number[]) => [0xff, marker, ...big(data.length + 2, 2), ...data];
const frame = (width: number, height: number) => [8, ...big(height, 2), ...big(width, 2), 1, 1, 0x11, 0];
const scan = [1, 1, 0, 0, 63, 0];

/** Markers as cameras write them, without pixels that would decode: EXIF with a thumbnail, which has a size and an end. */
export function jpeg(width: number, height: number, { sof = 0xc0, end = true } = {}): Uint8Array {
  const thumbnail = [0xff, 0xd8, ...segment(0xc0, frame(160, 120)), ...segment(0xda, scan), 1, 2, 3, 0xff, 0xd9];
  return join(
    [0xff, 0xd8],
    segment(0xe1, [...ascii('Exif\0\0'), ...thumbnail]),
    // Filling before a marker is allowed.
    [0xff, 0xff],
    segment(
      0xdb,
      Array.from({ length: 65 }, () => 1),
    ),
    segment(sof, frame(width, height)),
    segment(
      0xc4,
      Array.from({ length: 17 }, () => 0),
    ),
    segment(0xda, scan),
    [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    end ? [0xff, 0xd9] : [],
    // What phones append: more than nothing may follow the end.
    end ? ascii('MotionPhoto') : [],
  );
}

const riff = (chunk: readonly number[]) => join(ascii('RIFF'), little(chunk.length + 4, 4), ascii('WEBP'), chunk);
const webpChunk = (name: string, data: readonly number[]) => [...ascii(name), ...little(data.length, 4), ...data];

export const webp = {
  extended: (width: number, height: number) =>
    riff(webpChunk('VP8X', [2, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)])),
  lossy: (width: number, height: number) =>
    riff(webpChunk('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)])),
  lossless: (width: number, height: number) =>
    riff(webpChunk('VP8L', [0x2f, ...little(width - 1 + (height - 1) * 2 ** 14, 4)])),
};

/** Several frames, each with a table of colours; the first may be larger than the screen. */
export function gif(width: number, height: number, first = { left: 0, top: 0, width, height }): Uint8Array {
  const colours = [0, 0, 0, 255, 255, 255];
  const block = (left: number, top: number, w: number, h: number) => [
    ...[0x2c, ...little(left, 2), ...little(top, 2), ...little(w, 2), ...little(h, 2), 0x80, ...colours],
    ...[2, 2, 0x4c, 0x01, 0],
  ];
  return join(
    ascii('GIF89a'),
    [...little(width, 2), ...little(height, 2), 0x80, 0, 0, ...colours],
    [0x21, 0xff, 11, ...ascii('NETSCAPE2.0'), 3, 1, 0, 0, 0],
    [0x21, 0xf9, 4, 0, 10, 0, 0, 0],
    block(first.left, first.top, first.width, first.height),
    block(0, 0, 1, 1),
    [0x3b],
  );
}

/** 24 bits a pixel; a height below zero runs downwards. `rows`: as many are really there. */
export function bmp(width: number, height: number, rows = Math.abs(height)): Uint8Array {
  const row = 4 * Math.ceil((width * 24) / 32);
  const header = [...little(40, 4), ...little(width, 4), ...little(height >>> 0, 4), 1, 0, 24, 0, ...little(0, 24)];
  return join(ascii('BM'), little(54 + row * rows, 4), little(0, 4), little(54, 4), header, new Uint8Array(row * rows));
}

export const box = (name: string, ...data: (readonly number[] | Uint8Array)[]): Uint8Array => {
  const inside = join(...data);
  return join(big(inside.length + 8, 4), ascii(name), inside);
};

/** HEIC or AVIF: tiles of 512 pixels, and the whole that they make. */
export function isoMedia(brand: string, width: number, height: number): Uint8Array {
  const size = (w: number, h: number) => box('ispe', big(0, 4), big(w, 4), big(h, 4));
  const properties = box('iprp', box('ipco', size(512, 512), box('irot', [1]), size(width, height)));
  return join(
    box('ftyp', ascii(brand), big(0, 4), ascii('mif1')),
    box('meta', big(0, 4), box('hdlr', big(0, 24)), properties),
    box('mdat', big(0, 40)),
  );
}

/** A page with a line of text in a typeface that it does not bring, and a red box where the sketches have their disc. */
export function pdf({ locked = false } = {}): Uint8Array {
  const content = '1 0 0 rg 160 40 40 40 re f 0 g BT /F 24 Tf 20 140 Td (Log in) Tj ET';
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 240 180]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  const secret = 'x'.repeat(32);
  const lock = locked ? `/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(${secret})/U(${secret})>>` : '';
  return Uint8Array.from(ascii(`%PDF-1.4\n${body}trailer<</Size 6/Root 1 0 R${lock}>>\n%%EOF`));
}
