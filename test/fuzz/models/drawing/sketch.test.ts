import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToInk, resampled } from '../../../../models/drawing/distance.ts';
import { MARGIN, SketchGrammar } from '../../../../models/drawing/grammar.ts';
import { pageFor, toPage, toPaper } from '../../../../models/drawing/page.ts';
import { placed } from '../../../../models/drawing/places.ts';
import { read } from '../../../../models/drawing/prompt.ts';
import { decodeTokens, sketchCodec } from '../../../../models/drawing/sketch.ts';
import type { Ink, Line } from '../../../../models/drawing/stroke.ts';
import { TidyingLine } from '../../../../models/drawing/tidy.ts';
import { FRAME, PIXEL, PLACES, VOCABULARY, token } from '../../../../models/drawing/vocabulary.ts';
import { seeded } from '../../../../models/random.ts';
import { fuzzSeed } from '../../seed.ts';

const runs = { numRuns: 300, seed: fuzzSeed };

const point = (most: number, least = 0): fc.Arbitrary<Line[number]> => {
  const coordinate = fc.double({ min: least, max: most, noNaN: true });
  return fc.tuple(coordinate, coordinate);
};
const ink = (most: number, least = 0): fc.Arbitrary<Ink> =>
  fc.array(fc.array(point(most, least), { minLength: 1, maxLength: 40 }), { maxLength: 12 });

/** Whatever the schema lets in: far off the paper, the same again, thousands of points. */
const hostile: fc.Arbitrary<Ink> = fc.oneof(
  ink(1_000_000, -1_000_000),
  ink(1, 0),
  fc
    .tuple(point(1e6, -1e6), fc.integer({ min: 1, max: 3000 }))
    .map(([same, times]) => [Array(times).fill(same) as Line]),
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 5000 })).map(([seed, length]) => {
    const random = seeded(seed);
    return [Array.from({ length }, (): Line[number] => [2e6 * random() - 1e6, 2e6 * random() - 1e6])];
  }),
);
const paper = fc.record({ width: fc.integer({ min: 16, max: 16_384 }), height: fc.integer({ min: 16, max: 16_384 }) });
const tokens = fc.array(fc.integer({ min: 0, max: VOCABULARY - 1 }), { maxLength: 300 });

describe('the sketch codec', () => {
  it('brings every line back: as many, none farther off than the codebook and simplifying allow', () => {
    fc.assert(
      fc.property(ink(FRAME - 1), (drawn) => {
        const back = sketchCodec.decode(sketchCodec.encode(drawn));
        expect(back.length).toBe(drawn.length);
        drawn.forEach((line, i) => {
          for (const [j, spot] of line.entries()) {
            // A pen-down is half a cell off at most; a move misses by the codebook's coarsest gap; 6 units are simplified away.
            const most = j === 0 ? 6 : 8 * PIXEL + 6;
            expect(distanceToInk(spot, [back[i]!])).toBeLessThan(most);
          }
        });
      }),
      runs,
    );
  });

  it('adds nothing: what comes back stays near the line', () => {
    fc.assert(
      fc.property(ink(FRAME - 1), (drawn) => {
        sketchCodec.decode(sketchCodec.encode(drawn)).forEach((line, i) => {
          for (const spot of resampled(line, 16)) expect(distanceToInk(spot, [drawn[i]!])).toBeLessThan(8 * PIXEL + 6);
        });
      }),
      runs,
    );
  });

  it('takes any tokens', () => {
    fc.assert(
      fc.property(tokens, (any) => {
        for (const line of decodeTokens(any)) {
          expect(line.length).toBeGreaterThan(0);
          expect(line.flat().every(Number.isSafeInteger)).toBe(true);
        }
        const ids = placed(any);
        any.forEach((drawn, i) => {
          expect(ids[i]! % VOCABULARY).toBe(drawn);
          expect(ids[i]).toBeLessThan(VOCABULARY * PLACES * PLACES);
        });
      }),
      runs,
    );
  });

  it('reads at most what there is room for, however hostile the ink, on any page', () => {
    fc.assert(
      fc.property(hostile, paper, fc.integer({ min: 5, max: 256 }), (drawn, sheet, room) => {
        const page = pageFor(sheet, drawn);
        const { tokens: seen, heard } = read(drawn, page, null, room);
        expect(seen.length).toBeLessThanOrEqual(room);
        expect(heard).toBeLessThanOrEqual(drawn.length);
        expect(heard > 0).toBe(drawn.length > 0);
        expect(seen.subarray(2).every((drawn) => drawn >= 0 && drawn < token.end)).toBe(true);
        expect(placed(seen).every((id) => id >= 0 && id < VOCABULARY * PLACES * PLACES)).toBe(true);
        expect(decodeTokens(seen).length).toBe(heard);
      }),
      runs,
    );
  });
});

describe('the page', () => {
  it('holds the ink, is valid, and converts back', () => {
    fc.assert(
      fc.property(hostile, paper, (drawn, sheet) => {
        const page = pageFor(sheet, drawn);
        expect(page.side).toBeGreaterThanOrEqual(1);
        expect(page.side).toBeLessThanOrEqual(4_000_000);
        expect(Math.max(Math.abs(page.x), Math.abs(page.y))).toBeLessThanOrEqual(2_000_000);
        const onPage = drawn.map((line) => toPage(page, line));
        const spots = onPage.flat(2);
        expect(spots.every((spot) => spot >= -0.01 && spot <= FRAME + 0.01)).toBe(true);
        const back = onPage.flatMap((line) => toPaper(page, line)).flat();
        const most = page.side / FRAME / 64 + 1e-6;
        expect(drawn.flat(2).every((value, i) => Math.abs(value - back[i]!) < most)).toBe(true);
      }),
      runs,
    );
  });
});

describe('tidying', () => {
  it('comes to the end of any line, whatever the network says', () => {
    fc.assert(
      fc.property(
        fc.array(point(FRAME), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (line, seed, strength) => {
          const random = seeded(seed);
          const tidying = new TidyingLine(line, strength);
          let left = 12 * 2 * FRAME;
          while (!tidying.done && left-- > 0) {
            const logits = Float32Array.from({ length: VOCABULARY }, () => 30 * random() - 15);
            const drawn = tidying.choose(logits);
            expect(drawn).toBeGreaterThanOrEqual(token.move);
            expect(drawn).toBeLessThan(token.end);
          }
          expect(tidying.done).toBe(true);
          expect(tidying.inner.flat().every(Number.isFinite)).toBe(true);
        },
      ),
      { ...runs, numRuns: 40 },
    );
  });
});

describe('the grammar', () => {
  it('lets out only what comes back as it was drawn, about the page', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('stroke', 'drawing'), (seed, extent) => {
        const random = seeded(seed);
        const grammar = new SketchGrammar({ extent });
        const drawn: number[] = [];
        while (!grammar.done && drawn.length < 60) {
          const allowed = grammar.allowed();
          let next = Math.floor(random() * VOCABULARY);
          while (!allowed[next]) next = (next + 1) % VOCABULARY;
          grammar.accept(next);
          drawn.push(next);
        }
        const lines = decodeTokens(drawn);
        if (extent === 'stroke') expect(lines.length).toBeLessThan(2);
        for (const [x, y] of lines.flat()) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-MARGIN);
          expect(Math.max(x, y)).toBeLessThan(FRAME + MARGIN);
        }
      }),
      runs,
    );
  });
});
