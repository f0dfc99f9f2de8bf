import { toFrame, toPicture, turned, type Turn } from '../../models/code/picture.ts';
import type { Box, Element, Page } from '../../models/code/page.ts';
import { PageReader, pruned } from '../../models/code/read.ts';
import type { ReadResult } from '../../models/code/request.ts';
import { GombocError } from '../../models/error.ts';
import { plain } from '../../models/words/said.ts';
import type { Engine } from '../engine/engine.ts';
import { readPicture } from './picture.ts';

export interface ReadWords {
  model: string;
  /** Whether the words and the places are read, too. */
  told: { text: boolean; boxes: boolean };
  /** By how much the picture is turned before it is read: 0, where nothing is said. */
  turn?: Turn;
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
  /** Of the picture as it was read, that is: turned. Pixels. */
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
  { model, told, turn = 0, insist }: ReadWords,
  signal: AbortSignal,
  onElements: (count: number) => void = () => {},
): Promise<ReadSketch> {
  const begin = performance.now();
  const decoded = await readPicture(path);
  const decodedAt = performance.now();
  const pixels = turn === 0 ? decoded.pixels : turned(decoded.pixels, turn);
  const { frame, scale } = toFrame(pixels);
  const framedAt = performance.now();
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
    throw new GombocError('no-wireframe', plain(`There is no wireframe in ${path}.`), plain(remedy));
  }
  // What was decoded is smaller where the picture is large.
  const shrunk = decoded.pixels.width / decoded.width;
  const { width, height } = decoded;
  return {
    page: pruned(reader.page),
    picture: turn % 180 === 0 ? { width, height } : { width: height, height: width },
    toPixels: (box) => toPicture(box, scale * shrunk),
    result,
    milliseconds: {
      decode: decodedAt - begin,
      frame: framedAt - decodedAt,
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
