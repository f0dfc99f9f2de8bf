import { toFrame, toPicture } from '../../models/code/picture.ts';
import type { Box, Element, Page } from '../../models/code/page.ts';
import { PageReader } from '../../models/code/read.ts';
import type { ReadResult } from '../../models/code/request.ts';
import { GombocError } from '../../models/error.ts';
import type { Engine } from '../engine/engine.ts';
import { readPicture } from './picture.ts';

export interface ReadWords {
  model: string;
  /** Whether the words and the places are read, too. */
  told: { text: boolean; boxes: boolean };
  /** Read it even if the model sees no wireframe in it. */
  insist: boolean;
}

/** Where the time went, in milliseconds, in order; `first` counts from the request, `read` is all of it. */
export interface ReadTimes {
  /** Of the file into pixels, its reading from the disk included. */
  decode: number;
  /** Of the pixels into the model's frame. */
  frame: number;
  encode: number;
  first: number;
  read: number;
}

export interface ReadSketch {
  page: Page;
  /** Pixels. */
  picture: { width: number; height: number };
  /** Frame units to pixels of the picture. */
  toPixels(box: Box): Box;
  result: ReadResult;
  milliseconds: ReadTimes;
}

/**
 * One picture as a page.
 *
 * @param onElements told how many elements have begun
 * @throws GombocError `file-unreadable`, `picture-unreadable`, `no-wireframe`, and what the engine throws
 */
export async function readSketch(
  engine: Engine,
  path: string,
  { model, told, insist }: ReadWords,
  signal: AbortSignal,
  onElements: (count: number) => void = () => {},
): Promise<ReadSketch> {
  const begin = performance.now();
  const { width, height, pixels } = await readPicture(path);
  const decoded = performance.now();
  const { frame, scale } = toFrame(pixels);
  const framed = performance.now();
  const reader = new PageReader();
  const result = await engine.run(
    'code.read',
    { model, frame, ...told, prefix: [], insist },
    {
      signal,
      onChunk({ tokens }) {
        for (const token of tokens) reader.accept(token);
        onElements(reader.elements);
      },
    },
  );
  if (result.nothing) {
    const remedy =
      'Choose a picture of a page that is drawn: boxes, lines, words. With --insist it is read all the same.';
    throw new GombocError('no-wireframe', `There is no wireframe in ${path}.`, remedy);
  }
  // What was decoded is smaller where the picture is large.
  const shrunk = pixels.width / width;
  return {
    page: reader.page,
    picture: { width, height },
    toPixels: (box) => toPicture(box, scale * shrunk),
    result,
    milliseconds: {
      decode: decoded - begin,
      frame: framed - decoded,
      encode: result.encodeMs,
      first: result.firstMs,
      read: result.totalMs,
    },
  };
}

/** An element as --json tells it. */
export interface ToldElement {
  id: string;
  kind: string;
  text: string;
  /** Pixels of the picture: left, top, right, bottom; null: a container, whose place is that of what it holds. */
  box: [number, number, number, number] | null;
  confidence: number | null;
  textConfidence: number | null;
  alternatives: readonly { kind: string; probability: number }[];
  children: ToldElement[];
}

export function tell({ page, toPixels }: Pick<ReadSketch, 'page' | 'toPixels'>): ToldElement[] {
  const one = ({ id, kind, text, box, reading, children }: Element): ToldElement => ({
    ...{ id, kind, text, box: box && corners(toPixels(box)) },
    confidence: reading && round(reading.confidence, 4),
    textConfidence: typeof reading?.textConfidence === 'number' ? round(reading.textConfidence, 4) : null,
    alternatives: (reading?.alternatives ?? []).map((other) => {
      return { kind: other.kind, probability: round(other.probability, 4) };
    }),
    children: children.map(one),
  });
  return page.children.map(one);
}

const corners = ({ x0, y0, x1, y1 }: Box): [number, number, number, number] => [
  ...([round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)] as const),
];

export const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Rounded for people and scripts: microseconds are noise. */
export const rounded = <T extends object>(times: T): { [Key in keyof T]: number } =>
  Object.fromEntries(Object.entries(times).map(([name, value]) => [name, round(value as number, 2)])) as {
    [Key in keyof T]: number;
  };
