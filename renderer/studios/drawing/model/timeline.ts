import type { Drawing } from '../../../../models/drawing/drawing.ts';
import { paceOf } from '../../../../models/drawing/pace.ts';
import type { Sample, Stroke } from '../../../../models/drawing/stroke.ts';
import { visibleStrokes } from './paper.ts';

/** A stroke's place in the replay. */
interface Entry {
  stroke: Stroke;
  /** When the pen goes down, ms since the replay's start. */
  start: number;
  end: number;
}

/**
 * When everything that can be seen of a drawing was drawn: in its order and at its own pace, as the animated SVG has it
 * (models/drawing/pace.ts), pauses cut short.
 */
export class Timeline {
  readonly #entries: readonly Entry[];

  constructor(private readonly drawing: Drawing) {
    const strokes = visibleStrokes(drawing);
    const paces = paceOf(strokes);
    this.#entries = strokes.map((stroke, i) => {
      const { begin: start, duration } = paces[i]!;
      return { stroke, start, end: start + duration };
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
    if (current && current.start <= time) {
      strokes.push(cut(current.stroke, (time - current.start) / (current.end - current.start)));
    }
    return { ...this.drawing, strokes };
  }
}

/** The stroke up to a share of its time, 0…1, with its tip where the pen is between two samples. */
function cut(stroke: Stroke, share: number): Stroke {
  const { samples } = stroke;
  const [from, to] = [samples[0]![3], samples.at(-1)![3]];
  // Without a clock of its own each sample takes as long as the others.
  const reached = (i: number) => (to > from ? (samples[i]![3] - from) / (to - from) : i / (samples.length - 1));
  let next = 1;
  while (next < samples.length && reached(next) <= share) next++;
  const shown = samples.slice(0, next);
  const [a, b] = [samples[next - 1]!, samples[next]];
  if (b) {
    const part = (share - reached(next - 1)) / (reached(next) - reached(next - 1));
    shown.push(a.map((value, i) => value + (b[i]! - value) * part) as Sample);
  }
  return { ...stroke, samples: shown };
}
