import { z } from 'zod';
import type { Unsaved } from '../../../../electron/ipc/contract.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { readDrawing, writeDrawing } from '../../../../models/drawing/file.ts';
import { Colour } from '../../../../models/drawing/stroke.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { blank } from '../document.svelte.ts';
import { Ink, inkLine, replay, settle, unflat, type UnfinishedInk } from './journal.ts';

/** What the studio keeps over a restart. */
export interface Session {
  name: string;
  /** Whether the document is as it is in its file. */
  saved: boolean;
  drawing: Drawing;
  pen: Pen;
  /** The layer that is drawn on. */
  layer: string;
  grid: boolean;
  ink: UnfinishedInk | null;
}

export const Pen = z.object({ colour: Colour, width: z.number().min(0.25).max(200) });
export type Pen = z.infer<typeof Pen>;

const Kept = z.object({
  schema: z.literal(1),
  name: z.string().max(300),
  saved: z.boolean(),
  pen: Pen,
  layer: z.string(),
  grid: z.boolean(),
  ink: Ink.nullable().catch(null),
});

/** The file's own words are behind this line, so that they need not be written down as a string of a string. */
const border = '\n';

export function writeSession({ drawing, ink, ...rest }: Session): string {
  const unfinished: unknown = ink && JSON.parse(inkLine(ink.head, 0, ink.samples));
  return JSON.stringify({ schema: 1, ...rest, ink: unfinished }) + border + writeDrawing(drawing);
}

/**
 * What was kept, with what was appended since. A stroke that was under the pen is a stroke now.
 * @throws GombocError `drawing-unreadable`
 */
export function readSession({ text, journal }: Unsaved): Omit<Session, 'ink'> {
  const { drawing: before, ink, name, saved, pen, layer, grid } = text === '' ? fresh() : readKept(text);
  const played = replay(before, ink, journal);
  const drawing = played.ink ? settle(played.drawing, played.ink) : played.drawing;
  return { name, saved: saved && drawing === before, drawing, pen, layer, grid };
}

/** As the studio begins. */
function fresh(): Session {
  const { drawing, file } = blank();
  const pen: Pen = { colour: '#1b1b1f', width: 6 };
  return { name: file.name, saved: false, drawing, pen, layer: drawing.layers[0]!.id, grid: false, ink: null };
}

function readKept(text: string): Session {
  const end = text.indexOf(border);
  try {
    const { schema: _schema, ink, ...head } = Kept.parse(JSON.parse(text.slice(0, end)));
    return {
      ...head,
      ink: ink && { head: ink.head, samples: unflat(ink.samples) },
      drawing: readDrawing(text.slice(end + 1)),
    };
  } catch (error) {
    throw new GombocError(
      'drawing-unreadable',
      said('The work of the last session can’t be read: {what}', {
        what: error instanceof Error ? error.message.slice(0, 200) : String(error),
      }),
      'Go on with a new drawing; saved files are not affected.',
      { cause: error },
    );
  }
}
