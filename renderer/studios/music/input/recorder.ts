import { seconds, type Note, type PedalChange } from '../../../../models/music/note.ts';
import { shortest } from '../edits.ts';
import type { KeyEvent } from '../sound/live.ts';

/** What was recorded. */
export interface Recording {
  notes: Note[];
  pedal: PedalChange[];
}

/** Turns what hands do into notes, while it is being played. */
export class Recorder {
  readonly #notes: Note[] = [];
  readonly #pedal: PedalChange[] = [];
  readonly #down = new Map<number, { velocity: number; start: number }>();

  /**
   * @param from position of the first moment that counts; keys pressed earlier (in the count-in) start there, and those
   *   let go earlier, too, are no part of it
   */
  constructor(private readonly from: number) {}

  /** @param position seconds of the performance at which the event was heard. */
  handle(event: KeyEvent, position: number): void {
    const time = Math.max(position, this.from);
    if (event.kind === 'pedal') {
      const down = this.#pedal.at(-1)?.down ?? false;
      if (event.down !== down) this.#pedal.push({ time: seconds(time), down: event.down });
    } else {
      if (position < this.from) this.#down.delete(event.pitch);
      else this.#finish(event.pitch, time);
      if (event.kind === 'on') this.#down.set(event.pitch, { velocity: event.velocity, start: time });
    }
  }

  /** What was played so far; keys still down end at `position`. */
  notes(position: number): Note[] {
    const sounding = [...this.#down].map(([pitch, { velocity, start }]) => note(pitch, velocity, start, position));
    return [...this.#notes, ...sounding];
  }

  /** The recording, with keys and pedal let go at `position`. */
  finish(position: number): Recording {
    if (position < this.from) return { notes: [], pedal: [] };
    const last = this.#pedal.at(-1);
    const released = last?.down ? [{ time: seconds(Math.max(position, last.time)), down: false }] : [];
    return {
      notes: this.notes(position).sort((a, b) => a.start - b.start || a.pitch - b.pitch),
      pedal: [...this.#pedal, ...released],
    };
  }

  #finish(pitch: number, time: number): void {
    const key = this.#down.get(pitch);
    if (!key) return;
    this.#down.delete(pitch);
    this.#notes.push(note(pitch, key.velocity, key.start, time));
  }
}

const note = (pitch: number, velocity: number, start: number, end: number): Note => ({
  pitch,
  velocity,
  start: seconds(start),
  end: seconds(Math.max(end, start + shortest)),
});
