import type { Attachment } from 'svelte/attachments';
import type { FileHandle } from '../../../../electron/ipc/contract.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { writeSvg } from '../../../../models/drawing/svg-writer.ts';
import { call } from '../../../lib/api.ts';
import type { AppState } from '../../../lib/app.svelte.ts';
import { dragOut } from '../../../lib/drag-out.ts';

/** What an element stands for when it is dragged out of the window. */
export interface Draggable {
  drawing: Drawing;
  name: string;
}

/** Files that lie ready to be dragged, by what is in them. */
const prepared = new WeakMap<Drawing, Promise<FileHandle>>();

/** Writes the file that something stands for, so that it exists when it is dragged out. */
export function prepareDrag({ drawing, name }: Draggable): Promise<FileHandle> {
  const ready = prepared.get(drawing);
  if (ready) return ready;
  const bytes = new TextEncoder().encode(writeSvg(drawing));
  const preparing = call('files.prepareDrag', { kind: 'svg', name, bytes });
  prepared.set(drawing, preparing);
  preparing.catch(() => prepared.delete(drawing));
  return preparing;
}

/** Lets an element be dragged out of the window as an SVG file. */
export const dragSvg = (app: AppState, what: () => Draggable | null): Attachment<HTMLElement> =>
  dragOut({
    what,
    prepare: prepareDrag,
    start: (found) =>
      app.dragOut(
        found.name,
        () => prepareDrag(found),
        () => void prepared.delete(found.drawing),
      ),
  });
