import { z } from 'zod';
import { cleanSamples } from '../../../../models/drawing/clean.ts';
import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { addStrokes, isFree, removeStrokes } from '../../../../models/drawing/edit.ts';
import { Stroke, type Sample, type Stroke as StrokeType } from '../../../../models/drawing/stroke.ts';

/*
 * What is appended to the kept work between two whole texts: ink while it flows, and strokes that came or went. Lines
 * may come twice or out of a text that holds them already; playing them again changes nothing.
 */

/** A stroke under the pen, but for its samples. */
export type InkHead = Pick<StrokeType, 'id' | 'colour' | 'width' | 'layer' | 'startedAt'>;

/** A stroke under the pen, as far as it got. */
export interface UnfinishedInk {
  head: InkHead;
  samples: Sample[];
}

const Numbers = z.array(z.number()).max(200_000 * 4);
const Head = Stroke.pick({ id: true, colour: true, width: true, layer: true, startedAt: true });
export const Ink = z.object({ head: Head, from: z.int().min(0), samples: Numbers });

const Line = z.discriminatedUnion('what', [
  /** More samples of a stroke under the pen, flat; the first of them is number `from`. */
  Ink.extend({ what: z.literal('ink') }),
  /** The pen left the paper, or the stroke was given up: it is in the strokes now, or nowhere. */
  z.object({ what: z.literal('lifted'), id: z.string() }),
  z.object({ what: z.literal('strokes'), added: z.array(Stroke), removed: z.array(z.string()) }),
]);
type Line = z.infer<typeof Line>;

/** Main takes a line of a megabyte at most. */
export const longestLine = 2 ** 20 - 1024;

const flat = (samples: readonly Sample[]): number[] =>
  samples.flatMap(([x, y, pressure, ms]) => [
    Math.round(x * 100) / 100,
    Math.round(y * 100) / 100,
    Math.round(pressure * 1000) / 1000,
    Math.round(ms),
  ]);

export const inkLine = (head: InkHead, from: number, samples: readonly Sample[]): string =>
  JSON.stringify({ what: 'ink', head, from, samples: flat(samples) } satisfies Line);

export const liftedLine = (id: string): string => JSON.stringify({ what: 'lifted', id } satisfies Line);

/**
 * What became of a drawing, if strokes on top and strokes away are all that changed; null: more did, or it is too long
 * for a line.
 */
export function changeLine(before: Drawing, after: Drawing): string | null {
  const { strokes: _before, ...restBefore } = before;
  const { strokes: _after, ...restAfter } = after;
  const same = Object.keys(restAfter).every((key) => restBefore[key as 'width'] === restAfter[key as 'width']);
  if (!same) return null;
  const there = new Set(after.strokes);
  const kept = before.strokes.filter((stroke) => there.has(stroke));
  if (!kept.every((stroke, i) => after.strokes[i] === stroke)) return null;
  const added = after.strokes.slice(kept.length);
  const removed = before.strokes.filter((stroke) => !there.has(stroke)).map(({ id }) => id);
  const text = JSON.stringify({ what: 'strokes', added, removed } satisfies Line);
  return text.length <= longestLine ? text : null;
}

/** Plays the journal on what was kept. A line that cannot be read is passed over: the others still hold. */
export function replay(
  drawing: Drawing,
  ink: UnfinishedInk | null,
  lines: readonly string[],
): { drawing: Drawing; ink: UnfinishedInk | null } {
  const state = { drawing, ink };
  for (const text of lines) {
    const line = read(text);
    if (line) play(state, line);
  }
  return state;
}

function read(text: string): Line | null {
  try {
    return Line.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function play(state: { drawing: Drawing; ink: UnfinishedInk | null }, line: Line): void {
  switch (line.what) {
    case 'ink': {
      // Another stroke's ink means that the one before was finished without a word: keep it.
      if (state.ink && state.ink.head.id !== line.head.id) state.drawing = settle(state.drawing, state.ink);
      const samples = state.ink?.head.id === line.head.id ? state.ink.samples.slice(0, line.from) : [];
      state.ink = { head: line.head, samples: [...samples, ...unflat(line.samples)] };
      return;
    }
    case 'lifted':
      if (state.ink?.head.id === line.id) state.ink = null;
      return;
    case 'strokes': {
      const gone = new Set([...line.removed, ...line.added.map(({ id }) => id)]);
      state.drawing = addStrokes(removeStrokes(state.drawing, gone), line.added);
      if (state.ink && gone.has(state.ink.head.id)) state.ink = null;
    }
  }
}

export function unflat(numbers: readonly number[]): Sample[] {
  const samples: Sample[] = [];
  for (let i = 0; i + 3 < numbers.length; i += 4) samples.push(numbers.slice(i, i + 4) as Sample);
  return samples;
}

/** The drawing with a stroke that was never finished, as far as it got. */
export function settle(drawing: Drawing, { head, samples }: UnfinishedInk): Drawing {
  const clean = cleanSamples(samples);
  if (clean.length === 0 || drawing.strokes.some(({ id }) => id === head.id)) return drawing;
  const layer = isFree(drawing, head) ? head.layer : drawing.layers.at(-1)!.id;
  return addStrokes(drawing, [{ ...head, layer, samples: clean, author: 'person' }]);
}
