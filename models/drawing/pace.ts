import type { Sample, Stroke } from './stroke.ts';

/** When a stroke is drawn in a replay, ms from its beginning. */
export interface Pace {
  begin: number;
  duration: number;
}

/** Between two strokes, ms: as long as it took, within these; the last where nobody knows. */
const PAUSE = { shortest: 80, longest: 600, unknown: 250 };
const SHORTEST_STROKE = 60;
/** A pen that rested on the paper for a minute need not be watched for it. */
const LONGEST_STROKE = 15_000;
/** A replay is at most this long: longer drawings are drawn faster. */
const LONGEST_REPLAY = 60_000;

/** Each stroke at the pace at which it was drawn, one after the other. */
export function paceOf(strokes: readonly Stroke[]): Pace[] {
  let clock = 0;
  const paces = strokes.map((stroke, i) => {
    const before = strokes[i - 1];
    if (before) clock += pause(before, stroke);
    const duration = Math.min(LONGEST_STROKE, Math.max(SHORTEST_STROKE, timeOf(stroke)));
    clock += duration;
    return { begin: clock - duration, duration };
  });
  const speed = Math.max(1, clock / LONGEST_REPLAY);
  return paces.map(({ begin, duration }) => ({
    begin: Math.round(begin / speed),
    duration: Math.max(1, Math.round(duration / speed)),
  }));
}

function pause(before: Stroke, { startedAt }: Stroke): number {
  if (before.startedAt === 0 || startedAt === 0) return PAUSE.unknown;
  return Math.min(PAUSE.longest, Math.max(PAUSE.shortest, startedAt - before.startedAt - timeOf(before)));
}

/** From its own clock, or 1 px a ms where it has none. */
function timeOf({ samples }: Pick<Stroke, 'samples'>): number {
  return samples.at(-1)![3] - samples[0]![3] || lengths(samples).at(-1)!;
}

const KEYS = 16;
/** Of the line's length: less is not seen. */
const NEAR = 0.005;

/**
 * How far along its line the pen is as time passes: from [0, 0] to [1, 1], shares of time and of length, both rising.
 * As many as show the pace, 17 at most.
 */
export function strokePace(samples: readonly Sample[]): [time: number, length: number][] {
  const along = lengths(samples);
  const total = along.at(-1)!;
  const [from, duration] = [samples[0]![3], samples.at(-1)![3] - samples[0]![3]];
  if (total === 0 || duration <= 0 || samples.length < 3) return [[0, 0], [1, 1]]; // prettier-ignore
  const keys: [number, number][] = [[0, 0]];
  let next = 1;
  for (let key = 1; key < KEYS; key++) {
    const time = key / KEYS;
    while (next < samples.length - 1 && (samples[next]![3] - from) / duration < time) next++;
    const [before, after] = [(samples[next - 1]![3] - from) / duration, (samples[next]![3] - from) / duration];
    const share = after > before ? Math.min(1, Math.max(0, (time - before) / (after - before))) : 1;
    const length = (along[next - 1]! + share * (along[next]! - along[next - 1]!)) / total;
    keys.push([time, Math.max(length, keys.at(-1)![1])]);
  }
  return simplified([...keys, [1, 1]]);
}

/** Without the keys that lie on the way from the one before to the one after. */
function simplified(keys: [number, number][]): [number, number][] {
  const kept = [keys[0]!];
  for (let i = 1; i < keys.length - 1; i++) {
    const [[t0, l0], [t1, l1], [t2, l2]] = [kept.at(-1)!, keys[i]!, keys[i + 1]!];
    if (Math.abs(l0 + ((t1 - t0) / (t2 - t0)) * (l2 - l0) - l1) > NEAR) kept.push(keys[i]!);
  }
  return [...kept, keys.at(-1)!];
}

/** How long the line is up to each sample, pixels. */
function lengths(samples: readonly Sample[]): number[] {
  let length = 0;
  return samples.map(([x, y], i) => {
    const before = samples[i - 1];
    if (before) length += Math.hypot(x - before[0], y - before[1]);
    return length;
  });
}
