import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanSamples } from '../../../../models/drawing/clean.ts';
import { Drawing } from '../../../../models/drawing/drawing.ts';
import { readDrawing, writeDrawing } from '../../../../models/drawing/file.ts';
import { outline, pathData } from '../../../../models/drawing/outline.ts';
import { readQuickDraw } from '../../../../models/drawing/quickdraw.ts';
import { readSvg } from '../../../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../../../models/drawing/svg-writer.ts';
import { Sample } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import { fuzzSeed } from '../../seed.ts';
import { damage, damaged, drawings, sampleLists } from './drawings.ts';

const runs = { numRuns: 150, seed: fuzzSeed };

/** Whether it was read; what was read must be sound, and what was refused must say why. */
function soundOrRefused(read: () => Drawing[]): boolean {
  const before = process.cpuUsage();
  let drawings: Drawing[] = [];
  try {
    drawings = read();
    for (const drawing of drawings) {
      expect(Drawing.safeParse(drawing).error).toBeUndefined();
      expect(new Set(drawing.strokes.map(({ id }) => id)).size).toBe(drawing.strokes.length);
      const layers = new Set(drawing.layers.map(({ id }) => id));
      expect(drawing.strokes.every(({ layer }) => layers.has(layer))).toBe(true);
    }
  } catch (error) {
    if (!(error instanceof GombocError)) throw error;
    expect(error.code).toBe('drawing-unreadable');
    expect(error.message.length).toBeLessThan(500);
  }
  expect(process.cpuUsage(before).user).toBeLessThan(5e6);
  return drawings.length > 0;
}

describe('round trips', () => {
  it('the drawing file', () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        expect(readDrawing(writeDrawing(drawing))).toEqual(drawing);
      }),
      runs,
    );
  });

  it('SVG, still and animated', () => {
    fc.assert(
      fc.property(drawings, fc.boolean(), (drawing, animated) => {
        expect(readSvg(writeSvg(drawing, { animated }))).toEqual({ drawing, warnings: [] });
      }),
      { ...runs, numRuns: 80 },
    );
  });
});

describe('damaged files are read as sound drawings, or refused, at once', () => {
  /** Else the fuzzing would only test the refusal. */
  const expectSome = (read: number, share: number, of = runs.numRuns) => expect(read / of).toBeGreaterThan(share);

  it('the drawing file', () => {
    let read = 0;
    fc.assert(
      fc.property(drawings, damage, (drawing, changes) => {
        if (soundOrRefused(() => [readDrawing(damaged(writeDrawing(drawing), changes))])) read += 1;
      }),
      { ...runs, numRuns: 600 },
    );
    // Of 600 some 28 are read: JSON forgives little. A sixth of that comes about by chance once in a million runs.
    expectSome(read, 0.008, 600);
  });

  it('SVG of ours', () => {
    let read = 0;
    fc.assert(
      fc.property(drawings, damage, (drawing, changes) => {
        if (soundOrRefused(() => [readSvg(damaged(writeSvg(drawing), changes)).drawing])) read += 1;
      }),
      runs,
    );
    expectSome(read, 0.5);
  });

  it('SVG of others', () => {
    const body = `<svg width="10cm" viewBox="0 0 300 200"><style>.a{stroke:red}</style>
      <g data-name="Sky" transform="rotate(5) scale(2,3)"><path class="a" d="M1 1C5 5 9 1 20 20S50 9 60 60zm5 5a9 8 7 1 0 30 4"/>
      <circle cx="5" cy="9" r="80"/><polygon style="stroke:#00f;fill:none" points="1,2 3,4 50,60"/></g><rect rx="9" width="90" height="40"/></svg>`;
    let read = 0;
    fc.assert(
      fc.property(damage, (changes) => {
        if (soundOrRefused(() => [readSvg(damaged(body, changes)).drawing])) read += 1;
      }),
      { ...runs, numRuns: 1500 },
    );
    expectSome(read, 0.5, 1500);
  });

  it('path data of any kind', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'MmLlHhVvCcSsQqTtAaZz'),
      fc.double().map(String),
      fc.integer({ min: -500, max: 500 }).map(String),
      fc.constantFrom('1e400', '-.5', '0 1', ',', 'R', '..', '1e', '+'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.string({ maxLength: 20 }), (pieces, transform) => {
        const safe = transform.replace(/[<&"]/g, '');
        const svg = `<svg><path transform="${safe}" stroke="red" d="M1 1 ${pieces.join(' ')}"/></svg>`;
        soundOrRefused(() => [readSvg(svg).drawing]);
      }),
      { ...runs, numRuns: 1500 },
    );
  });

  it('Quick, Draw!', () => {
    const list = fc.array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.double()), { minLength: 1, maxLength: 20 });
    const stroke = list.chain((xs) => fc.tuple(fc.constant(xs), fc.constant(xs.toReversed())));
    const line = fc.record({ word: fc.string(), drawing: fc.array(stroke, { maxLength: 5 }) });
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), damage, (lines, changes) => {
        const text = lines.map((drawing) => JSON.stringify(drawing)).join('\n');
        const all = (text: string) => readQuickDraw(text).drawings.map(({ drawing }) => drawing);
        soundOrRefused(() => all(text));
        if (soundOrRefused(() => all(damaged(text, changes)))) read += 1;
      }),
      { ...runs, numRuns: 500 },
    );
    expectSome(read, 0.2, 500);
  });

  it('anything at all', () => {
    const json = fc.json({ maxDepth: 4 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (text) => {
        soundOrRefused(() => [readDrawing(text)]);
        soundOrRefused(() => [readSvg(text).drawing]);
        soundOrRefused(() => readQuickDraw(text).drawings.map(({ drawing }) => drawing));
        soundOrRefused(() => [readDrawing(`{"format":"gomboc-drawing","version":1,"layers":[],"strokes":[${text}]}`)]);
      }),
      { ...runs, numRuns: 500 },
    );
  });
});

describe('samples', () => {
  it('cleaning any numbers gives valid ones, and cleaning again changes nothing', () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e300));
    fc.assert(
      fc.property(fc.array(fc.array(number, { maxLength: 5 }), { maxLength: 50 }), (samples) => {
        const clean = cleanSamples(samples);
        for (const sample of clean) expect(Sample.safeParse(sample).error).toBeUndefined();
        expect(cleanSamples(clean)).toEqual(clean);
      }),
      { ...runs, numRuns: 1000 },
    );
  });

  it('every outline is finite, near its samples, and the same again', () => {
    fc.assert(
      fc.property(sampleLists, fc.double({ min: 0.25, max: 200, noNaN: true }), (samples, width) => {
        const points = outline(samples, width);
        expect(points.length).toBeGreaterThan(3);
        expect(points.flat().every(Number.isFinite)).toBe(true);
        const gaps = samples.slice(1).map(([x, y], i) => Math.hypot(x - samples[i]![0], y - samples[i]![1]));
        // Curves between samples may swing out, by less than half of the gap that they bridge.
        const swing = width + Math.max(0, ...gaps) / 2;
        for (const axis of [0, 1] as const) {
          const places = samples.map((sample) => sample[axis]);
          const found = points.map((point) => point[axis]);
          expect(Math.min(...found)).toBeGreaterThan(Math.min(...places) - swing);
          expect(Math.max(...found)).toBeLessThan(Math.max(...places) + swing);
        }
        expect(pathData(samples, width)).toMatch(/^M[\d.,-]+Q[\d., -]+Z$/);
        expect(outline(samples, width)).toEqual(points);
      }),
      runs,
    );
  });
});
