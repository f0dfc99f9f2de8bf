import { GombocError } from '../../../../models/error.ts';
import { said } from '../../../../models/words/said.ts';
import { seconds, type Performance } from '../../../../models/music/note.ts';
import { withProvenance } from '../../../../models/music/provenance.ts';

/** A performance as flat numbers: a fifth of the size, and of the time to copy between threads and into text. */
export interface Packed {
  /** pitch, velocity, start, end of each note. */
  notes: ArrayLike<number>;
  /** time, 1 for down, of each change. */
  pedal: ArrayLike<number>;
  /** time, bpm. */
  tempos: ArrayLike<number>;
  /** time, numerator, denominator. */
  meters: ArrayLike<number>;
  /** What models made of it; absent: nothing that is known. */
  made?: readonly string[] | undefined;
}

type Numbered = Exclude<keyof Packed, 'made'>;

export function pack({ notes, pedal, tempos, meters, made }: Performance): {
  [Part in Numbered]: Float64Array<ArrayBuffer>;
} & Pick<Packed, 'made'> {
  return {
    ...(made && { made }),
    notes: flat(notes, 4, (note) => [note.pitch, note.velocity, note.start, note.end]),
    pedal: flat(pedal, 2, ({ time, down }) => [time, down ? 1 : 0]),
    tempos: flat(tempos, 2, ({ time, bpm }) => [time, bpm]),
    meters: flat(meters, 3, ({ time, numerator, denominator }) => [time, numerator, denominator]),
  };
}

/** @throws GombocError `notes-unreadable` when the numbers are no performance */
export function unpack({ notes, pedal, tempos, meters, made }: Packed): Performance {
  const performance: Performance = {
    notes: rows(notes, 4, ([pitch = -1, velocity = -1, start = -1, end = -1]) => ({
      pitch: int(pitch, 0, 127),
      velocity: int(velocity, 1, 127),
      start: seconds(within(start, 0, longest)),
      end: seconds(within(end, start, longest)),
    })),
    pedal: rows(pedal, 2, ([time = -1, down = -1]) => ({
      time: seconds(within(time, 0, longest)),
      down: int(down, 0, 1) === 1,
    })),
    tempos: rows(tempos, 2, ([time = -1, bpm = -1]) => ({
      time: seconds(within(time, 0, longest)),
      bpm: within(bpm, 1, 6000),
    })),
    meters: rows(meters, 3, ([time = -1, numerator = -1, denominator = -1]) => ({
      time: seconds(within(time, 0, longest)),
      numerator: int(numerator, 1, 255),
      denominator: int(denominator, 1, 128),
    })),
  };
  for (let i = 1; i < performance.notes.length; i++) {
    within(performance.notes[i]!.start, performance.notes[i - 1]!.start, longest);
  }
  return withProvenance(performance, ...(made ?? []));
}

/** Seconds that a performance may last. */
const longest = 360_000;

function flat<Row>(list: readonly Row[], width: number, numbersOf: (row: Row) => number[]): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(list.length * width);
  list.forEach((row, i) => numbers.set(numbersOf(row), i * width));
  return numbers;
}

function rows<Row>(numbers: ArrayLike<number>, width: number, rowOf: (numbers: number[]) => Row): Row[] {
  if (numbers.length % width !== 0) throw unreadable(`${numbers.length} numbers in rows of ${width}`);
  const list: Row[] = [];
  for (let i = 0; i < numbers.length; i += width) {
    list.push(rowOf(Array.prototype.slice.call(numbers, i, i + width) as number[]));
  }
  return list;
}

function within(value: unknown, low: number, high: number): number {
  if (typeof value === 'number' && value >= low && value <= high) return value;
  throw unreadable(`${String(value)} is not between ${low} and ${high}`);
}

function int(value: unknown, low: number, high: number): number {
  if (Number.isInteger(value)) return within(value, low, high);
  throw unreadable(`${String(value)} is no whole number`);
}

const unreadable = (what: string) =>
  new GombocError(
    'notes-unreadable',
    said('These are no notes of a performance: {what}.', { what }),
    'Open the original file again.',
  );
