import type { Attachment } from 'svelte/attachments';

/** How the file that an element stands for comes to be, and leaves. */
export interface DragOut<What> {
  /** What the element stands for now; null: nothing, and it can't be dragged. */
  what: () => What | null;
  /** Writes the file, if it is not written yet. */
  prepare: (what: What) => Promise<unknown>;
  /** Starts the system's drag, and tells the person of what fails. */
  start: (what: What) => Promise<void>;
}

/**
 * Lets an element be dragged out of the window as a file. The file is written when the pointer comes near, so that it
 * exists before the drag begins.
 */
export const dragOut =
  <What>({ what, prepare, start }: DragOut<What>): Attachment<HTMLElement> =>
  (element) => {
    const near = () => {
      const found = what();
      element.draggable = found !== null;
      // A failure shows when the drag starts, where it matters.
      if (found) prepare(found).catch(() => undefined);
    };
    const begin = (event: DragEvent) => {
      event.preventDefault();
      const found = what();
      if (found) void start(found);
    };
    element.draggable = true;
    element.addEventListener('pointerenter', near);
    element.addEventListener('pointerdown', near);
    element.addEventListener('dragstart', begin);
    return () => {
      element.removeEventListener('pointerenter', near);
      element.removeEventListener('pointerdown', near);
      element.removeEventListener('dragstart', begin);
    };
  };
