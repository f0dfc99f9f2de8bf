import { NoteSequence, type INoteSequence } from '@magenta/music/esm/protobuf';
import { isQuantizedSequence, unquantizeSequence } from '@magenta/music/esm/core/sequences';
import { GombocError } from '../../../../models/error.ts';
import { plain, said, type Said, type Saying } from '../../../../models/words/said.ts';
import { seconds, type Note, type PedalChange, type Performance } from '../../../../models/music/note.ts';
import { familyOf, instrumentsLost } from '../../../../models/music/instruments.ts';
import { isProvenance, withProvenance } from '../../../../models/music/provenance.ts';
import { pedalChanges, pedalSpans, shortest } from '../edits.ts';

/*
 * Magenta's NoteSequence, the interchange format of that ecosystem: as protocol buffer or as its JSON.
 */

/** MIDI controller number of the sustain pedal. */
const sustain = 64;
/** NoteSequence has no default velocity; Magenta's own tools write 80 where none was played. */
const unstated = 80;
const longest = 360_000;
/** Of what models made (`Performance.made`). */
const mostLines = 100;

/** What is read of a sequence. The rest may be as it likes: Python's tools and Magenta.js name its enums, say, in words. */
const parts = [
  ...['notes', 'totalTime', 'totalQuantizedSteps', 'quantizationInfo'],
  ...['controlChanges', 'tempos', 'timeSignatures', 'textAnnotations'],
];

/** A performance, and what of the source was left out or changed on the way, in words. */
export interface Read {
  performance: Performance;
  warnings: Said[];
}

/** @throws GombocError `notes-unreadable` */
export function readNoteSequenceJson(text: string): Read {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text, plainValue);
  } catch (error) {
    throw unreadable(error instanceof Error ? plain(error.message) : 'it is no JSON', error);
  }
  if (typeof parsed !== 'object' || parsed === null || !('notes' in parsed || 'totalTime' in parsed)) {
    throw unreadable('the JSON is no NoteSequence');
  }
  const read = Object.fromEntries(Object.entries(parsed).filter(([key]) => parts.includes(key)));
  const problem = NoteSequence.verify(read);
  if (problem) throw unreadable(plain(problem));
  return fromNoteSequence(NoteSequence.fromObject(read));
}

/** Protocol buffers' JSON has its long integers, the steps of a grid, in quotes, and its enums, such as a note's name, in words. */
function plainValue(key: string, value: unknown): unknown {
  if (key === 'pitchName' || key === 'annotationType') return undefined;
  return /^(quantized(Start|End)?Step|totalQuantizedSteps)$/.test(key) && typeof value === 'string'
    ? Number(value)
    : value;
}

/** @throws GombocError `notes-unreadable` */
export function readNoteSequenceProto(bytes: Uint8Array): Read {
  let sequence: NoteSequence;
  try {
    sequence = NoteSequence.decode(bytes);
  } catch (error) {
    throw unreadable(error instanceof Error ? plain(error.message) : 'it is no protocol buffer', error);
  }
  if (sequence.notes.length === 0 && sequence.totalTime === 0) throw unreadable('it holds no notes');
  return fromNoteSequence(sequence);
}

export const writeNoteSequenceJson = (performance: Performance): string =>
  JSON.stringify(toNoteSequence(performance).toJSON(), null, 2);

export const writeNoteSequenceProto = (performance: Performance): Uint8Array<ArrayBuffer> =>
  // A copy of its own: the writer hands out a view into a shared pool.
  new Uint8Array(NoteSequence.encode(toNoteSequence(performance)).finish());

function toNoteSequence({ notes, pedal, tempos, meters, made = [] }: Performance): NoteSequence {
  const sequence: INoteSequence = {
    ticksPerQuarter: 480,
    totalTime: notes.reduce((end, note) => Math.max(end, note.end), 0),
    notes: notes.map(({ pitch, velocity, start, end }) => ({ pitch, velocity, startTime: start, endTime: end })),
    controlChanges: pedal.map(({ time, down }) => ({
      time,
      controlNumber: sustain,
      controlValue: down ? 127 : 0,
    })),
    tempos: tempos.map(({ time, bpm }) => ({ time, qpm: bpm })),
    timeSignatures: meters.map(({ time, numerator, denominator }) => ({ time, numerator, denominator })),
    // As in a MIDI file: under which licence models made parts of it goes with it.
    textAnnotations: made.map((text) => ({ time: 0, text })),
  };
  return NoteSequence.fromObject(sequence as Record<string, unknown>);
}

