import { describe, expect, test } from 'vitest';
import { kindOf, readHeader, type Format } from '../../../../models/code/header/header.ts';
import { bmp, box, gif, isoMedia, join, jpeg, png, webp } from './picture-files.ts';

const text = (value: string) => new TextEncoder().encode(value);
const made: [Format, string, (width: number, height: number) => Uint8Array][] = [
  ['png', 'PNG', png],
  ['jpeg', 'JPEG', jpeg],
  ['jpeg', 'progressive JPEG', (width, height) => jpeg(width, height, { sof: 0xc2 })],
  ['webp', 'extended WebP', webp.extended],
  ['webp', 'lossy WebP', webp.lossy],
  ['webp', 'lossless WebP', webp.lossless],
  ['gif', 'GIF', gif],
  ['bmp', 'BMP', bmp],
  ['avif', 'AVIF', (width, height) => isoMedia('avif', width, height)],
  ['heic', 'HEIC', (width, height) => isoMedia('heic', width, height)],
  ['heic', 'HEIC of a general brand', (width, height) => isoMedia('mif1', width, height)],
];

describe('what a file says of itself', () => {
  test.each(made)('%s: its kind and size (%s)', (format, _name, make) => {
    const bytes = make(640, 480);
    expect(kindOf(bytes)).toBe(format);
    const [width, height] = format === 'heic' || format === 'avif' ? [640, 512] : [640, 480];
    expect(readHeader(bytes, format)).toEqual({ format, width, height, whole: true });
  });

  test.each(made)('%s: never whole, wherever it is cut off (%s)', (format, name, make) => {
    const bytes = make(64, 48);
    // Behind the end of a JPEG lies what is not the picture's; a GIF's first frame ends long before its last.
    const end = name.includes('JPEG') ? bytes.length - 11 : format === 'gif' ? bytes.length - 22 : bytes.length;
    for (let length = 1; length < end; length++) {
      const header = readHeader(bytes.subarray(0, length), format);
      expect(header === null || !header.whole, `${length} of ${bytes.length} bytes`).toBe(true);
    }
    expect(readHeader(bytes.subarray(0, end), format)?.whole).toBe(true);
  });

  test('a size of its own for the thumbnail in a photo is not the photo’s', () => {
    expect(readHeader(jpeg(4000, 3000), 'jpeg')).toMatchObject({ width: 4000, height: 3000 });
    expect(readHeader(jpeg(4000, 3000, { end: false }), 'jpeg')).toMatchObject({ width: 4000, whole: false });
  });

  test('a first frame that is larger than the screen of a GIF counts', () => {
    const sly = gif(10, 10, { left: 5, top: 7, width: 40_000, height: 50_000 });
    expect(readHeader(sly, 'gif')).toMatchObject({ width: 40_005, height: 50_007 });
  });

  test('a height below zero is a height', () => {
    expect(readHeader(bmp(20, -30), 'bmp')).toMatchObject({ width: 20, height: 30, whole: true });
  });

  test('the largest of the sizes in a HEIC counts, in boxes of either kind of length', () => {
    const size = box('ispe', [0, 0, 0, 0], [0, 0, 0x75, 0x30], [0, 0, 0x75, 0x31]);
    const long = join([0, 0, 0, 1], text('iprp'), [0, 0, 0, 0, 0, 0, 0, 16 + 8 + size.length], box('ipco', size));
    const bytes = join(box('ftyp', text('heic'), [0, 0, 0, 0]), box('meta', [0, 0, 0, 0], long), box('mdat'));
    expect(readHeader(bytes, 'heic')).toMatchObject({ width: 30_000, height: 30_001, whole: true });
  });

  test('a box that is smaller than its own head ends the search', () => {
    const bytes = join(box('ftyp', text('heic'), [0, 0, 0, 0]), [0, 0, 0, 4], text('meta'), new Uint8Array(64));
    expect(readHeader(bytes, 'heic')).toBeNull();
  });

  test('a million empty boxes are not all looked at', () => {
    const many = Buffer.alloc(8_000_000, box('free'));
    const bytes = Buffer.concat([box('ftyp', text('heic'), [0, 0, 0, 0]), many]);
    expect(readHeader(bytes, 'heic')).toBeNull();
  });
});

describe('what is no picture', () => {
  test('SVG, however it begins', () => {
    for (const head of [
      '<svg xmlns="x">',
      '<?xml version="1.0"?><svg>',
      '\ufeff  <!-- hi --><svg>',
      '<!DOCTYPE svg><svg>',
    ]) {
      expect(kindOf(text(head)), head).toBe('svg');
    }
    expect(kindOf(text('<html><svg></svg></html>'))).toBe('unknown');
  });

  test('PDF and TIFF are known by their first bytes, other files are not', () => {
    expect(kindOf(text('%PDF-1.7\n'))).toBe('pdf');
    expect(kindOf(text('\n\n%PDF-1.7\n'))).toBe('pdf');
    expect(kindOf(Uint8Array.of(0x49, 0x49, 0x2a, 0))).toBe('tiff');
    for (const other of ['', 'B', 'BM, a text that begins so', 'hello', 'RIFF....WAVE', '\x00\x00\x00\x14ftypisom']) {
      expect(kindOf(text(other)), other).toBe('unknown');
    }
  });
});
