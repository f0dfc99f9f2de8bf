import type { OpenedFile } from '../../../../electron/ipc/contract.ts';
import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { FileCodec } from '../files/codec.ts';
import { kindOf } from '../files/kinds.ts';
import { visibleStrokes } from './paper.ts';
import { subjectName } from '../../../lib/words.svelte.ts';

/** A drawing that is not on the paper, and what it is called. */
export interface Other {
  name: string;
  drawing: Drawing;
}

/** A collection can hold thousands; more than so many nobody looks through. */
const most = 24;

/**
 * The drawings of a file in which something is drawn, 24 at most.
 * @throws GombocError `drawing-unreadable`; `nothing-to-do`: nothing is drawn in it
 */
export async function readOthers(
  codec: Pick<FileCodec, 'read'>,
  { name, bytes }: Pick<OpenedFile, 'name' | 'bytes'>,
): Promise<Other[]> {
  const kind = kindOf(name, bytes);
  if (kind === 'picture') {
    throw new GombocError(
      'drawing-unreadable',
      said('“{name}” is a picture.', { name }),
      'Choose a drawing made of strokes.',
    );
  }
  const { drawings } = await codec.read(new TextDecoder().decode(bytes), kind);
  const drawn = drawings.filter(({ drawing }) => visibleStrokes(drawing).length > 0);
  if (drawn.length === 0) {
    throw new GombocError(
      'nothing-to-do',
      said('“{name}” has no strokes.', { name }),
      'Choose a drawing in which something is drawn.',
    );
  }
  return drawn.slice(0, most).map(({ subject, drawing }) => ({
    name: subject === null ? name : subjectName(subject),
    drawing,
  }));
}
