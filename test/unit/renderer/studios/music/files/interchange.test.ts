import { describe, expect, it } from 'vitest';
import { wordsIn } from '../../../../../../models/words/words.ts';
import { provenance } from '../../../../../../models/music/provenance.ts';
import { operations } from '../../../../../../renderer/studios/music/files/codec-work.ts';
import { pack } from '../../../../../../renderer/studios/music/files/pack.ts';
import { note, performanceOf } from '../some.ts';
import { readNoteSequenceJson } from '../../../../../../renderer/studios/music/files/interchange.ts';

const read = (sequence: unknown) => readNoteSequenceJson(JSON.stringify(sequence)).performance.notes;
const steps = { pitch: 60, velocity: 80, quantizedStartStep: 4, quantizedEndStep: 6 };

describe('a NoteSequence whose times are steps', () => {
  it('of a quarter note, at its tempo', () => {
    const tempos = [{ time: 0, qpm: 60 }];
    const [note] = read({ notes: [steps], tempos, quantizationInfo: { stepsPerQuarter: 4 } });
    expect(note).toEqual({ pitch: 60, velocity: 80, start: 1, end: 1.5 });
  });

  it('of a second', () => {
    const [note] = read({ notes: [steps], quantizationInfo: { stepsPerSecond: 8 } });
    expect(note).toEqual({ pitch: 60, velocity: 80, start: 0.5, end: 0.75 });
  });

  it('of two tempos is refused: there is no telling when', () => {
    const tempos = [60, 90].map((qpm, time) => ({ time, qpm }));
    const sequence = { notes: [steps], tempos, quantizationInfo: { stepsPerQuarter: 4 } };
    expect(() => read(sequence)).toThrow(expect.objectContaining({ code: 'notes-unreadable' }));
  });
});

describe('a NoteSequence as protocol buffers are written in JSON', () => {
  it('names its enums in words, as what midi_to_note_sequence makes does', () => {
    const note = { pitch: 60, velocity: 80, startTime: 0.5, endTime: 1, pitchName: 'C', numerator: 1 };
    const [read] = readNoteSequenceJson(
      JSON.stringify({
        ...{ ticksPerQuarter: 220, notes: [note], totalTime: 1, referenceNumber: '12' },
        keySignatures: [{ key: 'G', mode: 'MINOR' }],
        sourceInfo: { parser: 'PRETTY_MIDI', encodingType: 'MIDI' },
        textAnnotations: [{ time: 0, text: 'G', annotationType: 'CHORD_SYMBOL' }],
      }),
    ).performance.notes;
    expect(read).toEqual({ pitch: 60, velocity: 80, start: 0.5, end: 1 });
  });

  it('has its steps in quotes', () => {
    const quoted = { ...steps, quantizedStartStep: '4', quantizedEndStep: '6' };
    const tempos = [{ qpm: 60 }];
    const sequence = { notes: [quoted], tempos, quantizationInfo: { stepsPerQuarter: 4 }, totalQuantizedSteps: '8' };
    expect(read(sequence)).toEqual([{ pitch: 60, velocity: 80, start: 1, end: 1.5 }]);
  });

  it('is refused where a note makes no sense all the same', () => {
    for (const wrong of [{ pitch: 'C' }, { startTime: '1' }, { quantizedStartStep: 'four' }])
      expect(() => read({ notes: [{ ...steps, ...wrong }] })).toThrow(
        expect.objectContaining({ code: 'notes-unreadable' }),
      );
  });
});

describe('the pedal of a NoteSequence', () => {
  const pedalOf = (sequence: unknown) => readNoteSequenceJson(JSON.stringify(sequence)).performance.pedal;
  const change = (time: number, controlValue: number, more = {}) => ({
    controlNumber: 64,
    time,
    controlValue,
    ...more,
  });

  it('is down while any instrument’s is, drums aside', () => {
    const controlChanges = [
      ...[change(0, 127), change(2, 0)],
      ...[change(1, 127, { instrument: 1 }), change(5, 0, { instrument: 1 })],
      ...[change(3, 0, { instrument: 9, isDrum: true }), change(6, 127, { instrument: 9, isDrum: true })],
    ];
    expect(pedalOf({ notes: [], controlChanges })).toEqual([
      { time: 0, down: true },
      { time: 5, down: false },
    ]);
  });

  it('stays where it is in seconds, though the notes are in steps', () => {
    const controlChanges = [change(1, 127, { quantizedStep: 4 }), change(1.5, 0, { quantizedStep: 6 })];
    const tempos = [{ qpm: 60 }];
    const sequence = { notes: [steps], controlChanges, tempos, quantizationInfo: { stepsPerQuarter: 4 } };
    expect(pedalOf(sequence)).toEqual([
      { time: 1, down: true },
      { time: 1.5, down: false },
    ]);
  });
});

it.each(['notesequence-json', 'notesequence-pb'] as const)('what models made of it goes with a %s', async (kind) => {
  const made = provenance({ model: 'piano', version: '1', licence: null, seed: 7 });
  const packed = pack({ ...performanceOf(note(60, 0, 1)), made: [made] });
  const read = await operations.read(await operations.write(packed, kind, 1), kind);
  expect(read.packed.made).toEqual([made]);
});

it('what is left out of a NoteSequence is told in German, too', () => {
  const note = { pitch: 60, velocity: 80, startTime: 0, endTime: 1 };
  const notes = [note, { ...note, isDrum: true }, { ...note, endTime: 0 }];
  const { warnings } = readNoteSequenceJson(JSON.stringify({ notes }));
  expect(warnings.map((warning) => wordsIn('de').retell(warning))).toEqual([
    'Weggelassene Schlagzeugnoten: 1.',
    'Weggelassene Noten ohne Länge oder außerhalb des MIDI-Bereichs: 1.',
  ]);
});

it('that instruments of a NoteSequence became a piano is told, as of a MIDI file', () => {
  const note = { pitch: 60, velocity: 80, startTime: 0, endTime: 1 };
  const told = (...programs: number[]) => {
    const notes = programs.map((program) => ({ ...note, program }));
    return readNoteSequenceJson(JSON.stringify({ notes })).warnings.map((warning) => wordsIn('de').retell(warning));
  };
  expect(told(0, 4)).toEqual([]);
  expect(told(0, 40, 73)).toEqual(['Instrumente von 3 Arten wurden zu einer Klavierstimme.']);
  expect(told(40)).toEqual(['Aus dem Instrument wurde ein Klavier.']);
});
