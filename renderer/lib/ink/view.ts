import type { Box, Spot } from '../../../models/drawing/extent.ts';

/** What part of the paper the window shows: screen = paper × zoom + (x, y), in CSS pixels. */
export interface View {
  zoom: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const [smallestZoom, largestZoom] = [0.05, 32];
/** Pixels of the paper that stay in the window, however far it is moved. */
const kept = 48;

export const toPaper = ({ zoom, x, y }: View, spot: Spot): Spot => ({ x: (spot.x - x) / zoom, y: (spot.y - y) / zoom });

export const toScreen = ({ zoom, x, y }: View, spot: Spot): Spot => ({ x: spot.x * zoom + x, y: spot.y * zoom + y });

export const boxToScreen = (view: View, box: Box): Box => ({
  ...toScreen(view, box),
  width: box.width * view.zoom,
  height: box.height * view.zoom,
});

export const boxToPaper = (view: View, box: Box): Box => ({
  ...toPaper(view, box),
  width: box.width / view.zoom,
  height: box.height / view.zoom,
});

/** Zooms so that what lies under the spot on the screen stays there. */
export function zoomAt(view: View, factor: number, at: Spot): View {
  const zoom = Math.min(largestZoom, Math.max(smallestZoom, view.zoom * factor));
  const fixed = toPaper(view, at);
  return { zoom, x: at.x - fixed.x * zoom, y: at.y - fixed.y * zoom };
}

export const pan = (view: View, dx: number, dy: number): View => ({ ...view, x: view.x + dx, y: view.y + dy });

/** Shows a box of the paper whole, in the middle, at most at `most` times its size. */
export function fit(box: Box, window: Size, margin: number, most = 1): View {
  const room = { width: Math.max(1, window.width - 2 * margin), height: Math.max(1, window.height - 2 * margin) };
  const wanted = Math.min(room.width / Math.max(box.width, 1), room.height / Math.max(box.height, 1), most);
  const zoom = Math.min(largestZoom, Math.max(smallestZoom, wanted));
  return {
    zoom,
    x: window.width / 2 - (box.x + box.width / 2) * zoom,
    y: window.height / 2 - (box.y + box.height / 2) * zoom,
  };
}

/** The view, moved so that a bit of the box can be seen. */
export function keepInSight(view: View, box: Box, window: Size): View {
  const { x, y, width, height } = boxToScreen(view, box);
  const back = (start: number, length: number, room: number) =>
    Math.max(0, kept - (start + length)) - Math.max(0, start - (room - kept));
  return pan(view, back(x, width, window.width), back(y, height, window.height));
}

/** Moves the view as little as it takes to show a spot of the paper, with room around it. */
export function reveal(view: View, spot: Spot, window: Size, room = 40): View {
  const at = toScreen(view, spot);
  const back = (value: number, length: number) => Math.max(0, room - value) - Math.max(0, value - (length - room));
  return pan(view, back(at.x, window.width), back(at.y, window.height));
}
