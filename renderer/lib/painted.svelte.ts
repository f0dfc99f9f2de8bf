import type { Attachment } from 'svelte/attachments';
import { onSize } from './on-size.ts';

/**
 * Paints a small picture, anew whenever what it reads changes, and when its canvas has another size: behind another
 * studio it has none.
 */
export const painted =
  <What>(paint: (canvas: HTMLCanvasElement, what: What) => void, what: () => What): Attachment<HTMLCanvasElement> =>
  (canvas) => {
    $effect(() => paint(canvas, what()));
    return onSize(canvas, () => paint(canvas, what()));
  };
