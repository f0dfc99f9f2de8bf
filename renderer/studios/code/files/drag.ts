import type { Attachment } from 'svelte/attachments';
import { dragOut } from '../../../lib/drag-out.ts';
import type { PageDocument } from '../document.svelte.ts';
import type { CodeStudio } from '../studio.svelte.ts';

/** Lets an element be dragged out of the window as a file of the chosen target. */
export const dragFile = (studio: CodeStudio): Attachment<HTMLElement> =>
  dragOut<PageDocument>({
    what: () => (studio.written ? studio.document : null),
    prepare: () => studio.files.prepareDrag(),
    start: ({ name }) => studio.app.dragOut(name, () => studio.files.prepareDrag()),
  });
