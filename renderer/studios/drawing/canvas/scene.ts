import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Selection } from '../../../../models/drawing/edit.ts';
import type { Spot } from '../../../../models/drawing/extent.ts';
import type { Ghost } from '../model/host.ts';
import type { Look } from '../../../lib/ink/gesture.ts';
import type { ToolName } from '../tools/tool.ts';
import type { View } from '../../../lib/ink/view.ts';

/** All that is on the canvas but for what is under the hand. Replaced whole, never changed. */
export interface Scene {
  drawing: Drawing;
  view: View;
  selection: Selection;
  ghosts: readonly Ghost[];
  tool: ToolName;
  look: Look;
  /** Radius of the eraser, paper pixels. */
  eraser: number;
  grid: boolean;
  /** Decoded picture to trace; null: none, or not decoded yet. */
  backdrop: ImageBitmap | null;
  /** Where the keyboard's pen is, paper pixels; null: it is not in use. */
  crosshair: Spot | null;
}