function fromNoteSequence(source: NoteSequence): Read {
  const warnings: Said[] = [];
  const quantized = isQuantizedSequence(source);
  if (quantized) warnings.push(said('Its times are steps of a grid; they were turned into seconds.'));
  const sequence = quantized ? inSeconds(source) : source;
  const notes = sequence.notes
    .flatMap((note) => readNote(note) ?? [])
    .sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  if (notes.length > 500_000)
    throw unreadable(said('{count} notes are more than {most}', { count: notes.length, most: 500_000 }));
  const drums = sequence.notes.filter(({ isDrum }) => isDrum).length;
  if (drums > 0) warnings.push(said('Drum notes were left out: {count}.', { count: drums }));
  const lost = sequence.notes.length - notes.length - drums;
  if (lost > 0)
    warnings.push(said('Notes without a length or outside the MIDI range were left out: {count}.', { count: lost }));
  const played = sequence.notes.filter(({ isDrum }) => !isDrum);
  const instruments = instrumentsLost(new Set(played.map(({ program }) => familyOf(program ?? 0))));
  if (instruments) warnings.push(instruments);
  const made = source.textAnnotations.flatMap(({ text }) => (text && isProvenance(text) ? [text] : []));
  const performance = { notes, pedal: readPedal(sequence), ...readTime(sequence) };
  return { performance: withProvenance(performance, ...made.slice(0, mostLines)), warnings };
}

/** A sequence whose times are steps, of a quarter note or of a second. @throws GombocError `notes-unreadable` */
function inSeconds(source: NoteSequence): NoteSequence {
  const { stepsPerQuarter, stepsPerSecond } = source.quantizationInfo ?? {};
  if (stepsPerQuarter) {
    try {
      // It takes the seconds of the pedal for steps.
      return NoteSequence.create({ ...unquantizeSequence(source), controlChanges: source.controlChanges });
    } catch (error) {
      throw unreadable(error instanceof Error ? plain(error.message.slice(0, 200)) : 'its grid makes no sense', error);
    }
  }
  // Magenta turns back steps of quarters only.
  const timeOf = (step: number | null | undefined): number => Number(step ?? 0) / (stepsPerSecond ?? 1);
  const notes = source.notes.map((note) => ({
    ...note,
    startTime: timeOf(note.quantizedStartStep),
    endTime: timeOf(note.quantizedEndStep),
  }));
  return NoteSequence.create({ ...source, notes });
}

function readNote({ pitch, velocity, startTime, endTime, isDrum }: NoteSequence.INote): Note | null {
  const [start, end] = [startTime ?? 0, endTime ?? 0];
  const inRange = Number.isInteger(pitch) && pitch! >= 0 && pitch! <= 127 && start >= 0 && end <= longest;
  if (isDrum || !inRange || !(end > start)) return null;
  const struck = Math.min(127, Math.max(1, Math.round(velocity || unstated)));
  return { pitch: pitch!, velocity: struck, start: seconds(start), end: seconds(Math.max(end, start + shortest)) };
}

function readPedal({ controlChanges }: NoteSequence): PedalChange[] {
  const ofInstrument = new Map<number, PedalChange[]>();
  for (const { controlNumber, controlValue, instrument, isDrum, time: at } of controlChanges) {
    const time = at ?? 0;
    if (controlNumber !== sustain || isDrum || !(time >= 0 && time <= longest)) continue;
    const changes = ofInstrument.get(instrument ?? 0) ?? [];
    ofInstrument.set(instrument ?? 0, changes);
    changes.push({ time: seconds(time), down: (controlValue ?? 0) >= 64 });
  }
  // Down while any instrument's is, as of MIDI channels.
  const spans = [...ofInstrument.values()].map((changes) => pedalSpans(changes.sort((a, b) => a.time - b.time)));
  return pedalChanges(spans.flat());
}

function readTime({ tempos, timeSignatures }: NoteSequence): Pick<Performance, 'tempos' | 'meters'> {
  const known = ({ time }: { time?: number | null }) => (time ?? 0) >= 0 && (time ?? 0) <= longest;
  return {
    tempos: tempos
      .filter(known)
      .map(({ time, qpm }) => ({ time: seconds(time ?? 0), bpm: qpm ?? 0 }))
      .filter(({ bpm }) => bpm >= 1 && bpm <= 6000)
      .sort((a, b) => a.time - b.time),
    meters: timeSignatures
      .filter(known)
      .map(({ time, numerator, denominator }) => ({
        time: seconds(time ?? 0),
        numerator: numerator ?? 0,
        denominator: denominator ?? 0,
      }))
      .filter(
        ({ numerator, denominator }) => numerator >= 1 && numerator <= 255 && denominator >= 1 && denominator <= 128,
      )
      .sort((a, b) => a.time - b.time),
  };
}

const unreadable = (what: Saying, cause?: unknown) =>
  new GombocError(
    'notes-unreadable',
    said('This is no NoteSequence: {what}.', { what: said(what) }),
    'Open a MIDI file, or a NoteSequence written by a Magenta tool.',
    { cause },
  );
