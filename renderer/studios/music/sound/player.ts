import type { Note, PedalChange } from '../../../../models/music/note.ts';
import { dampedAt } from '../../../../models/music/pedal.ts';
import type { Span } from '../edits.ts';
import { lowerBound } from '../roll/note-index.ts';
import type { Clock, Instrument } from './instrument.ts';

/** What is played: notes sorted by start, pedal changes sorted by time. */
export interface Score {
  notes: readonly Note[];
  pedal: readonly PedalChange[];
}

export interface Playback {
  /** Position to start from, in seconds of the performance. */
  from: number;
  /** Position to stop at; Infinity plays on (recording). */
  until: number;
  loop: Span | null;
  /** Seconds of clock time before `from` is reached, for a count-in. */
  lead?: number;
}

/** Wakes the scheduler; replaced in tests. */
export interface Timer {
  every(milliseconds: number, wake: () => void): () => void;
}

const realTimer: Timer = {
  every: (milliseconds, wake) => {
    const id = setInterval(wake, milliseconds);
    return () => clearInterval(id);
  },
};

/** Called for each stretch of positions that gets scheduled; `clockOf` gives the clock time of a position in it. */
export type Companion = (from: number, to: number, clockOf: (position: number) => number) => void;

const wakeMilliseconds = 25;
/** Notes are handed over this long before they sound: longer than a busy frame, short enough to react to edits. */
const lookAhead = 0.15;
/** A shorter loop is no music, in seconds. */
const shortestLoop = 0.05;
/** A hidden window is only woken once a second. */
const hiddenLookAhead = 1.5;

/** From this moment of the clock on, positions count from `position`. */
interface Anchor {
  clock: number;
  position: number;
}

/**
 * Plays a score on an instrument by the clock: a timer wakes it, the clock says when notes sound (after C. Wilson,
 * "A Tale of Two Clocks", 2013). The score may be exchanged while it plays.
 */
export class Player {
  score: Score = { notes: [], pedal: [] };
  /** Plays along: the metronome. */
  companion: Companion | null = null;
  onEnd: () => void = () => {};
  #playback: Playback | null = null;
  #anchors: Anchor[] = [];
  /** Position up to which notes were handed over. */
  #cursor = 0;
  /** Where it stopped last. */
  #rest = 0;
  #stopTimer: () => void = () => {};

  constructor(
    private readonly clock: () => Clock,
    private readonly instrument: () => Instrument,
    private readonly hidden: () => boolean = () => false,
    private readonly timer: Timer = realTimer,
  ) {}

  get playing(): boolean {
    return this.#playback !== null;
  }

  play(playback: Playback): void {
    this.stop();
    const { from, loop } = playback;
    const goesRound = loop !== null && loop.to - loop.from >= shortestLoop && from < loop.to;
    // One that was passed, or is too short, is none: all is played to the end of the piece.
    this.#playback = goesRound ? playback : { ...playback, loop: null };
    this.#cursor = playback.from;
    this.#anchors = [{ clock: this.clock().now() + (playback.lead ?? 0.02), position: playback.from }];
    this.#stopTimer = this.timer.every(wakeMilliseconds, () => this.#wake());
    this.#wake();
  }

  /** What is played has another end now. */
  set until(until: number) {
    if (this.#playback) this.#playback = { ...this.#playback, until };
  }

  /** Stops and answers where it was. */
  stop(): number {
    this.#rest = this.position();
    this.#stopTimer();
    this.#stopTimer = () => {};
    if (this.#playback) this.instrument().silence();
    this.#playback = null;
    return this.#rest;
  }

  /** The clock is exchanged by `exchange`: what plays goes on from where it is, by the new one. */
  switchClock(exchange: () => void): void {
    const position = this.position();
    exchange();
    if (!this.#playback) return;
    this.#anchors = [{ clock: this.clock().now(), position }];
    this.#cursor = position;
  }

  /** What is heard now, in seconds of the performance. Less than `from` while counting in. */
  position(): number {
    if (!this.#playback) return this.#rest;
    const heard = this.clock().now() - this.clock().latency();
    const anchor = this.#anchors.findLast(({ clock }) => clock <= heard) ?? this.#anchors[0]!;
    const { loop, until } = this.#playback;
    return Math.min(anchor.position + heard - anchor.clock, loop?.to ?? until);
  }

  #wake(): void {
    const playback = this.#playback;
    if (!playback) return;
    const now = this.clock().now();
    const horizon = now + (this.hidden() ? hiddenLookAhead : lookAhead);
    // An anchor is done with as soon as the next one is heard.
    while (this.#anchors.length > 1 && this.#anchors[1]!.clock <= now - this.clock().latency()) this.#anchors.shift();
    while (this.#schedule(playback, horizon));
    const last = this.#anchors.at(-1)!;
    const ended = !playback.loop && last.clock + playback.until - last.position <= now - this.clock().latency();
    if (!ended) return;
    this.stop();
    this.onEnd();
  }

  /** Hands over one stretch; true when a loop starts over before the horizon. */
  #schedule(playback: Playback, horizon: number): boolean {
    const anchor = this.#anchors.at(-1)!;
    const clockOf = (position: number) => anchor.clock + position - anchor.position;
    const { loop } = playback;
    const limit = loop?.to ?? playback.until;
    const to = Math.min(anchor.position + horizon - anchor.clock, limit);
    if (to > this.#cursor) {
      this.#playNotes(this.#cursor, to, loop ? limit : Infinity, clockOf);
      this.companion?.(this.#cursor, to, clockOf);
      this.#cursor = to;
    }
    if (!loop || to < limit) return false;
    this.#anchors.push({ clock: clockOf(limit), position: loop.from });
    this.#cursor = loop.from;
    return true;
  }

  #playNotes(from: number, to: number, limit: number, clockOf: (position: number) => number): void {
    const { notes, pedal } = this.score;
    for (let i = lowerBound(notes, from); i < notes.length; i++) {
      const note = notes[i]!;
      if (note.start >= to) break;
      const voice = this.instrument().start(note.pitch, note.velocity, clockOf(note.start));
      const end = Math.min(dampedAt(note.end, pedal), limit);
      if (end < Infinity) voice.release(clockOf(end));
    }
  }
}
