import type { Attachment } from 'svelte/attachments';
import type { Ink } from '../../../../models/drawing/stroke.ts';
import { painted } from '../../../lib/painted.svelte.ts';

/** What a small picture shows. `theme` is there so that it is painted again when the colours change. */
export interface Thumbnail {
  /** What was there, faint. */
  under: Ink;
  /** In the colour of the element. */
  ink: Ink;
  theme: string;
}

/** Free space around, and width of the lines, CSS pixels. */
const margin = 8;
const thickness = 1.75;

/** Paints lines as a small picture that holds all of them. */
export const thumbnail = (what: () => Thumbnail): Attachment<HTMLCanvasElement> => painted(paint, what);

function paint(canvas: HTMLCanvasElement, { under, ink }: Thumbnail): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const brush = canvas.getContext('2d')!;
  const fit = fitting([...under, ...ink], width, height);
  brush.setTransform(ratio * fit.scale, 0, 0, ratio * fit.scale, ratio * fit.x, ratio * fit.y);
  brush.strokeStyle = getComputedStyle(canvas).color;
  brush.lineWidth = thickness / fit.scale;
  brush.lineCap = brush.lineJoin = 'round';
  brush.globalAlpha = 0.35;
  brush.stroke(pathOf(under));
  brush.globalAlpha = 1;
  brush.stroke(pathOf(ink));
}

/** Where lines go so that they lie in the middle of a picture: `x' = scale x + x`. Small ones are not blown up over 2. */
export function fitting(ink: Ink, width: number, height: number): { scale: number; x: number; y: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of ink) {
    for (const [x, y] of line) {
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
  }
  if (left > right) return { scale: 1, x: 0, y: 0 };
  const room = (size: number, extent: number) => Math.max(1, size - 2 * margin) / Math.max(extent, 1e-6);
  const scale = Math.min(2, room(width, right - left), room(height, bottom - top));
  return { scale, x: width / 2 - (scale * (left + right)) / 2, y: height / 2 - (scale * (top + bottom)) / 2 };
}

function pathOf(ink: Ink): Path2D {
  const path = new Path2D();
  for (const line of ink) {
    const [x, y] = line[0]!;
    path.moveTo(x, y);
    // A line to itself makes a dot with round caps.
    if (line.length === 1) path.lineTo(x, y);
    for (let i = 1; i < line.length; i++) path.lineTo(line[i]![0], line[i]![1]);
  }
  return path;
}
