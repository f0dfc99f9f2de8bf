import { GombocError } from '../error.ts';
import { subjects } from './codebook.ts';

/* The numbers of models/drawing/train/config.py, which says why. They change together. */

/** Units along the page's side: 4 are a pixel of a 256 px square. */
export const FRAME = 1024;
export const PIXEL = 4;
/** Columns, and rows, that a pen-down can name. */
export const LEVELS = 128;
/** Units along a column's or row's side. */
export const CELL = FRAME / LEVELS;
/** Units; a longer move is split into equal ones. */
export const MAX_MOVE = 32 * PIXEL;
/** Units; a point nearer than this to the pen needs no move. */
export const NEAR = PIXEL;
/** Units: tolerance of simplify.ts. */
export const EPSILON = 1.5 * PIXEL;

/** Where each kind of token begins; each runs up to the next. */
export const token = {
  column: 0,
  row: LEVELS,
  move: 2 * LEVELS,
  end: 768,
  bos: 769,
  pad: 770,
  unknown: 771,
  /** 772 + index in `subjects`. */
  subject: 772,
} as const;

export const MOVES = token.end - token.move;
export const SUBJECTS = 345;
export const VOCABULARY = token.subject + SUBJECTS;
/** A place is (column + 1) + PLACES · (row + 1); 0: none. */
export const PLACES = LEVELS + 1;

export type Kind = 'column' | 'row' | 'move' | 'end' | 'mark';

/** Marks open a prompt (bos, class) or fill it up; they are never drawn. */
export function kindOf(drawn: number): Kind {
  if (drawn < token.row) return 'column';
  if (drawn < token.move) return 'row';
  if (drawn < token.end) return 'move';
  return drawn === token.end ? 'end' : 'mark';
}

const indices = new Map(subjects.map((subject, index) => [subject, index]));

/**
 * The token that tells the network what the drawing is; null: unknown.
 * @throws GombocError `input-invalid` if no class has this name.
 */
export function subjectToken(subject: string | null): number {
  if (subject === null) return token.unknown;
  const index = indices.get(subject);
  if (index !== undefined) return token.subject + index;
  throw new GombocError(
    'input-invalid',
    `the model knows no class ${JSON.stringify(subject)}`,
    `Choose one of its ${subjects.length} classes, such as ${JSON.stringify(subjects[0])}, or none.`,
  );
}
