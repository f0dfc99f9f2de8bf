import { inPaintingOrder, type Matrix, type Selection } from '../../../../models/drawing/edit.ts';
import type { Box, Spot } from '../../../../models/drawing/extent.ts';
import { outline } from '../../../../models/drawing/outline.ts';
import type { Line, Sample, Stroke } from '../../../../models/drawing/stroke.ts';
import { frameOf, handleSpot, rotateGap, scaleHandles } from '../tools/handles.ts';
import { inDark } from '../../../lib/ink/ink-colour.ts';
import type { Palette } from './palette.ts';
import { pathOf } from '../../../lib/ink/path.ts';
import type { Scene } from './scene.ts';
import { boxToScreen, toScreen, type View } from '../../../lib/ink/view.ts';

/** What is under the hand. */
export interface Held {
  erasing: Selection | null;
  shape: Matrix | null;
  marquee: Box | null;
  /** Where the pointer rests on the window, without a button; null: it is not over the canvas, or needs no mark. */
  hover: Spot | null;
}

const handleSize = 8;

type Brush = CanvasRenderingContext2D;

/** Sets the brush to paper pixels. `ratio`: device pixels a CSS pixel. */
export function onPaper(brush: Brush, { zoom, x, y }: View, ratio: number): void {
  brush.setTransform(zoom * ratio, 0, 0, zoom * ratio, x * ratio, y * ratio);
}

/** Strokes that the hand moves, scales or is about to erase: out of the settled picture, and here. */
export function paintHeldStrokes(brush: Brush, scene: Scene, held: Held, dark: boolean): void {
  const ids = held.shape ? scene.selection : held.erasing;
  if (!ids || ids.size === 0) return;
  brush.save();
  if (held.shape) brush.transform(...held.shape);
  brush.globalAlpha = held.erasing ? 0.2 : 1;
  for (const stroke of inPaintingOrder(scene.drawing)) if (ids.has(stroke.id)) fillStroke(brush, stroke, dark);
  brush.restore();
}

function fillStroke(brush: Brush, stroke: Stroke, dark: boolean): void {
  brush.fillStyle = dark ? inDark(stroke.colour) : stroke.colour;
  brush.fill(pathOf(stroke));
}

/** Outlines of ghosts' lines, by line and width: they are painted often and change seldom. */
const ghostPaths = new WeakMap<Line, { width: number; path: Path2D }>();

function ghostPath(line: Line, width: number): Path2D {
  const known = ghostPaths.get(line);
  if (known?.width === width) return known.path;
  const path = new Path2D();
  const points = outline(
    line.map(([x, y], i): Sample => [x, y, 0.5, i]),
    width,
  );
  points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
  ghostPaths.set(line, { width, path });
  return path;
}

/** What the model offers, in the accent colour: the chosen one strong, the others faint and under it. */
export function paintGhosts(brush: Brush, { ghosts, look }: Scene, palette: Palette): void {
  brush.fillStyle = palette.accent;
  for (const ghost of ghosts.toSorted((a, b) => Number(a.chosen) - Number(b.chosen))) {
    brush.globalAlpha = ghost.chosen ? 0.75 : 0.26;
    for (const line of ghost.ink) brush.fill(ghostPath(line, look.width));
  }
  brush.globalAlpha = 1;
}

/** The frame and its handles, the marquee, the pen's size, the keyboard's pen. CSS pixels. */
export function paintMarks(brush: Brush, scene: Scene, held: Held, palette: Palette): void {
  const { view } = scene;
  if (scene.tool === 'select') paintFrame(brush, scene, held.shape, palette);
  if (held.marquee) {
    const { x, y, width, height } = boxToScreen(view, held.marquee);
    brush.globalAlpha = 0.12;
    brush.fillStyle = palette.accent;
    brush.fillRect(x, y, width, height);
    brush.globalAlpha = 1;
    brush.strokeStyle = palette.accent;
    brush.lineWidth = 1;
    brush.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, width, height);
  }
  if (held.hover) paintTip(brush, scene, held.hover, palette);
  if (scene.crosshair) paintCrosshair(brush, toScreen(view, scene.crosshair), palette);
}

function paintFrame(brush: Brush, scene: Scene, shape: Matrix | null, palette: Palette): void {
  const { view } = scene;
  const frame = frameOf({ drawing: scene.drawing, selection: scene.selection, zoom: view.zoom });
  if (!frame) return;
  brush.strokeStyle = palette.accent;
  brush.lineWidth = 1.5;
  const place = (spot: Spot) => toScreen(view, shape ? apply(shape, spot) : spot);
  const corners = scaleHandles.filter(({ across, along }) => across !== 0 && along !== 0);
  const [topLeft, bottomLeft, topRight, bottomRight] = corners.map((handle) =>
    place(handleSpot(frame, handle, view.zoom)),
  ) as [Spot, Spot, Spot, Spot];
  brush.beginPath();
  for (const { x, y } of [topLeft, topRight, bottomRight, bottomLeft]) brush.lineTo(x, y);
  brush.closePath();
  brush.stroke();
  // While it is reshaped the frame says enough.
  if (shape) return;
  brush.fillStyle = palette.surface;
  const top = place(handleSpot(frame, { kind: 'scale', across: 0, along: -1 }, view.zoom));
  brush.beginPath();
  brush.moveTo(top.x, top.y);
  brush.lineTo(top.x, top.y - rotateGap + 4.5);
  brush.stroke();
  brush.beginPath();
  brush.arc(top.x, top.y - rotateGap, 4.5, 0, 2 * Math.PI);
  brush.fill();
  brush.stroke();
  for (const handle of scaleHandles) {
    const { x, y } = place(handleSpot(frame, handle, view.zoom));
    brush.beginPath();
    brush.roundRect(x - handleSize / 2, y - handleSize / 2, handleSize, handleSize, 2);
    brush.fill();
    brush.stroke();
  }
}

const apply = ([a, b, c, d, e, f]: Matrix, { x, y }: Spot): Spot => ({ x: a * x + c * y + e, y: b * x + d * y + f });

/** A ring of the pen's or the eraser's size around the pointer. */
function paintTip(brush: Brush, { tool, look, eraser, view }: Scene, { x, y }: Spot, palette: Palette): void {
  const radius = Math.max(1.5, (tool === 'eraser' ? eraser : look.width / 2) * view.zoom);
  brush.lineWidth = 1;
  // Twice, so that it is seen on any ground.
  for (const [colour, grown, alpha] of [
    [palette.surface, 1, 0.8],
    [palette.text, 0, 0.85],
  ] as const) {
    brush.globalAlpha = alpha;
    brush.strokeStyle = colour;
    brush.beginPath();
    brush.arc(x, y, radius + grown, 0, 2 * Math.PI);
    brush.stroke();
  }
  brush.globalAlpha = 1;
}

function paintCrosshair(brush: Brush, { x, y }: Spot, palette: Palette): void {
  const [near, far] = [4, 16];
  for (const [colour, width] of [
    [palette.surface, 4],
    [palette.accent, 2],
  ] as const) {
    brush.strokeStyle = colour;
    brush.lineWidth = width;
    brush.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      brush.moveTo(x + dx * near, y + dy * near);
      brush.lineTo(x + dx * far, y + dy * far);
    }
    brush.stroke();
  }
}
