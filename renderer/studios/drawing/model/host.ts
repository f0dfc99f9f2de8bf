import type { AppState } from '../../../lib/app.svelte.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Author, Ink } from '../../../../models/drawing/stroke.ts';
import { refusalOn } from '../../../lib/ink/pen.ts';

/** What the model's side of the studio sees of the rest, and may do to it. Getters are reactive. */
export interface ModelHost {
  readonly app: AppState;
  /** What is on the paper, without a stroke that is being drawn. */
  readonly drawing: Drawing;
  /** How the next stroke looks, and where it goes. */
  readonly look: { colour: string; width: number; layer: string };
  /** The pen is down. */
  readonly inking: boolean;
  /** Makes this the drawing: one undo step, the model's unless another author is named. */
  change(drawing: Drawing, label: string, author?: Author): void;
  /** Says it to screen readers. */
  announce(text: string): void;
  /** Nothing can be done here, for a reason. */
  refuse(why: string): void;
}

/** Whether so many strokes may come to the layer that is drawn on. If not, the person is told why. */
export function mayDraw(host: ModelHost, adding = 1): boolean {
  const why = refusalOn(host.drawing, host.look.layer, adding);
  if (why !== null) host.refuse(why);
  return why === null;
}

/** Lines that the model offers, painted over the drawing but not part of it. */
export interface Ghost {
  ink: Ink;
  /** The one that Tab accepts; the others are painted fainter. */
  chosen: boolean;
}
