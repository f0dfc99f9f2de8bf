import type { Attachment } from 'svelte/attachments';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { dragOut } from '../../../lib/drag-out.ts';
import type { Files } from './files.svelte.ts';

/** What an element stands for when it is dragged out of the window. */
export interface Draggable {
  drawing: Drawing;
  name: string;
}

/** Lets an element be dragged out of the window as an SVG file, which every other program takes. */
export const dragFile = (files: Files, what: () => Draggable | null): Attachment<HTMLElement> =>
  dragOut({
    what,
    prepare: ({ drawing, name }) => files.prepareDrag(drawing, name),
    start: ({ drawing, name }) => files.startDrag(drawing, name),
  });
