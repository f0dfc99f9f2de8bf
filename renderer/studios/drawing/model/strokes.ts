import type { Drawing } from '../../../../models/drawing/drawing.ts';
import {
  addStrokes,
  boundsOf,
  isFree,
  moving,
  scaling,
  strokeId,
  transformStrokes,
} from '../../../../models/drawing/edit.ts';
import type { Page } from '../../../../models/drawing/request.ts';
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
export function strokesOf(ink: Ink, { colour, width, layer }: ModelHost['look'], now = Date.now()): Stroke[] {
  let startedAt = now;
  return ink.map((line): Stroke => {
    const samples = samplesOf(line);
    const stroke: Stroke = { id: strokeId(), samples, colour, width, layer, author: 'model', startedAt };
    startedAt += samples.at(-1)![3] + penUpMilliseconds;
    return stroke;
  });
}

/** The drawing with a layer shown: the one that is drawn on may be hidden, and what the model draws lies on it. */
export function showing(drawing: Drawing, id: string): Drawing {
  return { ...drawing, layers: drawing.layers.map((layer) => (layer.id === id ? { ...layer, visible: true } : layer)) };
}

/** The drawing with other strokes in the place of those that can be changed; hidden and locked layers stay as they are. */
export function instead(drawing: Drawing, strokes: readonly Stroke[]): Drawing {
  return addStrokes({ ...drawing, strokes: drawing.strokes.filter((stroke) => !isFree(drawing, stroke)) }, strokes);
}

/** The visible strokes of a drawing, brought from its page to another. */
export function broughtTo(page: Page, drawing: Drawing, from: Page): Stroke[] {
  const growth = page.side / from.side;
  const strokes = [...visibleStrokes(drawing)];
  const all = new Set(strokes.map(({ id }) => id));
  const larger = transformStrokes({ ...drawing, strokes }, all, scaling(from, growth, growth));
  return transformStrokes(larger, all, moving(page.x - from.x, page.y - from.y)).strokes;
}

/** How far apart drawings lie, as a share of what is drawn. */
const gap = 0.1;

/**
 * The drawing and strokes beside it: to the right, below, to the left or above, wherever the paper has room first; to
 * the right where it has none.
 */
export function beside(drawing: Drawing, strokes: readonly Stroke[]): Drawing {
  const here = boundsOf(visibleStrokes(drawing));
  const there = boundsOf(strokes);
  if (!here || !there) return addStrokes(drawing, strokes);
  const space = gap * Math.max(here.width, here.height);
  const places = [
    { x: here.x + here.width + space, y: there.y },
    { x: there.x, y: here.y + here.height + space },
    { x: here.x - space - there.width, y: there.y },
    { x: there.x, y: here.y - space - there.height },
  ];
  const fits = ({ x, y }: { x: number; y: number }) =>
    x >= 0 && y >= 0 && x + there.width <= drawing.width && y + there.height <= drawing.height;
  const place = places.find(fits) ?? places[0]!;
  const all = new Set(strokes.map(({ id }) => id));
  const shifted = transformStrokes(
    { ...drawing, strokes: [...strokes] },
    all,
    moving(place.x - there.x, place.y - there.y),
  );
  return addStrokes(drawing, shifted.strokes);
}
