import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { paced } from '../../models/drawing/clean.ts';
import { subjects } from '../../models/drawing/codebook.ts';
import type { Drawing } from '../../models/drawing/drawing.ts';
import { readDrawing, roundSample, writeDrawing } from '../../models/drawing/file.ts';
import { readQuickDraw } from '../../models/drawing/quickdraw.ts';
import type { Ink, Line, Sample, Stroke } from '../../models/drawing/stroke.ts';
import { lineOf } from '../../models/drawing/stroke.ts';
import { readSvg } from '../../models/drawing/svg-reader.ts';
import { writeSvg } from '../../models/drawing/svg-writer.ts';
import { UniqueIds } from '../../models/drawing/unique.ts';
import { GombocError } from '../../models/error.ts';
import { english } from '../../models/words/said.ts';
import { readChosen, saveFile } from '../disk.ts';
import type { World } from './program.ts';

/** The drawings of a file: one, or as many as a Quick, Draw! file holds, up to `most`. Warnings go to stderr. */
export async function readAll(
  path: string,
  most: number,
  world: World,
): Promise<{ drawings: Drawing[]; warnings: string[] }> {
  const text = new TextDecoder().decode(await readChosen(path));
  const read = parse(path, text, most);
  for (const warning of read.warnings) world.err(`${path}: ${warning}\n`);
  return read;
}

/**
 * One drawing of a file. @param index of a Quick, Draw! file's drawings, from 1.
 * @throws GombocError `file-unreadable`, `drawing-unreadable`, or `input-invalid` if there are fewer
 */
export async function readOne(
  path: string,
  index: number,
  world: World,
): Promise<{ drawing: Drawing; warnings: string[] }> {
  const text = new TextDecoder().decode(await readChosen(path));
  const { drawings, warnings } = parse(path, text, index);
  const drawing = drawings[index - 1];
  if (!drawing) {
    const message = `${path} has ${drawings.length} drawings; number ${index} was asked for.`;
    throw new GombocError('input-invalid', message, 'Choose another --index.');
  }
  // That there are more drawings than were wanted is no news.
  const told = warnings.filter((warning) => !warning.startsWith('Only the first'));
  for (const warning of told) world.err(`${path}: ${warning}\n`);
  return { drawing, warnings: told };
}

function parse(path: string, text: string, most: number): { drawings: Drawing[]; warnings: string[] } {
  if (extname(path).toLowerCase() === '.ndjson') {
    const { drawings, warnings } = readQuickDraw(text, most);
    return { drawings: drawings.map(({ drawing }) => drawing), warnings: warnings.map(english) };
  }
  if (text.trimStart().startsWith('<')) {
    const { drawing, warnings } = readSvg(text);
    return { drawings: [drawing], warnings: warnings.map(english) };
  }
  return { drawings: [readDrawing(text)], warnings: [] };
}

const KINDS = ['.svg', '.json', '.gomdraw'];

/** A file that a drawing can be written to, as commander's argument parsers are. */
export function drawingFile(path: string): string {
  if (KINDS.includes(extname(path).toLowerCase())) return path;
  throw new InvalidArgumentError(`A name that ends in ${KINDS.join(', ')}.`);
}

/** As the name asks: SVG, or Gomboc's own file. The same drawing gives the same bytes. */
export async function saveDrawing(path: string, drawing: Drawing, animated = false): Promise<void> {
  const isSvg = extname(path).toLowerCase() === '.svg';
  await saveFile(path, isSvg ? writeSvg(drawing, { animated }) : writeDrawing(drawing));
}

/** What the model is shown: what can be seen, in drawing order. */
export function visibleStrokes({ layers, strokes }: Drawing): Stroke[] {
  const visible = new Set(layers.filter((layer) => layer.visible).map(({ id }) => id));
  return strokes.filter(({ layer }) => visible.has(layer));
}

export const inkOf = (drawing: Drawing): Ink => visibleStrokes(drawing).map(lineOf);

/** What the file says the drawing is, if the model knows the word. */
export const subjectOf = ({ subject }: Drawing): string | null =>
  subject !== null && subjects.includes(subject) ? subject : null;

const PEN = { colour: '#1b1b1f', width: 6 };

/** The model's lines as strokes that look like the person's last, in its layer. */
export function modelStrokes(drawing: Drawing, ink: Ink): Stroke[] {
  const last = visibleStrokes(drawing).findLast(({ author }) => author === 'person');
  const { colour, width } = last ?? PEN;
  const layer = last?.layer ?? (drawing.layers.find(({ visible }) => visible) ?? drawing.layers[0]!).id;
  const ids = new UniqueIds();
  for (const { id } of drawing.strokes) ids.take(id);
  return ink.map((line, i) => {
    return {
      id: ids.take(`model-${i + 1}`),
      samples: sampled(line),
      colour,
      width,
      layer,
      author: 'model',
      startedAt: 0,
    };
  });
}

export const sampled = (line: Line): Sample[] => paced(line).map(roundSample);
