import { z } from 'zod';
import { GombocError } from '../error.ts';
import { plain, said, type Said, type Saying } from '../words/said.ts';
import { Drawing, Layer, type Drawing as DrawingType } from './drawing.ts';
import { decimals } from './outline.ts';
import { Stroke, type Sample } from './stroke.ts';
import { UniqueIds } from './unique.ts';

/*
 * Gomboc's own file: JSON, one stroke a line. Samples are rounded to what a pen can mean: 1/100 px, 1/1000 of the
 * pressure, whole ms.
 */

export const format = 'gomboc-drawing';
export const version = 1;

/** Characters. What files and messages between processes may be (64 MiB). */
const LARGEST = 64 * 2 ** 20;
const MOST = { layers: 100, strokes: 20_000, samples: 200_000 };

export const roundSample = ([x, y, pressure, ms]: Sample): Sample => [
  decimals(x, 2),
  decimals(y, 2),
  decimals(pressure, 3),
  Math.round(ms),
];

/** The drawing as a file holds it: reading gives exactly this. */
export function rounded(drawing: DrawingType): DrawingType {
  return {
    ...drawing,
    strokes: drawing.strokes.map((stroke) => ({ ...stroke, samples: stroke.samples.map(roundSample) })),
  };
}

export function writeDrawing(drawing: DrawingType): string {
  const { width, height, paper, subject, layers, strokes, backdrop } = rounded(drawing);
  const head = { format, version, width, height, paper, subject, layers, backdrop };
  const lines = strokes.map(({ id, author, layer, colour, width, startedAt, samples }) =>
    JSON.stringify({ id, author, layer, colour, width, startedAt, samples }),
  );
  return `${JSON.stringify(head).slice(0, -1)},"strokes":[${lines.map((line) => `\n${line}`).join(',')}\n]}\n`;
}

/**
 * Strokes of a layer that is not there go to the first; ids that come again are made unique.
 *
 * @throws GombocError `drawing-unreadable`: what is wrong, and where.
 */
export function readDrawing(text: string): DrawingType {
  const file = parse(text);
  checkFormat(file);
  const layers = listOf(file, 'layers', MOST.layers);
  const strokes = listOf(file, 'strokes', MOST.strokes);
  const head = checked(Head, { ...file, layers: [], strokes: [] }, '');
  // One by one: a schema that finds a million faults at once would tell all of them.
  const layerIds = new UniqueIds();
  const readLayers = layers.map((layer, i) => {
    const read = checked(Layer, layer, `layers[${i}]`);
    return { ...read, id: layerIds.take(read.id) };
  });
  const first = readLayers[0];
  if (!first) throw unreadable('The drawing has no layers.');
  const strokeIds = new UniqueIds();
  const readStrokes = strokes.map((stroke, i) => {
    if (isRecord(stroke)) listOf(stroke, 'samples', MOST.samples, `strokes[${i}].`);
    const read = checked(Stroke, stroke, `strokes[${i}]`);
    return { ...read, id: strokeIds.take(read.id), layer: layerIds.has(read.layer) ? read.layer : first.id };
  });
  return { ...head, layers: readLayers, strokes: readStrokes };
}

const Head = Drawing.extend({ layers: z.tuple([]), strokes: z.tuple([]) });

function parse(text: string): Record<string, unknown> {
  if (text.length > LARGEST) {
    throw unreadable(
      said('The drawing has {size} MiB; {most} are the most.', { size: Math.ceil(text.length / 2 ** 20), most: 64 }),
    );
  }
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unreadable(said('The file is not JSON: {what}.', { what: why.slice(0, 200) }));
  }
  if (!isRecord(file)) throw unreadable(said('The file holds {what}, not a drawing.', { what: shown(file) }));
  return file;
}

function checkFormat(file: Record<string, unknown>): void {
  if (file['format'] !== format)
    throw unreadable(said('The file’s format is {found}, not “{format}”.', { found: shown(file['format']), format }));
  const found = file['version'];
  if (typeof found === 'number' && found > version) {
    const message = said('The drawing is in format {version}; this Gomboc reads up to {newest}.', {
      version: found,
      newest: version,
    });
    throw new GombocError('drawing-unreadable', message, 'Update Gomboc to open it; the file is left as it is.');
  }
  if (found !== version) throw unreadable(said('The drawing’s format version is {found}.', { found: shown(found) }));
}

function listOf(file: Record<string, unknown>, key: string, most: number, where = ''): unknown[] {
  const list = file[key];
  if (!Array.isArray(list))
    throw unreadable(said('{where} is {found}, not a list.', { where: `${where}${key}`, found: shown(list) }));
  if (list.length <= most) return list;
  const count = list.length;
  throw unreadable(said('{where} has {count} entries; {most} are the most.', { where: `${where}${key}`, count, most }));
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.infer<Schema> {
  const { data, error } = schema.safeParse(value);
  if (!error) return data as z.infer<Schema>;
  const { path, message } = error.issues[0]!;
  const place = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    where,
  );
  const found = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
  throw unreadable(said('{where} is {found}. {what}.', { where: place, found: shown(found), what: message }));
}

/** The first characters of a value, as JSON. */
function shown(value: unknown): Said {
  if (Array.isArray(value)) return said('a list of {count}', { count: value.length });
  if (isRecord(value)) return said('an object');
  const text = JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value);
  return text === undefined ? said('missing') : plain(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(message: Saying): GombocError {
  return new GombocError('drawing-unreadable', message, 'Choose a drawing that Gomboc has saved, or an SVG.');
}
