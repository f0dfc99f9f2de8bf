import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { boxOf } from '../../../../models/drawing/extent.ts';
import { simplify } from '../../../../models/drawing/simplify.ts';
import { lineOf, type Ink, type Line, type Stroke } from '../../../../models/drawing/stroke.ts';

/**
 * What the model is sent leaves out samples nearer than this to the line without them, as a share of the line's size:
 * three of the page's 1024 units at the most, where the model itself leaves out what is nearer than six. A pen gives
 * hundreds of samples a second, and thousands of them take tens of milliseconds on their way to the engine.
 */
const finest = 1 / 340;

/** Strokes are never changed in place, so each one's line is made once. */
const lines = new WeakMap<Stroke, Line>();

function cachedLine(stroke: Stroke): Line {
  let line = lines.get(stroke);
  if (!line) {
    const { width, height } = boxOf(stroke);
    const extent = Math.max(width, height) - stroke.width;
    lines.set(stroke, (line = simplify(lineOf(stroke), finest * extent)));
  }
  return line;
}

/** What can be seen of a drawing, in drawing order: all that the model is shown. */
export function visibleStrokes({ layers, strokes }: Drawing): readonly Stroke[] {
  if (layers.every(({ visible }) => visible)) return strokes;
  const visible = new Set(layers.flatMap((layer) => (layer.visible ? [layer.id] : [])));
  return strokes.filter(({ layer }) => visible.has(layer));
}

/** The lines that the model is shown. */
export const inkOf = (drawing: Drawing): Ink => visibleStrokes(drawing).map(cachedLine);

const hidden = ({ layers }: Drawing): string => layers.flatMap(({ id, visible }) => (visible ? [] : [id])).join();

/** Whether the model would be shown the same. It knows of layers only which are hidden. */
export const sameToModel = (a: Drawing, b: Drawing): boolean =>
  a === b ||
  (a.strokes === b.strokes &&
    (a.layers === b.layers || hidden(a) === hidden(b)) &&
    a.subject === b.subject &&
    a.width === b.width &&
    a.height === b.height);
