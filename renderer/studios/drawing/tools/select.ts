import {
  inPaintingOrder,
  isFree,
  moveStrokes,
  moving,
  transformStrokes,
  type Selection,
} from '../../../../models/drawing/edit.ts';
import { crosses, strokeAt } from '../../../../models/drawing/extent.ts';
import { dragHandle, frameOf, handleAt, type Handle } from './handles.ts';
import { reach, threshold, type Effect, type Gesture, type Point, type Stage } from '../../../lib/ink/gesture.ts';
import { t } from '../../../lib/words.svelte.ts';
import { strokeCount } from '../names.ts';

/** A press on a handle scales or turns, one on a stroke (or within the frame) moves, one elsewhere draws a marquee. */
export function pick(stage: Stage, from: Point): Gesture {
  const frame = frameOf(stage);
  const handle = frame && handleAt(frame, from, stage.zoom);
  if (handle) return reshape(stage, handle, from);
  // Of strokes that cross, the one that is seen: layers lie over each other, whatever was drawn last.
  const free = inPaintingOrder(stage.drawing).filter((stroke) => isFree(stage.drawing, stroke));
  const hit = strokeAt(free, from, reach / stage.zoom);
  if (hit) return move(stage, grasp(stage, hit.id, from), from, stage.selection.has(hit.id) ? hit.id : null);
  const within =
    frame &&
    from.x >= frame.x &&
    from.x <= frame.x + frame.width &&
    from.y >= frame.y &&
    from.y <= frame.y + frame.height;
  return within && !from.shift ? move(stage, stage.selection, from, null) : marquee(stage, from);
}

/** The selection that a press on a stroke starts from. */
function grasp({ selection }: Stage, id: string, { shift }: Point): Selection {
  if (!shift) return selection.has(id) ? selection : new Set([id]);
  const toggled = new Set(selection);
  if (!toggled.delete(id)) toggled.add(id);
  return toggled;
}

const isDrag = ({ zoom }: Stage, from: Point, to: Point) => Math.hypot(to.x - from.x, to.y - from.y) * zoom > threshold;

/** With shift only along one axis. `again`: a click without a drag leaves only this stroke selected. */
function move(stage: Stage, selection: Selection, from: Point, again: string | null): Gesture {
  let dragged = false;
  const way = (to: Point): [number, number] => {
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    if (!to.shift) return [dx, dy];
    return Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy];
  };
  return {
    down: { selection },
    move: (points) => {
      const to = points.at(-1) ?? from;
      dragged ||= isDrag(stage, from, to);
      return dragged ? { shape: moving(...way(to)) } : {};
    },
    up: (to) => {
      dragged ||= isDrag(stage, from, to);
      if (!dragged) return again !== null && !to.shift ? { selection: new Set([again]) } : {};
      // Shift let go of the only stroke.
      if (selection.size === 0) return {};
      const drawing = moveStrokes(stage.drawing, selection, ...way(to));
      return { commit: { label: t('Move {what}', { what: strokes(selection) }), drawing, selection } };
    },
  };
}

function reshape(stage: Stage, handle: Handle, from: Point): Gesture {
  const { drawing, selection } = stage;
  const frame = frameOf(stage)!;
  let dragged = false;
  const matrix = (to: Point) => dragHandle(frame, handle, from, to, to.shift);
  return {
    down: {},
    move: (points) => {
      const to = points.at(-1) ?? from;
      dragged ||= isDrag(stage, from, to);
      return dragged ? { shape: matrix(to) } : {};
    },
    up: (to) => {
      if (!dragged) return {};
      const label = t(handle.kind === 'scale' ? 'Scale {what}' : 'Rotate {what}', { what: strokes(selection) });
      return { commit: { label, drawing: transformStrokes(drawing, selection, matrix(to)), selection } };
    },
  };
}

/** A click lets go of the selection, a drag selects what the rectangle touches; shift adds to it. */
function marquee(stage: Stage, from: Point): Gesture {
  const { drawing, selection } = stage;
  const before = from.shift ? selection : new Set<string>();
  let dragged = false;
  const catchStrokes = (to: Point): Effect => {
    dragged ||= isDrag(stage, from, to);
    if (!dragged) return {};
    const box = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(to.x - from.x),
      height: Math.abs(to.y - from.y),
    };
    const caught = drawing.strokes.filter((stroke) => isFree(drawing, stroke) && crosses(stroke, box));
    return { marquee: box, selection: new Set([...before, ...caught.map(({ id }) => id)]) };
  };
  return {
    down: {},
    move: (points) => catchStrokes(points.at(-1) ?? from),
    up: (to) => {
      const { selection: caught } = catchStrokes(to);
      return { selection: caught ?? before };
    },
  };
}

const strokes = ({ size }: Selection) => strokeCount(size);
