import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { lineOf, type Ink, type Line, type Stroke } from '../../../../models/drawing/stroke.ts';

/** Strokes are never changed in place, so each one's line is made once. */
const lines = new WeakMap<Stroke, Line>();

function cachedLine(stroke: Stroke): Line {
  let line = lines.get(stroke);
  if (!line) lines.set(stroke, (line = lineOf(stroke)));
  return line;
}

/** What can be seen of a drawing, in drawing order: all that the model is shown. */
export function visibleStrokes({ layers, strokes }: Drawing): readonly Stroke[] {
  if (layers.every(({ visible }) => visible)) return strokes;
  const visible = new Set(layers.flatMap((layer) => (layer.visible ? [layer.id] : [])));
  return strokes.filter(({ layer }) => visible.has(layer));
}

export const inkOf = (drawing: Drawing): Ink => visibleStrokes(drawing).map(cachedLine);

/** Whether the model would be shown the same. */
export const sameToModel = (a: Drawing, b: Drawing): boolean =>
  a === b ||
  (a.strokes === b.strokes &&
    a.layers === b.layers &&
    a.subject === b.subject &&
    a.width === b.width &&
    a.height === b.height);
