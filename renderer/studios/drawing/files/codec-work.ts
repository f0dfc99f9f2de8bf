import { GombocError, type ErrorEnvelope } from '../../../../models/error.ts';
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

export type Request =
  | { id: number; do: 'read'; text: string; kind: Exclude<Incoming, 'picture'> }
  | { id: number; do: 'write'; drawing: Drawing; kind: Outgoing };

export type Answer =
  | { id: number; ok: true; read: Read }
  | { id: number; ok: true; text: string }
  | { id: number; ok: false; error: ErrorEnvelope };

/** Does what was asked; never throws. */
export function answer(request: Request): Answer {
  const { id } = request;
  try {
    if (request.do === 'write') return { id, ok: true, text: write(request.drawing, request.kind) };
    return { id, ok: true, read: read(request.text, request.kind) };
  } catch (error) {
    if (error instanceof GombocError) return { id, ok: false, error: error.envelope };
    const message = error instanceof Error ? error.message : String(error);
    const remedy = 'This is a defect of Gomboc. Please report it with the file.';
    return { id, ok: false, error: { code: 'internal', message, remedy } };
  }
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

export function write(drawing: Drawing, kind: Outgoing): string {
  switch (kind) {
    case 'drawing':
      return writeDrawing(drawing);
    case 'svg':
      return writeSvg(drawing);
    case 'svg-animated':
      return writeSvg(drawing, { animated: true });
  }
}
