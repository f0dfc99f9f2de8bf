import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Ink, Line, Sample, Stroke } from '../../../../models/drawing/stroke.ts';
import type { ModelHost } from './host.ts';
import { visibleStrokes } from './paper.ts';

/** How fast the model's pen goes, paper pixels a millisecond, and how long it is up between strokes. */
const pace = 1;
const penUpMilliseconds = 200;
/** What a stroke's clock may say at most: the schema's day. */
const longest = 86_400_000;

function samplesOf(line: Line): Sample[] {
  let way = 0;
  return line.map(([x, y], i) => {
    if (i > 0) way += Math.hypot(x - line[i - 1]![0], y - line[i - 1]![1]);
    return [x, y, 0.5, Math.min(longest, way / pace)];
  });
}

/**
 * Lines as strokes by the model's hand: even pressure, even pace, one after the other from `now` on.
 * @param now Unix ms
 */
export function strokesOf(ink: Ink, look: ModelHost['look'], now = Date.now()): Stroke[] {
  let startedAt = now;
  return ink.map((line): Stroke => {
    const samples = samplesOf(line);
    const { colour, width, layer } = look;
    const stroke: Stroke = { id: crypto.randomUUID(), samples, colour, width, layer, author: 'model', startedAt };
    startedAt += samples.at(-1)![3] + penUpMilliseconds;
    return stroke;
  });
}

/** The drawing with strokes on top. */
export const withStrokes = (drawing: Drawing, strokes: readonly Stroke[]): Drawing => ({
  ...drawing,
  strokes: [...drawing.strokes, ...strokes],
});

/** The drawing with other strokes in the place of those that can be seen; hidden layers stay as they are. */
export function instead(drawing: Drawing, strokes: readonly Stroke[]): Drawing {
  const seen = new Set(visibleStrokes(drawing));
  return { ...drawing, strokes: [...drawing.strokes.filter((stroke) => !seen.has(stroke)), ...strokes] };
}
