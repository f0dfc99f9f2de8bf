import type { Note } from '../../../../models/music/note.ts';
import type { Span } from '../edits.ts';
import type { NoteIndex } from './note-index.ts';
import { pitchToY, timeToX, xToTime, yToPitch, type View } from './view.ts';

/** In CSS pixels of the canvas. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Area = 'overview' | 'ruler' | 'keys' | 'grid' | 'velocity' | 'pedal';

/** Where everything is. All areas but the keys share the grid's left edge and width. */
export type Layout = Record<Area, Rect>;

const keysWidth = 60;
const heights = { overview: 30, ruler: 40, velocity: 68, pedal: 20 };

export function layout(width: number, height: number): Layout {
  const grid = {
    x: keysWidth,
    y: heights.overview + heights.ruler,
    width: Math.max(1, width - keysWidth),
    height: Math.max(1, height - heights.overview - heights.ruler - heights.velocity - heights.pedal),
  };
  const below = grid.y + grid.height;
  const wide = { x: grid.x, width: grid.width };
  return {
    overview: { ...wide, y: 0, height: heights.overview },
    ruler: { ...wide, y: heights.overview, height: heights.ruler },
    keys: { x: 0, width: keysWidth, y: grid.y, height: grid.height },
    grid,
    velocity: { ...wide, y: below, height: heights.velocity },
    pedal: { ...wide, y: below + heights.velocity, height: heights.pedal },
  };
}

/** What lies under a point of the canvas. `x` and `y` count from the area's corner. */
export interface Hit {
  area: Area | null;
  x: number;
  y: number;
  time: number;
  pitch: number;
  /** In the grid: the topmost note here, and which part of it. */
  note: Note | null;
  part: 'start' | 'body' | 'end';
  /** In the ruler: the edge of the marked region here. */
  edge: 'from' | 'to' | null;
}

/** How near to an edge counts as the edge, in pixels. */
const edgeReach = 5;

/** What the hit test needs to know of the scene. */
export interface Target {
  view: View;
  index: NoteIndex;
  region: Span | null;
}

const inside = (rect: Rect, x: number, y: number) =>
  x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;

export function hitTest(areas: Layout, { view, index, region }: Target, x: number, y: number): Hit {
  const area = (Object.keys(areas) as Area[]).find((name) => inside(areas[name], x, y)) ?? null;
  const rect = areas[area ?? 'grid'];
  const [inX, inY] = [x - rect.x, y - rect.y];
  const hit: Hit = {
    area,
    x: inX,
    y: inY,
    time: xToTime(view, x - areas.grid.x),
    pitch: yToPitch(view, y - areas.grid.y),
    note: null,
    part: 'body',
    edge: null,
  };
  if (area === 'grid') Object.assign(hit, noteAt(view, index, inX, inY));
  if (area === 'ruler' && region) {
    const distance = { from: Math.abs(timeToX(view, region.from) - inX), to: Math.abs(timeToX(view, region.to) - inX) };
    const nearest = distance.from < distance.to ? 'from' : 'to';
    if (distance[nearest] <= edgeReach) hit.edge = nearest;
  }
  return hit;
}

function noteAt(view: View, index: NoteIndex, x: number, y: number): Partial<Hit> {
  const pitch = yToPitch(view, y);
  // Short notes are drawn at least 2 px wide and can be picked a little beside.
  const reach = 2 / view.pixelsPerSecond;
  const time = view.start + x / view.pixelsPerSecond;
  const note = index.within(time - reach, time + reach, pitch, pitch).at(-1);
  if (!note) return {};
  const [left, right] = [timeToX(view, note.start), timeToX(view, note.end)];
  // Notes too narrow for three parts can only be moved.
  if (right - left < 3 * edgeReach) return { note };
  return { note, part: x - left <= edgeReach ? 'start' : right - x <= edgeReach ? 'end' : 'body' };
}

/** The rectangle of a note in grid coordinates. */
export function noteRect(view: View, note: Note): Rect {
  const x = timeToX(view, note.start);
  const gap = view.rowHeight > 6 ? 1 : 0;
  return {
    x,
    y: pitchToY(view, note.pitch),
    width: Math.max(2, timeToX(view, note.end) - x - gap),
    height: Math.max(1.5, view.rowHeight - gap),
  };
}
