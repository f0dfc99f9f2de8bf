import fc from 'fast-check';
import { cleanSamples } from '../../../../models/drawing/clean.ts';
import { roundSample } from '../../../../models/drawing/file.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Stroke } from '../../../../models/drawing/stroke.ts';

const hundredth = (max: number) => fc.integer({ min: -max * 100, max: max * 100 }).map((value) => value / 100);
const sample = fc.tuple(hundredth(3000), hundredth(3000), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 5000 })); // prettier-ignore

/** Samples as a pen or a reader leaves them: cleaned and rounded. */
export const sampleLists = fc
  .array(
    fc.oneof(
      sample,
      sample.map(([x, y, , ms]): [number, number, number, number] => [x, y, 0.5, ms]),
    ),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((samples) => cleanSamples(samples.map(roundSample)));

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
/** Without what XML can't hold or would change. */
const word = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength }).filter((text) => text.length <= maxLength && !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)); // prettier-ignore

/** Sound drawings, all of whose layers are visible, as files hold them. */
export const drawings: fc.Arbitrary<Drawing> = fc
  .record({
    width: fc.integer({ min: 16, max: 16_384 }),
    height: fc.integer({ min: 1600, max: 200_000 }).map((value) => value / 100),
    paper: fc.option(colour),
    subject: fc.option(word(100)),
    layers: fc.uniqueArray(fc.record({ id, name: word(200), locked: fc.boolean() }), {
      selector: (layer) => layer.id,
      minLength: 1,
      maxLength: 5,
    }),
    strokes: fc.uniqueArray(
      fc.record({
        id,
        samples: sampleLists,
        colour,
        width: fc.double({ min: 0.25, max: 200, noNaN: true }),
        layer: fc.nat(),
        author: fc.constantFrom('person' as const, 'model' as const),
        startedAt: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2e12 })),
      }),
      { selector: (stroke) => stroke.id, maxLength: 8 },
    ),
  })
  .map(({ layers, strokes, ...rest }) => ({
    ...rest,
    backdrop: null,
    layers: layers.map((layer) => ({ ...layer, visible: true })),
    strokes: strokes.map((stroke): Stroke => ({ ...stroke, layer: layers[stroke.layer % layers.length]!.id })),
  }));

/** What goes wrong with a text on its way: characters changed, parts lost, doubled or swapped for hostile ones. */
export const damage = fc.array(
  fc.record({
    kind: fc.constantFrom('set', 'remove', 'insert', 'double', 'cut'),
    // Not a double: half of those would lie at the very beginning.
    at: fc.integer({ min: 0, max: 9999 }).map((at) => at / 10_000),
    count: fc.integer({ min: 1, max: 40 }),
    text: fc.oneof(
      fc.constantFrom('<', '>', '"', '&', '-', 'e999', 'NaN', '[', ']', '{', '}', ',', 'null', '</g>', '<g>', '<!--', ']]>', '&a;', 'Z', 'M', 'A1 1 0 0 1', '\n', '1e-400'), // prettier-ignore
      fc.string({ maxLength: 5 }),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

export function damaged(text: string, changes: typeof damage extends fc.Arbitrary<infer T> ? T : never): string {
  return changes.reduce((result, { kind, at, count, text }) => {
    const place = Math.floor(at * result.length);
    const [before, after] = [result.slice(0, place), result.slice(place)];
    if (kind === 'set') return before + text + after.slice(text.length);
    if (kind === 'remove') return before + after.slice(count);
    if (kind === 'insert') return before + text + after;
    if (kind === 'double') return before + after.slice(0, count) + after;
    return at > 0.5 ? before : result;
  }, text);
}
