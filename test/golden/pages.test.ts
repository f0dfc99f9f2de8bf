import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PageGrammar } from '../../models/code/grammar.ts';
import { fromGui, toGui } from '../../models/code/gui.ts';
import { decodePage, encodePage } from '../../models/code/markup.ts';
import { toFrame } from '../../models/code/picture.ts';
import { flags, legible, token } from '../../models/code/vocabulary.ts';

interface Golden {
  walks: { tokens: number[]; allowed: [number, number][]; again: number[] }[];
  programs: { gui: string; tokens: number[]; again: string[] }[];
  frames: { width: number; height: number; frame: [number, number]; crc: number }[];
  texts: [string, string][];
}

/** Written by models/code/train/parity.py. */
const golden = JSON.parse(readFileSync(new URL('pages.json', import.meta.url), 'utf8')) as Golden;

describe('TypeScript agrees with page.py', () => {
  it.each(golden.walks.map((walk, i) => [i, walk] as const))('on what may follow, walk %i', (_, walk) => {
    const told = { text: walk.tokens[1] === flags.text[0], boxes: walk.tokens[2] === flags.boxes[0] };
    const grammar = new PageGrammar(told);
    walk.tokens.slice(4).forEach((next, i) => {
      const allowed = [...grammar.allowed().entries()].filter(([, yes]) => yes).map(([id]) => id);
      expect([allowed.length, allowed.reduce((a, b) => a + b, 0)]).toEqual(walk.allowed[i]);
      grammar.accept(next);
    });
    expect(grammar.done).toBe(true);
    expect([...encodePage(decodePage(walk.tokens), told)]).toEqual(walk.again);
  });

  it('on pix2code’s programs', () => {
    for (const { gui, tokens, again } of golden.programs) {
      const page = fromGui(gui);
      expect([...encodePage(page, { text: false, boxes: false })]).toEqual(tokens);
      expect(toGui(page)).toEqual(again);
      expect(toGui(decodePage(tokens))).toEqual(again);
    }
  });

  it('on what can be read of a text', () => {
    for (const [text, read] of golden.texts) expect(legible(text)).toBe(read);
  });

  it('has walks that end', () => {
    expect(golden.walks.length).toBeGreaterThan(3);
    for (const { tokens } of golden.walks) expect(tokens.at(-1)).toBe(token.eos);
  });
});

describe('TypeScript agrees with photo.py', () => {
  it.each(golden.frames)('on a picture of $width × $height, pixel for pixel', ({ width, height, frame, crc }) => {
    const data = new Uint8ClampedArray(4 * width * height);
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at += 4) {
        data[at] = (x * 7 + y * 13) % 256;
        data[at + 1] = (Math.floor((x * x) / 9) + y) % 256;
        data[at + 2] = (x + Math.floor((y * y) / 5)) % 256;
        data[at + 3] = 255;
      }
    }
    const made = toFrame({ width, height, data }).frame;
    expect([made.width, made.height]).toEqual(frame);
    expect(crc32(made.pixels)).toBe(crc);
  });
});
