import type { Meter, Tempo } from '../../../../models/music/note.ts';

/** A stretch of one tempo: from `time` on, quarter note `quarter` and those after it last 60 / `bpm` seconds. */
interface TempoStretch {
  time: number;
  quarter: number;
  bpm: number;
}

/** A stretch of one metre; a change of metre starts a new bar. `bar` counts from 0. */
interface MeterStretch {
  quarter: number;
  bar: number;
  /** Quarter notes in a bar and in a beat. */
  barLength: number;
  beatLength: number;
}

/** Where a moment lies: bar and beat count from 1, `fraction` of the beat 0…1. */
export interface BarBeat {
  bar: number;
  beat: number;
  fraction: number;
}

/** One line of the ruler. */
export interface Beat {
  time: number;
  bar: number;
  /** 1 is the first of the bar. */
  beat: number;
}

const defaultBpm = 120;

/** Seconds to bars and beats and back, over changes of tempo and metre. */
export class BeatMap {
  readonly #tempos: TempoStretch[] = [];
  readonly #meters: MeterStretch[] = [];

  constructor(tempos: readonly Tempo[], meters: readonly Meter[]) {
    // Of several at one time the last stands, as in a MIDI file.
    const first = tempos.findLast(({ time }) => time <= 0);
    this.#tempos.push({ time: 0, quarter: 0, bpm: first?.bpm ?? defaultBpm });
    for (const { time, bpm } of tempos) {
      if (time > 0) this.#tempos.push({ time, quarter: this.quarterAt(time), bpm });
    }
    this.#meters.push({ quarter: 0, bar: 0, ...lengths(meters.findLast(({ time }) => time <= 0)) });
    for (const meter of meters) {
      if (meter.time <= 0) continue;
      const last = this.#meters.at(-1)!;
      const quarter = this.quarterAt(meter.time);
      // Rounding: a change written on a bar line may land a hair before it.
      const bar = last.bar + Math.ceil((quarter - last.quarter) / last.barLength - 1e-3);
      this.#meters.push({ quarter, bar, ...lengths(meter) });
    }
  }

  /** Quarter notes since the start. */
  quarterAt(time: number): number {
    const stretch = lastAt(this.#tempos, (entry) => entry.time <= time);
    return stretch.quarter + ((time - stretch.time) * stretch.bpm) / 60;
  }

  timeOf(quarter: number): number {
    const stretch = lastAt(this.#tempos, (entry) => entry.quarter <= quarter);
    return stretch.time + ((quarter - stretch.quarter) * 60) / stretch.bpm;
  }

  bpmAt(time: number): number {
    return lastAt(this.#tempos, (entry) => entry.time <= time).bpm;
  }

  /** Seconds that a bar lasts at `time`. */
  barSeconds(time: number): number {
    return (lastAt(this.#meters, (entry) => entry.quarter <= this.quarterAt(time)).barLength * 60) / this.bpmAt(time);
  }

  /** Seconds that a beat lasts at `time`. */
  beatSeconds(time: number): number {
    return (lastAt(this.#meters, (entry) => entry.quarter <= this.quarterAt(time)).beatLength * 60) / this.bpmAt(time);
  }

  at(time: number): BarBeat {
    const quarter = this.quarterAt(Math.max(0, time));
    const meter = lastAt(this.#meters, (entry) => entry.quarter <= quarter);
    const inMeter = quarter - meter.quarter;
    const bars = Math.floor(inMeter / meter.barLength + 1e-9);
    const beats = (inMeter - bars * meter.barLength) / meter.beatLength;
    const beat = Math.floor(beats + 1e-9);
    return { bar: meter.bar + bars + 1, beat: beat + 1, fraction: Math.max(0, beats - beat) };
  }

  /** Visits every `step`-th bar line in [from, to), and the beats between when `withBeats`. */
  visit(from: number, to: number, step: number, withBeats: boolean, visitor: (beat: Beat) => void): void {
    const [first, last] = [this.quarterAt(Math.max(0, from)), this.quarterAt(Math.max(0, to))];
    this.#meters.forEach((meter, i) => {
      const end = Math.min(this.#meters[i + 1]?.quarter ?? Infinity, last);
      let bar = Math.max(0, Math.floor((first - meter.quarter) / meter.barLength));
      // Bars are counted through the piece, so that zooming out keeps 1, 5, 9… whatever the metre changes are.
      if (step > 1) bar = Math.ceil((meter.bar + bar) / step) * step - meter.bar;
      for (; meter.quarter + bar * meter.barLength < end; bar += step) {
        const start = meter.quarter + bar * meter.barLength;
        visitor({ time: this.timeOf(start), bar: meter.bar + bar + 1, beat: 1 });
        if (!withBeats) continue;
        for (let beat = 1; beat * meter.beatLength < meter.barLength - 1e-9; beat++) {
          const quarter = start + beat * meter.beatLength;
          if (quarter < end) visitor({ time: this.timeOf(quarter), bar: meter.bar + bar + 1, beat: beat + 1 });
        }
      }
    });
  }
}

function lengths(meter: Meter | undefined) {
  const { numerator, denominator } = meter ?? { numerator: 4, denominator: 4 };
  return { barLength: (numerator * 4) / denominator, beatLength: 4 / denominator };
}

/** The last entry for which `holds` is true; entries are sorted so that it is true up to some point. The first at least. */
function lastAt<Entry>(entries: readonly Entry[], holds: (entry: Entry) => boolean): Entry {
  let low = 0;
  let high = entries.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(entries[middle]!)) low = middle;
    else high = middle - 1;
  }
  return entries[low]!;
}

/** A tempo as it is typed, with a point or, as Germans write it, a comma; NaN: it is none. */
export const readTempo = (text: string): number => Number(text.trim().replace(',', '.') || NaN);

/** How many seconds lie between two marks of the ruler so that their labels have `room` pixels; 1, 2, 5 × 10ⁿ or clock steps. */
export function secondsStep(pixelsPerSecond: number, room = 72): number {
  const steps = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600,
  ];
  return steps.find((step) => step * pixelsPerSecond >= room) ?? 7200;
}

/** How many bars lie between two bar lines so that their labels have `room` pixels: a power of two. */
export function barStep(pixelsPerBar: number, room = 44): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(room / Math.max(pixelsPerBar, 1e-6))));
}

/** 75.25 → "1:15.25", with as many decimals as the step between marks needs. */
export function clock(time: number, decimals = 0): string {
  const total = Math.round(Math.max(0, time) * 10 ** decimals) / 10 ** decimals;
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = (total % 60).toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
