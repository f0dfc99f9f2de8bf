import type { Drawing } from '../../../../../../models/drawing/drawing.ts';
import { begin } from '../../../../../../renderer/studios/drawing/tools/begin.ts';
import type { Effect, Gesture, Point, Stage } from '../../../../../../renderer/lib/ink/gesture.ts';
import type { ToolName } from '../../../../../../renderer/studios/drawing/tools/tool.ts';
import { across, down, drawingOf } from '../../../../models/drawing/some-strokes.ts';

export { across, down };
export const both = drawingOf(across, down);

export const stage = (more: Partial<Stage> = {}): Stage => ({
  drawing: both,
  selection: new Set(),
  look: { colour: '#e03131', width: 8, layer: both.layers[0]!.id },
  zoom: 1,
  eraser: 5,
  id: 'new',
  now: 1_000,
  ...more,
});

let clock = 500;
export const at = (x: number, y: number, more: Partial<Point> = {}): Point => ({
  x,
  y,
  pressure: 0.5,
  time: (clock += 8),
  shift: false,
  alt: false,
  ...more,
});

/** Puts a hand down; fails where the tool refuses. */
export function press(tool: Exclude<ToolName, 'hand'>, from: Point, on: Stage = stage()): Gesture {
  const begun = begin(tool, on, from);
  if ('refused' in begun) throw new Error(begun.refused);
  return begun;
}

/** A whole gesture, from the first spot to the last; answers what each part asked for. */
export function gesture(tool: Exclude<ToolName, 'hand'>, spots: readonly Point[], on: Stage = stage()): Effect[] {
  const [from, ...rest] = spots as [Point, ...Point[]];
  const hand = press(tool, from, on);
  return [hand.down, ...rest.map((point) => hand.move([point])), hand.up(rest.at(-1) ?? from)];
}

export const linesOf = ({ strokes }: Drawing) => strokes.map(({ samples }) => samples.map(([x, y]) => [x, y]));
