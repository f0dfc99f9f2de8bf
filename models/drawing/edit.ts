import type { Drawing } from './drawing.ts';
import { touches, type Spot } from './extent.ts';
import type { Sample, Stroke } from './stroke.ts';

export { boundsOf, type Box } from './extent.ts';

/*
 * Edits of a drawing, each a new drawing: what was there before is undo's. Strokes that an edit does not touch stay
 * the same objects, so that what is known about them (outlines, boxes) stays known. What moves, turns, scales or restyles
 * nothing gives the drawing itself: it is no step.
 */

/** Strokes by their ids. */
export type Selection = ReadonlySet<string>;

/** `x' = a x + c y + e, y' = b x + d y + f`, as canvases and SVG have it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The schema's bounds, so that no edit makes a drawing that can't be read again. */
const farthest = 1_000_000;
const [thinnest, thickest] = [0.25, 200];
/** Strokes that a drawing holds at most. */
export const mostStrokes = 20_000;

/** A name that no other stroke has. It is no result of anything: the one place where chance needs no seed. */
export const strokeId = (random: () => number = Math.random): string =>
  `s${Array.from({ length: 3 }, () => Math.floor(random() * 2 ** 30).toString(36)).join('')}`;

/** On top of what is there. Beyond 20,000 strokes nothing is added. */
export const addStrokes = (drawing: Drawing, strokes: readonly Stroke[]): Drawing => ({
  ...drawing,
  strokes: [...drawing.strokes, ...strokes].slice(0, Math.max(mostStrokes, drawing.strokes.length)),
});

export const removeStrokes = (drawing: Drawing, selection: Selection): Drawing => ({
  ...drawing,
  strokes: drawing.strokes.filter(({ id }) => !selection.has(id)),
});

/** Without the strokes that the eraser meets between two spots. Hidden and locked layers are safe from it. */
export function eraseAt(drawing: Drawing, from: Spot, to: Spot, radius: number): Drawing {
  const met = drawing.strokes.filter((stroke) => isFree(drawing, stroke) && touches(stroke, from, to, radius));
  return met.length === 0 ? drawing : removeStrokes(drawing, new Set(met.map(({ id }) => id)));
}

/** Moves every sample by the matrix. Widths grow with the area, as a lens would show them. */
export function transformStrokes(drawing: Drawing, selection: Selection, matrix: Matrix): Drawing {
  const [a, b, c, d, e, f] = matrix;
  if (a === 1 && b === 0 && c === 0 && d === 1 && e === 0 && f === 0) return drawing;
  const growth = Math.sqrt(Math.abs(a * d - b * c));
  return mapStrokes(drawing, selection, (stroke) => ({
    ...stroke,
    width: clamp(stroke.width * growth, thinnest, thickest),
    samples: stroke.samples.map(([x, y, pressure, ms]): Sample => [
      clamp(a * x + c * y + e, -farthest, farthest),
      clamp(b * x + d * y + f, -farthest, farthest),
      pressure,
      ms,
    ]),
  }));
}

export const moveStrokes = (drawing: Drawing, selection: Selection, dx: number, dy: number): Drawing =>
  transformStrokes(drawing, selection, moving(dx, dy));

export const scaleStrokes = (drawing: Drawing, selection: Selection, about: Spot, sx: number, sy: number): Drawing =>
  transformStrokes(drawing, selection, scaling(about, sx, sy));

/** Clockwise on the screen, in radians. */
export const rotateStrokes = (drawing: Drawing, selection: Selection, about: Spot, angle: number): Drawing =>
  transformStrokes(drawing, selection, rotating(about, angle));

/** Another colour, another width, or another layer (their order among each other stays). */
export function restyle(
  drawing: Drawing,
  selection: Selection,
  look: Partial<Pick<Stroke, 'colour' | 'width' | 'layer'>>,
): Drawing {
  const has = ({ colour, width, layer }: Stroke): boolean =>
    colour === (look.colour ?? colour) && width === (look.width ?? width) && layer === (look.layer ?? layer);
  if (drawing.strokes.every((stroke) => !selection.has(stroke.id) || has(stroke))) return drawing;
  return mapStrokes(drawing, selection, (stroke) => ({ ...stroke, ...look }));
}

/** What an edit did to the strokes of a drawing, done to what has become of that drawing meanwhile. */
export function rebased(before: Drawing, after: Drawing, now: Drawing): Drawing {
  if (now === before) return after;
  const edited = new Set(before.strokes);
  const left = new Map(after.strokes.map((stroke) => [stroke.id, stroke]));
  const strokes = now.strokes.flatMap((stroke) => (edited.has(stroke) ? (left.get(stroke.id) ?? []) : stroke));
  const same = strokes.length === now.strokes.length && strokes.every((stroke, i) => stroke === now.strokes[i]);
  return same ? now : { ...now, strokes };
}

/** Copies of the selected strokes, with names of their own, moved by as much. */
export function copiesOf(drawing: Drawing, selection: Selection, dx: number, dy: number): Stroke[] {
  const copies = drawing.strokes
    .filter(({ id }) => selection.has(id))
    .map((stroke): Stroke => ({ ...stroke, id: strokeId() }));
  const all = new Set(copies.map(({ id }) => id));
  return moveStrokes({ ...drawing, strokes: copies }, all, dx, dy).strokes;
}

/** Whether a stroke can be seen and changed: its layer is shown and not locked. */
export function isFree(drawing: Drawing, { layer }: Pick<Stroke, 'layer'>): boolean {
  const found = drawing.layers.find(({ id }) => id === layer);
  return found !== undefined && found.visible && !found.locked;
}

/** The strokes that are shown, in the order in which they are painted: layer by layer, bottom to top. */
export function inPaintingOrder({ layers, strokes }: Drawing): Stroke[] {
  const shown = layers.filter(({ visible }) => visible);
  if (shown.length === 1 && layers.length === 1) return strokes;
  return shown.flatMap((layer) => strokes.filter((stroke) => stroke.layer === layer.id));
}

export const moving = (dx: number, dy: number): Matrix => [1, 0, 0, 1, dx, dy];

export const scaling = ({ x, y }: Spot, sx: number, sy: number): Matrix => [sx, 0, 0, sy, x - sx * x, y - sy * y];

export function rotating({ x, y }: Spot, angle: number): Matrix {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

function mapStrokes(drawing: Drawing, selection: Selection, make: (stroke: Stroke) => Stroke): Drawing {
  return { ...drawing, strokes: drawing.strokes.map((stroke) => (selection.has(stroke.id) ? make(stroke) : stroke)) };
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
