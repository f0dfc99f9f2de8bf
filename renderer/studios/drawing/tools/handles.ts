import { boundsOf, rotating, scaling, type Box, type Matrix } from '../../../../models/drawing/edit.ts';
import type { Spot } from '../../../../models/drawing/extent.ts';
import type { Stage } from '../../../lib/ink/gesture.ts';

/** Where a handle sits on the selection's frame: -1, 0, 1 along each side. */
export interface Handle {
  kind: 'scale' | 'rotate';
  across: -1 | 0 | 1;
  along: -1 | 0 | 1;
}

/** Screen pixels: how far the frame stands off, where the rotating handle is, and how near a press must be. */
export const frameGap = 6;
export const rotateGap = 26;
const grip = 9;
/** On the ink itself a press must be nearer, or a flat frame's handles would leave nothing to move it by. */
const gripOnInk = 5;

const sides = [-1, 0, 1] as const;
export const scaleHandles: readonly Handle[] = sides.flatMap((across) =>
  sides.flatMap((along): Handle[] => (across === 0 && along === 0 ? [] : [{ kind: 'scale', across, along }])),
);
const rotateHandle: Handle = { kind: 'rotate', across: 0, along: -1 };

/** The frame around what is selected, paper pixels; null: nothing is. */
export function frameOf({ drawing, selection, zoom }: Pick<Stage, 'drawing' | 'selection' | 'zoom'>): Box | null {
  if (selection.size === 0) return null;
  const box = boundsOf(drawing.strokes.filter(({ id }) => selection.has(id)));
  if (!box) return null;
  const gap = frameGap / zoom;
  return { x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap };
}

/** Where a handle is, paper pixels. */
export function handleSpot(frame: Box, { kind, across, along }: Handle, zoom: number): Spot {
  return {
    x: frame.x + (frame.width * (across + 1)) / 2,
    y: frame.y + (frame.height * (along + 1)) / 2 - (kind === 'rotate' ? rotateGap / zoom : 0),
  };
}

/** The handle under a spot of the paper; null: none. */
export function handleAt(frame: Box, spot: Spot, zoom: number): Handle | null {
  const gap = frameGap / zoom;
  const onInk =
    spot.x > frame.x + gap &&
    spot.x < frame.x + frame.width - gap &&
    spot.y > frame.y + gap &&
    spot.y < frame.y + frame.height - gap;
  const near = (handle: Handle) => {
    const { x, y } = handleSpot(frame, handle, zoom);
    return Math.hypot(spot.x - x, spot.y - y) * zoom <= (onInk ? gripOnInk : grip);
  };
  if (near(rotateHandle)) return rotateHandle;
  // Corners first: on a small frame they lie over the sides.
  const corners = scaleHandles.filter(({ across, along }) => across !== 0 && along !== 0);
  return corners.find(near) ?? scaleHandles.find(near) ?? null;
}

/** How the frame changes when its handle is dragged: the opposite side stays. With `even`, its proportions do too. */
export function dragHandle(frame: Box, handle: Handle, from: Spot, to: Spot, even: boolean): Matrix {
  if (handle.kind === 'rotate') return turn(frame, from, to, even);
  const about = handleSpot(frame, { ...handle, across: flip(handle.across), along: flip(handle.along) }, 1);
  const [sx, sy] = [
    handle.across === 0 ? 1 : factor(to.x - from.x, frame.width, handle.across),
    handle.along === 0 ? 1 : factor(to.y - from.y, frame.height, handle.along),
  ];
  if (!even) return scaling(about, sx, sy);
  const scale = handle.across === 0 ? sy : handle.along === 0 ? sx : Math.abs(sx) > Math.abs(sy) ? sx : sy;
  return scaling(about, Math.abs(scale) * (Math.sign(sx) || 1), Math.abs(scale) * (Math.sign(sy) || 1));
}

/** Clockwise about the frame's middle; with `even` in steps of 15 degrees. */
function turn(frame: Box, from: Spot, to: Spot, even: boolean): Matrix {
  const middle = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2 };
  const angleOf = ({ x, y }: Spot) => Math.atan2(y - middle.y, x - middle.x);
  const angle = angleOf(to) - angleOf(from);
  const step = Math.PI / 12;
  return rotating(middle, even ? Math.round(angle / step) * step : angle);
}

/** A side that would vanish keeps a hundredth of its length: nothing could be pulled out of 0 again. */
function factor(distance: number, length: number, side: -1 | 0 | 1): number {
  const scale = 1 + (distance * side) / Math.max(length, 1e-6);
  return Math.abs(scale) < 0.01 ? 0.01 : scale;
}

const flip = (side: -1 | 0 | 1) => -side as -1 | 0 | 1;
