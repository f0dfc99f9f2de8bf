import type { Span } from '../edits.ts';
import type { Rect } from './layout.ts';
import { timeToX, type View } from './view.ts';

/** A canvas to paint on, already scaled to CSS pixels. */
export type Paint = CanvasRenderingContext2D;

export const font = '11px "Inter Variable", system-ui, sans-serif';
const blackKeys = new Set([1, 3, 6, 8, 10]);
export const isBlack = (pitch: number): boolean => blackKeys.has(pitch % 12);

/** Paints with the coordinates of an area, and not beyond it. */
export function within(paint: Paint, rect: Rect, draw: () => void): void {
  paint.save();
  paint.beginPath();
  paint.rect(rect.x, rect.y, rect.width, rect.height);
  paint.clip();
  paint.translate(rect.x, rect.y);
  draw();
  paint.restore();
}

/** Rounded corners cost time: only where they can be seen. */
export function fillNote(paint: Paint, { x, y, width, height }: Rect, rounded: boolean): void {
  if (!rounded || width < 6) {
    paint.fillRect(x, y, width, height);
    return;
  }
  paint.beginPath();
  paint.roundRect(x, y, width, height, 2);
  paint.fill();
}

/** Stretches of time as bars. */
export function fillSpans(
  paint: Paint,
  view: View,
  width: number,
  spans: readonly Span[],
  y: number,
  height: number,
): void {
  for (const span of spans) {
    const left = Math.max(-4, timeToX(view, span.from));
    const right = Math.min(width + 4, timeToX(view, span.to));
    if (right > 0 && left < width) fillNote(paint, { x: left, y, width: Math.max(1, right - left - 1), height }, true);
  }
}
