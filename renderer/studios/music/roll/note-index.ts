import type { Note } from '../../../../models/music/note.ts';

/** Small enough that a chunk with one long note costs little, large enough that 500,000 notes have few chunks. */
const chunkSize = 256;

/** Finds the notes of a stretch of time without looking at all of them. Notes must be sorted by start. */
export class NoteIndex {
  /** Latest end in each chunk of notes: a chunk that ended before the stretch is skipped whole. */
  readonly #ends: Float64Array;

  constructor(readonly notes: readonly Note[]) {
    this.#ends = new Float64Array(Math.ceil(notes.length / chunkSize)).fill(-Infinity);
    notes.forEach((note, i) => {
      const chunk = Math.floor(i / chunkSize);
      if (note.end > this.#ends[chunk]!) this.#ends[chunk] = note.end;
    });
  }

  /** Visits the notes that sound somewhere in [from, to), in order of start. */
  visit(from: number, to: number, visitor: (note: Note) => void): void {
    const stop = lowerBound(this.notes, to);
    for (let chunk = 0; chunk * chunkSize < stop; chunk++) {
      if (this.#ends[chunk]! <= from) continue;
      const end = Math.min((chunk + 1) * chunkSize, stop);
      for (let i = chunk * chunkSize; i < end; i++) {
        const note = this.notes[i]!;
        if (note.end > from) visitor(note);
      }
    }
  }

  /** The notes that sound somewhere in [from, to) with a pitch in [low, high]. */
  within(from: number, to: number, low: number, high: number): Note[] {
    const found: Note[] = [];
    this.visit(from, to, (note) => {
      if (note.pitch >= low && note.pitch <= high) found.push(note);
    });
    return found;
  }

  /** Where the note stands in the order, or -1. */
  indexOf(note: Note): number {
    for (let i = lowerBound(this.notes, note.start); this.notes[i]?.start === note.start; i++) {
      if (this.notes[i] === note) return i;
    }
    return -1;
  }

  /** The note nearest in time (by its start) before or after `time`; direction -1 or 1. */
  neighbour(time: number, direction: -1 | 1): Note | null {
    const i = direction > 0 ? upperBound(this.notes, time) : lowerBound(this.notes, time) - 1;
    return this.notes[i] ?? null;
  }
}

/** Index of the first item that starts at or after `time`. */
export function lowerBound(items: readonly { start: number }[], time: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.start < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first item that starts after `time`. */
export function upperBound(items: readonly { start: number }[], time: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.start <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
