import { expect, it } from 'vitest';
import { read } from '../../../../models/drawing/prompt.ts';
import { decodeTokens, sketchCodec } from '../../../../models/drawing/sketch.ts';
import type { Ink, Line } from '../../../../models/drawing/stroke.ts';
import { FRAME, subjectToken, token } from '../../../../models/drawing/vocabulary.ts';

const page = { x: 0, y: 0, side: FRAME };
const zigzag = (y: number, corners: number): Line =>
  Array.from({ length: corners }, (_, i) => [20 + (i * 900) / corners, y + (i % 2) * 40]);
const ink: Ink = [zigzag(100, 12), zigzag(300, 20), zigzag(500, 8)];
const sizes = ink.map((line) => sketchCodec.encode([line]).length);

it('opens with bos and the class, and goes on with all lines', () => {
  const { tokens, heard } = read(ink, page, 'cat', 256);
  expect([...tokens]).toEqual([token.bos, subjectToken('cat'), ...sketchCodec.encode(ink)]);
  expect(heard).toBe(3);
  expect(read([], page, null, 256)).toEqual({ tokens: Int32Array.of(token.bos, token.unknown), heard: 0 });
});

it('keeps the latest whole lines that fit', () => {
  const both = 2 + sizes[1]! + sizes[2]!;
  expect(read(ink, page, null, both).heard).toBe(2);
  expect(read(ink, page, null, both).tokens.length).toBe(both);
  expect(read(ink, page, null, both - 1)).toMatchObject({ heard: 1 });
  expect([...read(ink, page, null, both).tokens.slice(2)]).toEqual([...sketchCodec.encode(ink.slice(1))]);
});

it('reads the end of a line that alone is too long', () => {
  const { tokens, heard } = read(ink, page, null, 8);
  expect(heard).toBe(1);
  expect(tokens.length).toBeLessThanOrEqual(8);
  const [line] = decodeTokens(tokens);
  const [x, y] = ink[2]!.at(-1)!;
  expect(Math.hypot(line!.at(-1)![0] - x, line!.at(-1)![1] - y)).toBeLessThan(16);
});

it('looks at no more lines than it can show', () => {
  const many = new Proxy(
    Array.from({ length: 2000 }, () => zigzag(200, 9)),
    {
      get(lines, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) looked++;
        return Reflect.get(lines, key) as unknown;
      },
    },
  );
  let looked = 0;
  expect(read(many, page, null, 160).heard).toBeGreaterThan(5);
  expect(looked).toBeLessThan(100);
});

it('refuses a class that the model does not know', () => {
  expect(() => read(ink, page, 'weltschmerz', 256)).toThrow(expect.objectContaining({ code: 'input-invalid' }));
});
