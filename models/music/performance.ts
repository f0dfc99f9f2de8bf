import type { Codec } from '../codec.ts';
import type { Note, PedalChange, Performance, Seconds } from './note.ts';
import { firstStep, fromStep, fromSteps, toStep, toSteps } from './steps.ts';
import type { StepNote, StepPerformance } from './steps.ts';
import { MAX_SHIFT, PITCHES, VELOCITY_BINS, VOCABULARY } from './vocabulary.ts';
import { binVelocity, shiftOf, shifts, token, velocityBin } from './vocabulary.ts';

/** A whole performance, from its first event on. `decode(encode(x))` is `quantise(x)`. */
export const performanceCodec: Codec<Performance> = {
  vocabulary: VOCABULARY,
  encode: (performance) => encodeEvents(toSteps(performance)),
  decode: (tokens) => decodeEvents(tokens, fromStep(0)),
};

export interface Span {
  /** The step at which the clock starts: the first event's if not given. */
  origin?: number;
  /** The step up to which time-shifts fill what is left after the last event. */
  until?: number;
}

/**
 * Canonical events → tokens. Within a step: the pedal, note-offs by pitch, note-ons by pitch; a note-on states its
 * velocity where the bin differs from the last one stated, the first always. A note that still sounds has no note-off.
 *
 * @param events canonical, none before `origin` or after `until`.
 */
export function encodeEvents(events: StepPerformance, { origin = firstStep(events), until }: Span = {}): Int32Array {
  const tokens: number[] = [];
  let clock = origin;
  let bin = -1;
  for (const key of sortKeys(events, origin)) {
    const step = origin + Math.floor(key / RANK / 3);
    for (const shift of shifts(step - clock)) tokens.push(shift);
    clock = step;
    const velocity = key % VELOCITY_BINS;
    const rank = Math.floor(key / RANK) % 3;
    if (rank === 2 && velocity !== bin) tokens.push(token.velocity + (bin = velocity));
    tokens.push(firstOfRank[rank]! + (Math.floor(key / VELOCITY_BINS) % PITCHES));
  }
  for (const shift of shifts((until ?? clock) - clock)) tokens.push(shift);
  return Int32Array.from(tokens);
}

/** The order within a step, and what each rank's number is counted from. */
const firstOfRank = [token.pedalDown, token.noteOff, token.noteOn];
const RANK = PITCHES * VELOCITY_BINS;

/** Events as numbers that sort into canonical order: (step × 3 + rank) × 128 + pitch, × 32 + velocity bin. */
function sortKeys({ notes, pedal }: StepPerformance, origin: number): Float64Array {
  const keys: number[] = [];
  const key = (step: number, rank: number, number: number, bin: number): number =>
    (((step - origin) * 3 + rank) * PITCHES + number) * VELOCITY_BINS + bin;
  for (const { step, down } of pedal) keys.push(key(step, 0, down ? 0 : 1, 0));
  for (const { pitch, velocity, start, end } of notes) {
    keys.push(key(start, 2, pitch, velocityBin(velocity)));
    if (end !== Infinity) keys.push(key(end, 1, pitch, 0));
  }
  return Float64Array.from(keys).sort();
}

/** Tokens → what they play from `start` on. Tokens that make no sense are passed over; notes left open end with it. */
export function decodeEvents(tokens: ArrayLike<number>, start: Seconds): Performance {
  const reader = new EventReader(start);
  for (let i = 0; i < tokens.length; i++) reader.accept(tokens[i]!);
  reader.finish();
  return fromSteps(toSteps({ notes: reader.notes, pedal: reader.pedal, tempos: [], meters: [] }));
}

/** Where the prompt left off. */
export interface ReaderState {
  pedalDown?: boolean;
  /** The velocity bin stated last. */
  velocity?: number | null;
}

/** The incremental decoder: tokens in, one at a time; notes and pedal changes out, as they happen. */
export class EventReader {
  /** Notes that have ended, in the order in which they did. Only grows. */
  readonly notes: Note[] = [];
  /** Only grows. */
  readonly pedal: PedalChange[] = [];
  readonly #origin: number;
  readonly #sounding = new Map<number, StepNote>();
  #clock = 0;
  #pedalDown: boolean;
  #velocity: number;
  #last = -1;

  /** @param start on the 10 ms grid. */
  constructor(start: Seconds, { pedalDown = false, velocity = null }: ReaderState = {}) {
    this.#origin = toStep(start);
    this.#pedalDown = pedalDown;
    // Nothing stated yet: mezzo-forte, as in prepare.py.
    this.#velocity = velocity === null ? 64 : binVelocity(velocity);
  }

  /** The present moment. */
  get time(): Seconds {
    return fromStep(this.#origin + this.#clock);
  }

  get pedalDown(): boolean {
    return this.#pedalDown;
  }

  /** Notes held at present, by start; each ends now (a step after its start at the earliest). */
  get sounding(): Note[] {
    return [...this.#sounding.values()].map((note) => this.#note(note));
  }

  /** The bin of a velocity that was just stated for a note-on still to come, else null. */
  get pendingVelocity(): number | null {
    return this.#last >= token.velocity && this.#last < token.pedalDown ? this.#last - token.velocity : null;
  }

  /** Total: what makes no sense here (a note-off of a silent pitch, a mark, a number that is no token) is passed over. */
  accept(event: number): void {
    this.#last = event;
    if (event < token.noteOn) return;
    if (event < token.noteOff) this.#strike(event - token.noteOn);
    else if (event <= token.shift) this.#let(event - token.noteOff);
    else if (event <= token.shift + MAX_SHIFT) this.#clock += shiftOf(event);
    else if (event < token.pedalDown) this.#velocity = binVelocity(event - token.velocity);
    else if (event <= token.pedalUp) this.#press(event === token.pedalDown);
  }

  /** Ends what still sounds, now. */
  finish(): void {
    for (const pitch of [...this.#sounding.keys()]) this.#let(pitch);
  }

  #strike(pitch: number): void {
    if (this.#sounding.has(pitch)) return;
    this.#sounding.set(pitch, { pitch, velocity: this.#velocity, start: this.#clock, end: Infinity });
  }

  #let(pitch: number): void {
    const note = this.#sounding.get(pitch);
    if (!note) return;
    this.#sounding.delete(pitch);
    this.notes.push(this.#note(note));
  }

  #press(down: boolean): void {
    if (down === this.#pedalDown) return;
    this.#pedalDown = down;
    this.pedal.push({ time: this.time, down });
  }

  #note({ pitch, velocity, start }: StepNote): Note {
    const end = Math.max(this.#clock, start + 1);
    return { pitch, velocity, start: fromStep(this.#origin + start), end: fromStep(this.#origin + end) };
  }
}
