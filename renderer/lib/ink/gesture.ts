import type { Drawing } from '../../../models/drawing/drawing.ts';
import type { Matrix, Selection } from '../../../models/drawing/edit.ts';
import type { Box } from '../../../models/drawing/extent.ts';
import type { Sample, Stroke } from '../../../models/drawing/stroke.ts';

/** Where the hand is: paper pixels, with what the device tells. */
export interface Point {
  x: number;
  y: number;
  /** 0…1; 0.5 where the device has none. */
  pressure: number;
  /** Milliseconds, from any origin that stays the same during a gesture. */
  time: number;
  shift: boolean;
  alt: boolean;
}

/** How the next stroke looks, and where it goes. */
export type Look = Pick<Stroke, 'colour' | 'width' | 'layer'>;

/** What the hand acts upon, at the moment it touches down. */
export interface Stage {
  drawing: Drawing;
  selection: Selection;
  look: Look;
  /** Screen pixels a paper pixel: what the hand can hit does not depend on it. */
  zoom: number;
  /** Radius of the eraser, paper pixels. */
  eraser: number;
  /** What a stroke that begins now is called, and when that is: Unix ms. */
  id: string;
  now: number;
}

/** What a movement changes. Absent: stays as it is. */
export interface Effect {
  /** New samples of the stroke under the pen; the first effect that has any begins the stroke. */
  ink?: readonly Sample[];
  /** The stroke is done. */
  stroke?: Stroke;
  /** Strokes that the eraser has met: shown faint, gone when the hand lets go. */
  erasing?: Selection;
  /** How the selected strokes are shown until the hand lets go. */
  shape?: Matrix;
  marquee?: Box;
  selection?: Selection;
  /** Moves the paper under the window, screen pixels. */
  pan?: { dx: number; dy: number };
  /** Becomes one undo step. */
  commit?: { label: string; drawing: Drawing; selection?: Selection };
}

/** A hand on the canvas, from touching down to letting go. Pure: it sees the stage and points, and answers effects. */
export interface Gesture {
  down: Effect;
  /** All that the device reported since the last time, oldest first. */
  move: (points: readonly Point[]) => Effect;
  up: (point: Point) => Effect;
}

/** Why nothing can be done here, in words for the person. */
export interface Refusal {
  refused: string;
}

/** A hand trembles: nearer than this to where it touched down is not a drag, in screen pixels. */
export const threshold = 3;
/** How far from a line still hits it, in screen pixels. */
export const reach = 5;
