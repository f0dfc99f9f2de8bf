import type { OpenedFile } from '../../../../electron/ipc/contract.ts';
import { GombocError } from '../../../../models/error.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { readDrawing } from '../../../../models/drawing/file.ts';
import { readQuickDraw } from '../../../../models/drawing/quickdraw.ts';
import { readSvg } from '../../../../models/drawing/svg-reader.ts';
import { visibleStrokes } from './paper.ts';

/** A drawing that is not on the paper, and what it is called. */
export interface Other {
  name: string;
  drawing: Drawing;
}

/** The kinds of drawing that can be read, by the end of the name. */
export const isDrawingName = (name: string): boolean => /\.(gomdraw|json|svg|ndjson)$/i.test(name);

/** Reads any drawing; of several in a file, the first. Throws `drawing-unreadable`, or `nothing-to-do` for an empty one. */
export function readOther({ name, bytes }: Pick<OpenedFile, 'name' | 'bytes'>): Other {
  const text = new TextDecoder().decode(bytes);
  const drawing = parse(name, text);
  if (drawing && visibleStrokes(drawing).length > 0) return { name, drawing };
  throw new GombocError('nothing-to-do', `“${name}” has no strokes.`, 'Choose a drawing in which something is drawn.');
}

function parse(name: string, text: string): Drawing | null {
  if (/\.ndjson$/i.test(name)) return readQuickDraw(text).drawings[0]?.drawing ?? null;
  return text.trimStart().startsWith('<') ? readSvg(text).drawing : readDrawing(text);
}
