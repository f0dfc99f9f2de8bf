import { seconds, type Seconds } from '../../../../models/music/note.ts';

/** What part of the performance the roll shows, and how large. */
export interface View {
  /** Time at the left edge of the grid. May be a little below 0, so that the first notes are not cut. */
  start: number;
  pixelsPerSecond: number;
  /** Rows above the top edge of the grid; row 0 is pitch 127. */
  topRow: number;
  rowHeight: number;
}

/** The grid's size in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

export const pitches = 128;
/** From a hundred hours across a small window to single milliseconds. */
const zoomRange = [0.001, 4000] as const;
/** Zooming out ends where the window shows this much more than the whole performance. */
const surplus = 1.5;
/** Seconds that a window can always show, however short the performance is. */
const atLeast = 60;
const rowRange = [3, 32] as const;
/** Room before the first and after the last note, in pixels. */
const margin = 24;
/** Free time after the end, to continue into, as a share of the window. */
const tail = 0.75;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

export const timeToX = (view: View, time: number): number => (time - view.start) * view.pixelsPerSecond;
/** Never negative: there is nothing before the performance. */
export const xToTime = (view: View, x: number): Seconds => seconds(Math.max(0, view.start + x / view.pixelsPerSecond));
/** Top edge of the pitch's row. */
export const pitchToY = (view: View, pitch: number): number => (pitches - 1 - pitch - view.topRow) * view.rowHeight;
export const yToPitch = (view: View, y: number): number =>
  clamp(pitches - 1 - Math.floor(y / view.rowHeight + view.topRow), 0, pitches - 1);

/** Brings a view back inside the performance and the piano. */
export function clampView(view: View, size: Size, duration: number): View {
  const smallest = size.width / (surplus * Math.max(duration, atLeast));
  const pixelsPerSecond = clamp(view.pixelsPerSecond, Math.max(zoomRange[0], smallest), zoomRange[1]);
  const rowHeight = clamp(view.rowHeight, Math.max(rowRange[0], size.height / pitches), rowRange[1]);
  const left = -margin / pixelsPerSecond;
  const last = duration - ((1 - tail) * size.width) / pixelsPerSecond;
  return {
    pixelsPerSecond,
    rowHeight,
    start: clamp(view.start, left, last),
    topRow: clamp(view.topRow, 0, pitches - size.height / rowHeight),
  };
}

/** Zooms time by `factor`, keeping what is at `x` where it is. */
export function zoomTime(view: View, factor: number, x: number): View {
  const pixelsPerSecond = clamp(view.pixelsPerSecond * factor, ...zoomRange);
  return { ...view, pixelsPerSecond, start: view.start + x / view.pixelsPerSecond - x / pixelsPerSecond };
}

/** Zooms pitch by `factor`, keeping what is at `y` where it is. */
export function zoomPitch(view: View, factor: number, y: number): View {
  const rowHeight = clamp(view.rowHeight * factor, ...rowRange);
  return { ...view, rowHeight, topRow: view.topRow + y / view.rowHeight - y / rowHeight };
}

/** Moves what is shown by pixels. */
export const pan = (view: View, dx: number, dy: number): View => ({
  ...view,
  start: view.start + dx / view.pixelsPerSecond,
  topRow: view.topRow + dy / view.rowHeight,
});

/** The view that shows [from, to] and the given pitches, with a margin. Without notes: the middle of the piano. */
export function fit(size: Size, from: number, to: number, lowest = 36, highest = 84): View {
  const length = Math.max(to - from, 1);
  const pixelsPerSecond = clamp((size.width - 2 * margin) / length, ...zoomRange);
  // At least four octaves: a narrow melody blown up to fill the window is hard to read.
  const spare = Math.max(0, 48 - (highest - lowest + 5)) / 2;
  const rows = highest - lowest + 5 + 2 * spare;
  const rowHeight = clamp(size.height / rows, ...rowRange);
  const middle = pitches - 1 - (lowest + highest) / 2 + 0.5;
  const view = {
    start: from - margin / pixelsPerSecond,
    pixelsPerSecond,
    rowHeight,
    topRow: middle - size.height / rowHeight / 2,
  };
  return clampView(view, size, to);
}

/** The least scroll that brings a time into view; null when it is there already. `lead` is kept free to its right. */
export function reveal(view: View, size: Size, time: number, lead = 0): View | null {
  const x = timeToX(view, time);
  if (x >= 0 && x <= size.width - lead) return null;
  return { ...view, start: time - (0.12 * size.width) / view.pixelsPerSecond };
}
