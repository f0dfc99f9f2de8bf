import type { Attachment } from 'svelte/attachments';
import type { Performance } from '../../../../models/music/note.ts';
import { dragOut } from '../../../lib/drag-out.ts';
import type { Files } from './files.svelte.ts';

/** What an element stands for when it is dragged out of the window. */
export interface Draggable {
  performance: Performance;
  name: string;
}

/** Lets an element be dragged out of the window as a MIDI file. */
export const dragFile = (files: Files, what: () => Draggable | null): Attachment<HTMLElement> =>
  dragOut({
    what,
    prepare: ({ performance, name }) => files.prepareDrag(performance, name),
    start: ({ performance, name }) => files.startDrag(performance, name),
  });
