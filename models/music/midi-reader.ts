import { GombocError } from '../error.ts';
import { said, type Saying } from '../words/said.ts';
import { duration } from './edit.ts';
import { familyOf, instrumentsLost } from './instruments.ts';
import { emptyPerformance, seconds, type Performance, type Seconds } from './note.ts';
import type { SmfHeader, TrackVisitor } from './smf-reader.ts';
import { isProvenance, withProvenance } from './provenance.ts';
import { TempoMap, type TempoChange } from './tempo.ts';

/** What `Seconds` can say: 100 hours. */
const LONGEST = 360_000;
/** As long as the model's grammar lets a key be held. */
const LONGEST_OPEN_NOTE = 20;
/** A step of the model: what is struck is heard. */
const SHORTEST_NOTE = 0.01;
const DRUMS = 9;
/** Texts that are looked at: those of ours come first in a file, and a hostile one has millions. */
const mostTexts = 200;

/** What a performance may hold (note.ts). Counted as the file is read: a 64 MiB file could hold 20 million. */
const MOST = { notes: 500_000, 'pedal changes': 500_000, 'tempo changes': 100_000, meters: 100_000 };

/** Gathers what the tracks of a file say into one performance. */
export class MidiReader {
  readonly warn: (warning: Saying) => void;
  /** The first track name. */
  name: string | null = null;
  readonly #counts = { notes: 0, 'pedal changes': 0, 'tempo changes': 0, meters: 0 };
  readonly #made: string[] = [];
  /** By channel, as was said last. */
  readonly #programs = new Map<number, number>();
  /** Families of instruments that have notes. */
  readonly #families = new Set<number>();
  #texts = 0;
  readonly #performance = emptyPerformance();
  #sequence: Sequence = emptySequence();
  #header: SmfHeader = { format: 0, ticksPerBeat: 480, smpte: false };
  /** Where the next sequence begins. */
  #offset = 0;

  constructor(warn: (warning: Saying) => void) {
    this.warn = warn;
  }

