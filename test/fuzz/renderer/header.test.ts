import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GombocError } from '../../../models/error.ts';
import { kindOf, readHeader, type Format } from '../../../models/code/header/header.ts';
import { checkHeader } from '../../../models/code/limits.ts';
import { checkKind } from '../../../renderer/studios/code/intake/limits.ts';
import { bmp, gif, isoMedia, jpeg, png, webp } from '../../unit/models/code/picture-files.ts';
import { fuzzSeed } from '../seed.ts';

const runs = { numRuns: 3000, seed: fuzzSeed };
const formats: readonly Format[] = ['png', 'jpeg', 'webp', 'gif', 'bmp', 'avif', 'heic'];
const side = fc.integer({ min: 1, max: 16_000 });

const makers: readonly ((width: number, height: number) => Uint8Array)[] = [
  (width, height) => png(width, height, 1),
  jpeg,
  webp.extended,
  webp.lossy,
  webp.lossless,
  gif,
  (width, height) => bmp(width, height, 1),
  (width, height) => isoMedia('heic', width, height),
  (width, height) => isoMedia('avif', width, height),
];
const files = fc.tuple(fc.constantFrom(...makers), side, side).map(([make, width, height]) => make(width, height));

/** A file with some bytes changed, some taken out and some put in. */
const damaged = fc
  .tuple(
    files,
    fc.array(fc.tuple(fc.nat(), fc.nat(255), fc.constantFrom('change', 'remove', 'insert', 'cut')), { maxLength: 12 }),
  )
  .map(([bytes, harms]) => {
    let list = [...bytes];
    for (const [place, value, harm] of harms) {
      const at = place % Math.max(1, list.length);
      if (harm === 'change') list[at] = value;
      else if (harm === 'cut') list = list.slice(0, Math.max(at, list.length - 40));
      else list.splice(at, harm === 'remove' ? 1 : 0, ...(harm === 'insert' ? [value] : []));
    }
    return Uint8Array.from(list);
  });

/** Every reader on the bytes: an answer that is one, or none. Never another exception, never a wait. */
function readAll(bytes: Uint8Array): void {
  for (const format of formats) {
    const header = readHeader(bytes, format);
    if (header === null) continue;
    expect(header.format).toBe(format);
    for (const length of [header.width, header.height]) expect(Number.isInteger(length) && length >= 0).toBe(true);
    try {
      checkHeader(header, 'a');
    } catch (error) {
      expect(error).toBeInstanceOf(GombocError);
    }
  }
  try {
    checkKind(kindOf(bytes), 'a');
  } catch (error) {
    expect(error).toBeInstanceOf(GombocError);
  }
}

describe('headers of pictures', () => {
  it('are read or refused, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), readAll), runs);
  });

  it('are read or refused in damaged files', () => {
    fc.assert(fc.property(damaged, readAll), runs);
  });

  it('say the size that was written', () => {
    const writers = makers.slice(0, 7);
    fc.assert(
      fc.property(fc.constantFrom(...writers), side, side, (make, width, height) => {
        const bytes = make(width, height);
        expect(readHeader(bytes, kindOf(bytes) as Format)).toMatchObject({ width, height });
      }),
      runs,
    );
  });

  it('are never whole when the file is cut off within what was promised', () => {
    fc.assert(
      fc.property(side, side, fc.double({ min: 0, max: 1, noNaN: true }), (width, height, share) => {
        for (const make of [png, webp.extended, webp.lossless, bmp]) {
          const bytes = make(Math.min(width, 200), Math.min(height, 60));
          const cut = bytes.subarray(0, Math.floor(share * (bytes.length - 1)));
          const header = readHeader(cut, kindOf(bytes) as Format);
          expect(header === null || !header.whole).toBe(true);
        }
      }),
      { ...runs, numRuns: 300 },
    );
  });
});
