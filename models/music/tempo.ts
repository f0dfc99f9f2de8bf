import { seconds, type Seconds, type Tempo } from './note.ts';

/** 120 quarter notes a minute, what a file without a tempo means (RP-001). */
const DEFAULT_MICROSECONDS = 500_000;

/** A tempo change as files say it: microseconds for a quarter note, 1…16,777,215. */
export interface TempoChange {
  tick: number;
  microseconds: number;
}

/** Ticks ↔ seconds across tempo changes. Both directions agree, so that a file reads back as it was written. */
export class TempoMap {
  /** Ascending; the first is at tick 0. */
  readonly #changes: TempoChange[] = [{ tick: 0, microseconds: DEFAULT_MICROSECONDS }];
  /** When each change comes, in seconds. */
  readonly #times = [0];
  readonly #ticksPerBeat: number;

  private constructor(ticksPerBeat: number) {
    this.#ticksPerBeat = ticksPerBeat;
  }

  /** @param changes in any order; of several at one tick the last stands. */
  static fromTicks(changes: readonly TempoChange[], ticksPerBeat: number): TempoMap {
    const map = new TempoMap(ticksPerBeat);
    for (const change of [...changes].sort((a, b) => a.tick - b.tick)) map.#add(change);
    return map;
  }

  /** The map that a file will have for these tempos: each change at a whole tick, in whole microseconds. */
  static fromSeconds(tempos: readonly Tempo[], ticksPerBeat: number): TempoMap {
    const map = new TempoMap(ticksPerBeat);
    for (const { time, bpm } of tempos) {
      const microseconds = Math.max(1, Math.min(0xffffff, Math.round(60_000_000 / bpm)));
      // Under the tempos so far, as a reader of the file will count.
      map.#add({ tick: map.tickOf(time), microseconds });
    }
    return map;
  }

  get changes(): readonly TempoChange[] {
    return this.#changes;
  }

  timeOf(tick: number): Seconds {
    const i = lastAtMost(this.#changes.length, (index) => this.#changes[index]!.tick, tick);
    return seconds(this.#times[i]! + (tick - this.#changes[i]!.tick) * this.#secondsPerTick(i));
  }

  /** The nearest tick. */
  tickOf(time: number): number {
    const i = lastAtMost(this.#times.length, (index) => this.#times[index]!, time);
    return this.#changes[i]!.tick + Math.round((time - this.#times[i]!) / this.#secondsPerTick(i));
  }

  #add(change: TempoChange): void {
    const time = this.timeOf(change.tick);
    if (this.#changes.at(-1)!.tick === change.tick) {
      this.#changes.pop();
      this.#times.pop();
    }
    this.#changes.push(change);
    this.#times.push(time);
  }

  #secondsPerTick(change: number): number {
    return this.#changes[change]!.microseconds / 1e6 / this.#ticksPerBeat;
  }
}

/** Index of the last of `count` ascending values that is not above `value`; the first if all are. */
function lastAtMost(count: number, valueAt: (index: number) => number, value: number): number {
  let low = 0;
  for (let high = count - 1; low < high;) {
    const middle = (low + high + 1) >> 1;
    if (valueAt(middle) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
