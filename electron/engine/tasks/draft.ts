import type { Note, PedalChange, Performance } from '../../../models/music/note.ts';
import type { EventReader } from '../../../models/music/performance.ts';
import { derive, seeded, type Random } from '../../../models/random.ts';
import { toStep } from '../../../models/music/steps.ts';
import type { Region, Take, TakeDelta } from '../../../models/music/take.ts';
import { FRAME_MS } from '../../../models/pace.ts';

/** A take while it is being played: what it holds so far, and what of that has been handed on. */
export class Draft {
  readonly take: number;
  /** Its own stream, so that a take is the same however many others are asked for. */
  readonly random: Random;
  readonly #totalSteps: number;
  #doneSteps = 0;
  #notes: Note[] = [];
  #pedal: PedalChange[] = [];
  #givenNotes = 0;
  #givenPedal = 0;
  #sentNotes = 0;
  #sentPedal = 0;
  #reset = false;
  #reader: EventReader | null = null;
  #readNotes = 0;
  #readPedal = 0;
  #from = 0;
  #tokens = 0;
  #nats = 0;

  /** @param totalSteps how many steps of music it is to play in all: for its progress. */
  constructor(take: number, seed: number, totalSteps: number) {
    this.take = take;
    this.random = seeded(derive(seed, take));
    this.#totalSteps = totalSteps;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Listens to a reader from now on, in the place of the one before. */
  follow(reader: EventReader): void {
    this.#drain();
    this.#reader = reader;
    this.#from = toStep(reader.time);
    this.#readNotes = reader.notes.length;
    this.#readPedal = reader.pedal.length;
  }

  /** A stretch is over: what still sounds ends, and what was played in it counts as done. */
  finish(): void {
    const reader = this.#reader;
    if (!reader) return;
    reader.finish();
    this.#drain();
    this.#doneSteps += toStep(reader.time) - this.#from;
    this.#from = toStep(reader.time);
  }

  /** What was played, after what it was restarted with. */
  get played(): Pick<Performance, 'notes' | 'pedal'> {
    this.#drain();
    return { notes: this.#notes.slice(this.#givenNotes), pedal: this.#pedal.slice(this.#givenPedal) };
  }

  /** Starts over: from here on the take consists of these and of what will be played. */
  restart({ notes, pedal }: Pick<Performance, 'notes' | 'pedal'>): void {
    this.#reader = null;
    this.#notes = [...notes];
    this.#pedal = [...pedal];
    this.#givenNotes = notes.length;
    this.#givenPedal = pedal.length;
    this.#sentNotes = 0;
    this.#sentPedal = 0;
    this.#reset = true;
  }

  count(nats: number): void {
    this.#tokens++;
    this.#nats += nats;
  }

  /** What was gained since the last call. */
  delta(): TakeDelta | null {
    const reader = this.#reader;
    if (!reader) return null;
    this.#drain();
    const delta: TakeDelta = {
      take: this.take,
      notes: this.#notes.slice(this.#sentNotes),
      sounding: reader.sounding,
      pedal: this.#pedal.slice(this.#sentPedal),
      time: reader.time,
      progress: Math.min(1, (this.#doneSteps + toStep(reader.time) - this.#from) / this.#totalSteps),
      ...(this.#reset ? { reset: true } : {}),
    };
    this.#sentNotes = this.#notes.length;
    this.#sentPedal = this.#pedal.length;
    this.#reset = false;
    return delta;
  }

  /** The finished take. */
  result(region: Region): Take {
    const notes = [...this.#notes].sort((a, b) => a.start - b.start || a.pitch - b.pitch);
    const pedal = [...this.#pedal].sort((a, b) => a.time - b.time);
    return {
      take: this.take,
      region,
      notes,
      pedal,
      tokens: this.#tokens,
      nll: this.#tokens ? this.#nats / this.#tokens : 0,
    };
  }

  #drain(): void {
    const reader = this.#reader;
    if (!reader) return;
    while (this.#readNotes < reader.notes.length) this.#notes.push(reader.notes[this.#readNotes++]!);
    while (this.#readPedal < reader.pedal.length) this.#pedal.push(reader.pedal[this.#readPedal++]!);
  }
}

/** Emits the drafts' deltas at most once a frame; `now` sends what is left, whatever the time. */
export function frames(drafts: readonly Draft[], emit: (deltas: TakeDelta[]) => void) {
  let last = performance.now();
  const send = () => {
    last = performance.now();
    const deltas = drafts.map((draft) => draft.delta()).filter((delta) => delta !== null);
    if (deltas.length > 0) emit(deltas);
  };
  return { now: send, tick: () => void (performance.now() - last >= FRAME_MS && send()) };
}