  /** The visitor of the next track. */
  track(header: SmfHeader): TrackVisitor {
    // Format 2: what came before was a sequence of its own.
    if (header.format === 2) this.#append();
    this.#header = header;
    return new MidiTrack(this, this.#sequence);
  }

  /** What models made of it is said again when it is written; other texts are not ours to keep. */
  text(data: Uint8Array): void {
    if (this.#texts++ >= mostTexts) return;
    const text = textOf(data, 4000);
    if (text !== null && isProvenance(text)) this.#made.push(text);
  }

  /** A channel sounds like another instrument from here on. */
  program(channel: number, program: number): void {
    this.#programs.set(channel, program);
  }

  note(channel: number): void {
    this.count('notes');
    this.#families.add(familyOf(this.#programs.get(channel) ?? 0));
  }

  finish(): Performance {
    this.#append();
    const lost = instrumentsLost(this.#families);
    if (lost) this.warn(lost);
    return withProvenance(this.#performance, ...this.#made);
  }

  /** @throws GombocError `midi-unreadable` if there are too many. */
  count(what: keyof typeof MOST): void {
    if (++this.#counts[what] <= MOST[what]) return;
    const message = said('The file has over {most} {what}.', { most: MOST[what], what: said(what) });
    throw new GombocError('midi-unreadable', message, 'Split it in a DAW, and open the parts.');
  }

  /** Puts the sequence behind what is there. */
  #append(): void {
    if (Object.values(this.#sequence).every((messages) => messages.length === 0)) return;
    const whole = this.#performance;
    const part = inSeconds(this.#sequence, this.#header, this.#offset);
    if (part.notes.length < this.#sequence.notes.length) this.warn('What comes after 100 hours is left out.');
    this.#offset = Math.max(this.#offset, duration(part));
    // Another sequence does not begin with the pedal of the last.
    if (this.#header.format === 2 && part.pedal.at(-1)?.down) {
      this.count('pedal changes');
      part.pedal.push({ time: seconds(this.#offset), down: false });
    }
    // One by one: a spread of 500,000 arguments would overflow the stack.
    for (const note of part.notes) whole.notes.push(note);
    for (const change of part.pedal) whole.pedal.push(change);
    for (const tempo of part.tempos) whole.tempos.push(tempo);
    for (const meter of part.meters) whole.meters.push(meter);
    this.#sequence = emptySequence();
  }
}

interface TickNote {
  pitch: number;
  velocity: number;
  start: number;
  end: number;
  /** No note-off has come. */
  open: boolean;
}

/** One time line in ticks, in the order of the file. */
interface Sequence {
  notes: TickNote[];
  pedal: { tick: number; channel: number; down: boolean }[];
  tempos: TempoChange[];
  meters: { tick: number; numerator: number; denominator: number }[];
}

const emptySequence = (): Sequence => ({ notes: [], pedal: [], tempos: [], meters: [] });

/** Notes on one key, and how many of them have had their note-off: first in, first out. */
interface Queue {
  notes: TickNote[];
  ended: number;
}

function release(queue: Queue | undefined, tick: number): void {
  const note = queue?.notes[queue.ended];
  if (!queue || !note) return;
  queue.ended += 1;
  note.end = tick;
  note.open = false;
}

class MidiTrack implements TrackVisitor {
  readonly #reader: MidiReader;
  readonly #sequence: Sequence;
  /** By channel, then key. */
  readonly #waiting = new Map<number, Map<number, Queue>>();
  /** Of each channel, as this track said last: another may have put it down before. */
  readonly #pedals = new Map<number, boolean>();

  constructor(reader: MidiReader, sequence: Sequence) {
    this.#reader = reader;
    this.#sequence = sequence;
  }

  channel(tick: number, status: number, first: number, second: number): void {
    const kind = status >> 4;
    const channel = status & 15;
    if (kind === 12) this.#reader.program(channel, first);
    if (kind !== 8 && kind !== 9 && kind !== 11) return;
    if (channel === DRUMS) {
      if (kind === 9 && second > 0) this.#reader.warn('Drum notes (channel 10) are left out.');
    } else if (kind === 11) this.#control(tick, channel, first, second);
    else if (kind === 9 && second > 0) this.#strike(tick, channel, first, second);
    else release(this.#waiting.get(channel)?.get(first), tick);
  }

  meta(tick: number, type: number, data: Uint8Array): void {
    const [a = 0, b = 0, c = 0] = data;
    if (type === 0x03) this.#reader.name ??= textOf(data);
    else if (type === 0x01) this.#reader.text(data);
    else if (type === 0x51 && data.length === 3) this.#tempo(tick, (a << 16) + (b << 8) + c);
    else if (type === 0x58 && data.length >= 2 && a > 0 && b <= 7) {
      this.#reader.count('meters');
      this.#sequence.meters.push({ tick, numerator: a, denominator: 2 ** b });
    }
  }

  end(tick: number): void {
    for (const queues of this.#waiting.values()) {
      for (const { notes, ended } of queues.values()) {
        for (const note of notes.slice(ended)) {
          note.end = tick;
          this.#reader.warn('A note without a note-off ends with its track, after 20 s at the latest.');
        }
      }
    }
  }

  #strike(tick: number, channel: number, pitch: number, velocity: number): void {
    this.#reader.note(channel);
    const note = { pitch, velocity, start: tick, end: tick, open: true };
    this.#sequence.notes.push(note);
    const queues = this.#waiting.get(channel) ?? new Map<number, Queue>();
    this.#waiting.set(channel, queues);
    const queue = queues.get(pitch);
    if (queue) queue.notes.push(note);
    else queues.set(pitch, { notes: [note], ended: 0 });
  }

  #control(tick: number, channel: number, controller: number, value: number): void {
    if (controller === 64) {
      const down = value >= 64;
      if (this.#pedals.get(channel) === down) return;
      this.#pedals.set(channel, down);
      this.#reader.count('pedal changes');
      this.#sequence.pedal.push({ tick, channel, down });
    } else if (controller === 120 || controller === 123) {
      for (const queue of this.#waiting.get(channel)?.values() ?? []) {
        while (queue.ended < queue.notes.length) release(queue, tick);
      }
      this.#waiting.delete(channel);
    }
  }

  #tempo(tick: number, microseconds: number): void {
    // What a Tempo can say ends at 6,000 bpm.
    if (microseconds < 10_000) return this.#reader.warn('A tempo over 6,000 bpm is passed over.');
    this.#reader.count('tempo changes');
    this.#sequence.tempos.push({ tick, microseconds });
  }
}

/** A sequence as a performance that begins at `offset`, less what comes after 100 hours. */
function inSeconds(sequence: Sequence, { ticksPerBeat, smpte }: SmfHeader, offset: number): Performance {
  const map = TempoMap.fromTicks(smpte ? [] : sequence.tempos, ticksPerBeat);
  const timeOf = (tick: number): Seconds => seconds(Math.min(LONGEST, offset + map.timeOf(tick)));
  const endOf = ({ end, open }: TickNote, start: number): Seconds => {
    const time = open ? Math.min(timeOf(end), start + LONGEST_OPEN_NOTE) : timeOf(end);
    return seconds(time > start ? time : start + SHORTEST_NOTE);
  };
  const saidFirst = sequence.tempos.some(({ tick }) => tick === 0);
  const isSaid = ({ tick }: TempoChange): boolean => tick > 0 || saidFirst;
  return {
    notes: sequence.notes
      .map((note) => ({ ...note, start: timeOf(note.start) }))
      .filter((note) => note.start < LONGEST - SHORTEST_NOTE)
      .map((note) => ({ pitch: note.pitch, velocity: note.velocity, start: note.start, end: endOf(note, note.start) }))
      .sort((a, b) => a.start - b.start || a.pitch - b.pitch),
    pedal: anyPedal(sequence.pedal).map(({ tick, down }) => ({ time: timeOf(tick), down })),
    tempos: smpte
      ? []
      : map.changes
          .filter(isSaid)
          .map(({ tick, microseconds }) => ({ time: timeOf(tick), bpm: 60_000_000 / microseconds })),
    meters: sorted(sequence.meters).map(({ tick, ...meter }) => ({ time: timeOf(tick), ...meter })),
  };
}

/** Down while any channel's pedal is. */
function anyPedal(changes: Sequence['pedal']): Sequence['pedal'] {
  let bits = 0;
  return sorted(changes).filter(({ channel, down }) => {
    const before = bits;
    bits = down ? bits | (1 << channel) : bits & ~(1 << channel);
    return (before === 0) !== (bits === 0);
  });
}

/** By tick; the tracks of a file come one after the other. */
function sorted<Message extends { tick: number }>(messages: readonly Message[]): Message[] {
  return [...messages].sort((a, b) => a.tick - b.tick);
}

/** UTF-8 if it is, else Latin-1; null if there is nothing to be read. */
function textOf(data: Uint8Array, most = 200): string | null {
  let end = Math.min(most, data.length);
  // Not within a character of UTF-8, of which what is left would be no UTF-8.
  while (end > 0 && end < data.length && (data[end]! & 0xc0) === 0x80) end--;
  const bytes = [...data.subarray(0, end)];
  const latin = String.fromCharCode(...bytes);
  try {
    return printable(decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')));
  } catch {
    return printable(latin);
  }
}

function printable(text: string): string | null {
  return text.replace(/\p{Cc}/gu, ' ').trim() || null;
}
