import { createHash } from 'node:crypto';
import { guiTokens } from '../../models/code/gui.ts';

/* What is kept for reporting, by hash: the prepare.py of each studio says the same, in Python. */

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const lastByte = (text: string): number => parseInt(digest(text).slice(-2), 16);

/** A drawing of Quick, Draw!, as in the file: 5 % (models/drawing/train/prepare.py). */
export const drawingIsReported = (drawing: unknown): boolean => lastByte(JSON.stringify(drawing)) < 0x0d;

/** A program of pix2code's web set: 10 % (models/code/train/prepare.py). */
export const programIsReported = (program: string): boolean => lastByte(canonical(program)) < 0x1a;

/** Of SketchCode's few programs, so many are kept. */
const PROGRAMS = 15;

/** The programs of SketchCode that are kept, in their canonical form (models/code/train/prepare.py). */
export function reportedPrograms(programs: readonly string[]): Set<string> {
  const unique = [...new Set(programs.map(canonical))];
  const digests = new Map(unique.map((program) => [program, digest(program)]));
  return new Set(unique.sort((a, b) => (digests.get(a)! < digests.get(b)! ? -1 : 1)).slice(0, PROGRAMS));
}

/** A program without its line breaks: which of its forms a file has must not decide its split. */
export const canonical = (program: string): string => guiTokens(program).join(' ');
