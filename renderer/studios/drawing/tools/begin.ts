import { erase } from '../../../lib/ink/eraser.ts';
import { drawStroke } from '../../../lib/ink/pen.ts';
import { pick } from './select.ts';
import type { Gesture, Point, Refusal, Stage } from '../../../lib/ink/gesture.ts';
import type { ToolName } from './tool.ts';

/** Starts the gesture of a tool that works on the paper; the hand works on the screen (hand.ts). */
export function begin(tool: Exclude<ToolName, 'hand'>, stage: Stage, point: Point): Gesture | Refusal {
  switch (tool) {
    case 'pen':
      return drawStroke(stage, point);
    case 'eraser':
      return erase(stage, point);
    case 'select':
      return pick(stage, point);
  }
}
