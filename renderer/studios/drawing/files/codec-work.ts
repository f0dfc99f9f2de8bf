import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { readDrawing, writeDrawing } from '../../../../models/drawing/file.ts';
import { readQuickDraw } from '../../../../models/drawing/quickdraw.ts';
import { readSvg } from '../../../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../../../models/drawing/svg-writer.ts';
import type { Said } from '../../../../models/words/said.ts';
import type { Incoming, Outgoing } from './kinds.ts';

/** A drawing that a file holds. Most hold one; Quick, Draw! files hold many. */
export interface Found {
  subject: string | null;
  drawing: Drawing;
}

export interface Read {
  drawings: Found[];
  warnings: Said[];
}

function read(text: string, kind: Exclude<Incoming, 'picture'>): Read {
  switch (kind) {
    case 'drawing': {
      const drawing = readDrawing(text);
      return { drawings: [{ subject: drawing.subject, drawing }], warnings: [] };
    }
    case 'svg': {
      const { drawing, warnings } = readSvg(text);
      return { drawings: [{ subject: drawing.subject, drawing }], warnings };
    }
    case 'quickdraw':
      return readQuickDraw(text);
  }
}

function write(drawing: Drawing, kind: Outgoing): string {
  switch (kind) {
    case 'drawing':
      return writeDrawing(drawing);
    case 'svg':
      return writeSvg(drawing);
    case 'svg-animated':
      return writeSvg(drawing, { animated: true });
  }
}

/** What the worker is asked. */
export const operations = { read, write };
