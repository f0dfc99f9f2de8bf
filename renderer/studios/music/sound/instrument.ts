/** A sounding note. */
export interface Voice {
  /** Lets the key go at `when`, in seconds of the clock; the sound dies away after it. */
  release(when: number): void;
}

/** What can play notes at given moments of the clock. */
export interface Instrument {
  start(pitch: number, velocity: number, when: number): Voice;
  /** These notes are going to be played: whatever they need may be fetched. */
  prepare(notes: readonly { pitch: number; velocity: number }[]): void;
  /** Ends all that sounds or was going to. */
  silence(): void;
}

/** What tells the time. `audible` is false when no audio device runs and the time is only measured. */
export interface Clock {
  now(): number;
  /** Seconds between a moment of the clock and its being heard. */
  latency(): number;
  readonly audible: boolean;
}
