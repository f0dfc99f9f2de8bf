import type { Drawing } from '../../../../models/drawing/drawing.ts';
import type { Sample, Stroke } from '../../../../models/drawing/stroke.ts';
import { visibleStrokes } from './paper.ts';

/** A pause longer than this, between strokes or within one, is shown as this long, ms. */
const longestPause = 600;
/** Between strokes of which nothing is known, ms. */
const usualPause = 250;

/** A stroke's place in the replay. */
interface Entry {
  stroke: Stroke;
  /** When the pen goes down, ms since the replay's start. */
  start: number;
  /** When it is lifted. */
  end: number;
  /** When each sample is reached. */
  times: Float64Array;
}

/** When everything that can be seen of a drawing was drawn: in its order, in its own times, long pauses cut short. */
export class Timeline {
  readonly #entries: readonly Entry[];

  constructor(private readonly drawing: Drawing) {
    let now = 0;
    let before: Stroke | null = null;
    this.#entries = visibleStrokes(drawing).map((stroke) => {
      const start = before ? now + pauseBetween(before, stroke) : 0;
      const times = timesOf(stroke.samples, start);
      now = times.at(-1)!;
      before = stroke;
      return { stroke, start, end: now, times };
    });
  }

  /** ms. */
  get duration(): number {
    return this.#entries.at(-1)?.end ?? 0;
  }

  /** The drawing as far as it was drawn at a time: the last stroke may be cut. Hidden layers are left out. */
  at(time: number): Drawing {
    const entries = this.#entries;
    // The first stroke that is not finished.
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle]!.end <= time) low = middle + 1;
      else high = middle;
    }
    const strokes = entries.slice(0, low).map(({ stroke }) => stroke);
    const current = entries[low];
    if (current && current.start <= time) strokes.push(cut(current, time));
    return { ...this.drawing, strokes };
  }
}

function pauseBetween(before: Stroke, next: Stroke): number {
  if (before.startedAt <= 0 || next.startedAt <= before.startedAt) return usualPause;
  const lifted = before.startedAt + before.samples.at(-1)![3];
  return Math.min(longestPause, Math.max(0, next.startedAt - lifted));
}

function timesOf(samples: readonly Sample[], start: number): Float64Array {
  const times = new Float64Array(samples.length);
  let now = start;
  samples.forEach(([, , , ms], i) => {
    if (i > 0) now += Math.min(longestPause, Math.max(0, ms - samples[i - 1]![3]));
    times[i] = now;
  });
  return times;
}

/** The stroke up to a time, with its tip where the pen is between two samples. */
function cut({ stroke, times }: Entry, time: number): Stroke {
  const next = times.findIndex((reached) => reached > time);
  const samples = stroke.samples.slice(0, Math.max(1, next));
  const [a, b] = [stroke.samples[next - 1], stroke.samples[next]];
  if (a && b) {
    const part = (time - times[next - 1]!) / (times[next]! - times[next - 1]!);
    samples.push(a.map((value, i) => value + (b[i]! - value) * part) as Sample);
  }
  return { ...stroke, samples };
}
