import { z } from 'zod';
import { GombocError } from '../error.ts';
import { plain, said, type Said, type Saying } from '../words/said.ts';
import { cleanSamples, paced } from './clean.ts';
import { emptyDrawing, firstLayer, type Drawing } from './drawing.ts';
import { roundSample } from './file.ts';
import type { Sample, Stroke } from './stroke.ts';

/*
 * Quick, Draw! ndjson: a drawing a line. Simplified ones hold [[x …], [y …]] a stroke in a square of 256, raw ones
 * [[x …], [y …], [t …]] in the pixels of somebody's screen, t in ms since the drawing began.
 */

/** What of a file is read unless more is asked for; the rest is told of. */
export const mostDrawings = 1000;
/** Characters (64 MiB). */
const LARGEST = 64 * 2 ** 20;
const MOST_STROKES = 20_000;
const MOST_SAMPLES = 200_000;
const MOST_WARNINGS = 20;

const COLOUR = '#1b1b1f';
const WIDTH = 6;
/** Of the paper's shorter side: what the drawing's longer one takes. */
const SHARE = 0.8;

export interface QuickDrawing {
  /** Its class, as the file says. */
  subject: string | null;
  drawing: Drawing;
}

/**
 * Each drawing in the middle of a paper of its own. A line that is no drawing becomes a warning with its number.
 *
 * @param most drawings, beyond which lines are not read.
 * @throws GombocError `drawing-unreadable` if no line is a drawing.
 */
export function readQuickDraw(text: string, most = mostDrawings): { drawings: QuickDrawing[]; warnings: Said[] } {
  if (text.length > LARGEST) {
    throw unreadable(
      said('The file has {size} MiB; {most} are the most.', { size: Math.ceil(text.length / 2 ** 20), most: 64 }),
    );
  }
  const drawings: QuickDrawing[] = [];
  const faults: Said[] = [];
  let faulty = 0;
  let cut = false;
  for (const [line, number] of lines(text)) {
    if (drawings.length >= most) {
      cut = true;
      break;
    }
    const read = readLine(line);
    if ('drawing' in read) drawings.push(read);
    else if (++faulty <= MOST_WARNINGS) faults.push(said('Line {number}: {what}', { number, what: read }));
  }
  if (drawings.length === 0) throw unreadable(faults[0] ?? 'The file is empty.');
  if (faulty > MOST_WARNINGS)
    faults.push(said('{count} more lines are no drawings.', { count: faulty - MOST_WARNINGS }));
  if (cut) faults.push(said('Only the first {count} drawings are read.', { count: most }));
  return { drawings, warnings: faults };
}

/** Lines that say something, one by one: a file may have millions. */
function* lines(text: string): Generator<[line: string, number: number]> {
  let start = 0;
  for (let number = 1; start < text.length; number++) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end).trim();
    if (line) yield [line, number];
    start = end < 0 ? text.length : end + 1;
  }
}

/** One fault for a whole list, however many there are in it. */
const Numbers = z.custom<number[]>(
  (list) => Array.isArray(list) && list.length > 0 && list.every(Number.isFinite),
  'not a list of numbers',
);
const Line = z.object({
  word: z.string().max(100).nullish(),
  timestamp: z.string().max(100).nullish(),
  drawing: z.array(z.union([z.tuple([Numbers, Numbers]), z.tuple([Numbers, Numbers, Numbers])])),
});

/** What is wrong, if it is no drawing. */
function readLine(line: string): QuickDrawing | Said {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return said('“{text}” is not JSON.', { text: line.slice(0, 40) });
  }
  const size = sizeOf(value);
  if (size === null) return said('there is no list of strokes called “drawing”.');
  if (size.strokes > MOST_STROKES) return said('{count} strokes are too many.', { count: size.strokes });
  if (size.samples > MOST_SAMPLES) return said('{count} points are too many.', { count: size.samples });
  const { data, error } = Line.safeParse(value);
  if (error) {
    const { path, message } = error.issues[0]!;
    return plain(`${path.join('.')}: ${message}.`);
  }
  if (data.drawing.some(([xs, ...others]) => others.some((list) => list.length !== xs.length))) {
    return said('the lists of a stroke differ in length.');
  }
  return drawingOf(data);
}

/** Counted before anything is checked one by one. null: not a drawing at all. */
function sizeOf(value: unknown): { strokes: number; samples: number } | null {
  const list = (value as { drawing?: unknown } | null)?.drawing;
  if (!Array.isArray(list)) return null;
  const samples = list.reduce<number>((sum, stroke) => {
    const lists = Array.isArray(stroke) ? stroke : [];
    return sum + lists.reduce<number>((most, part) => Math.max(most, Array.isArray(part) ? part.length : 0), 0);
  }, 0);
  return { strokes: list.length, samples };
}

function drawingOf({ word, timestamp, drawing: raw }: z.infer<typeof Line>): QuickDrawing {
  const subject = word || null;
  const drawing = emptyDrawing();
  const place = fitted(raw, drawing.width, drawing.height);
  const begun = Date.parse(timestamp ?? '');
  const strokes = raw.flatMap(([xs, ys, times], i): Stroke[] => {
    const line = xs.map((x, k): [number, number] => place(x, ys[k]!));
    const from = times?.[0] ?? 0;
    const timed = times && cleanSamples(line.map(([x, y], k) => [x, y, 0.5, times[k]! - from]));
    const samples: Sample[] = (timed ?? paced(line)).map(roundSample);
    if (samples.length === 0) return [];
    const startedAt = times && begun > 0 && from >= 0 ? Math.round(begun + from) : 0;
    return [{ id: `stroke-${i + 1}`, samples, colour: COLOUR, width: WIDTH, layer: firstLayer, author: 'person', startedAt }]; // prettier-ignore
  });
  return { subject, drawing: { ...drawing, subject, strokes } };
}

/** Where a point goes so that the whole fits into the middle of the paper. */
function fitted(raw: z.infer<typeof Line>['drawing'], width: number, height: number) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [xs, ys] of raw) {
    for (const x of xs) [left, right] = [Math.min(left, x), Math.max(right, x)];
    for (const y of ys) [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const side = Math.max(right - left, bottom - top);
  const scale = side > 0 ? (SHARE * Math.min(width, height)) / side : 1;
  return (x: number, y: number): [number, number] => [
    width / 2 + (x - (left + right) / 2) * scale,
    height / 2 + (y - (top + bottom) / 2) * scale,
  ];
}

function unreadable(message: Saying): GombocError {
  return new GombocError('drawing-unreadable', message, 'Choose a Quick, Draw! file (.ndjson), an SVG or a drawing.');
}
