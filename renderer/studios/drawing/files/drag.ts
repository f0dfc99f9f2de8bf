import type { Attachment } from 'svelte/attachments';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Files } from './files.svelte.ts';

/** What an element stands for when it is dragged out of the window. */
export interface Draggable {
  drawing: Drawing;
  name: string;
}

/**
 * Lets an element be dragged out of the window as an SVG file, which every other program takes. The file is written
 * when the pointer comes near, so that it exists before the drag begins.
 */
export const dragFile =
  (files: Files, what: () => Draggable | null): Attachment<HTMLElement> =>
  (element) => {
    const prepare = () => {
      const found = what();
      element.draggable = found !== null;
      // A failure shows when the drag starts, where it matters.
      if (found) files.prepareDrag(found.drawing, found.name).catch(() => undefined);
    };
    const begin = (event: DragEvent) => {
      event.preventDefault();
      const found = what();
      if (found) void files.startDrag(found.drawing, found.name);
    };
    element.draggable = true;
    element.addEventListener('pointerenter', prepare);
    element.addEventListener('pointerdown', prepare);
    element.addEventListener('dragstart', begin);
    return () => {
      element.removeEventListener('pointerenter', prepare);
      element.removeEventListener('pointerdown', prepare);
      element.removeEventListener('dragstart', begin);
    };
  };
