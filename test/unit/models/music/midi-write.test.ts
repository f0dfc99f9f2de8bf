import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { readMidi, writeMidi } from '../../../../models/music/midi.ts';
import { emptyPerformance, seconds, type Performance } from '../../../../models/music/note.ts';
import { note, pedal, performance as played } from './build.ts';

const music: Performance = {
  ...played([note(60, 0, 1, 90), note(64, 0.5, 1.5, 40), note(60, 1, 2, 70)], [pedal(1, true), pedal(1.75, false)]),
  tempos: [
    { time: seconds(0), bpm: 90 },
    { time: seconds(1.2), bpm: 133 },
  ],
  meters: [
    { time: seconds(0), numerator: 6, denominator: 8 },
    { time: seconds(1.2), numerator: 4, denominator: 4 },
  ],
};

/** Of this process, so that a busy machine does not fail a test. */
const cpuSeconds = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1e6;

describe('writeMidi', () => {
  it('writes one track, as another library reads it', () => {
    const { header, tracks } = parseMidi(
      writeMidi(played([note(60, 0.5, 1, 90)], [pedal(0.5, true)]), { format: 0, name: 'Gömböc' }),
    );
    expect(header).toEqual({ format: 0, numTracks: 1, ticksPerBeat: 480 });
    expect(tracks[0]).toEqual([
      { deltaTime: 0, meta: true, type: 'trackName', text: 'G\u00c3\u00b6mb\u00c3\u00b6c' },
      { deltaTime: 0, meta: true, type: 'setTempo', microsecondsPerBeat: 500_000 },
      { deltaTime: 480, channel: 0, type: 'controller', controllerType: 64, value: 127 },
      { deltaTime: 0, channel: 0, type: 'noteOn', noteNumber: 60, velocity: 90 },
      { deltaTime: 480, channel: 0, type: 'noteOff', noteNumber: 60, velocity: 64 },
      { deltaTime: 0, meta: true, type: 'endOfTrack' },
    ]);
  });

  it('writes tempo and meter into a track of their own in format 1', () => {
    const { header, tracks } = parseMidi(writeMidi(music, { format: 1 }));
    expect(header).toEqual({ format: 1, numTracks: 2, ticksPerBeat: 480 });
    expect(tracks[0]!.map((event) => event.type)).toEqual([
      ...['setTempo', 'timeSignature', 'setTempo', 'timeSignature'],
      'endOfTrack',
    ]);
    expect(new Set(tracks[1]!.map((event) => event.type))).toEqual(
      new Set(['noteOn', 'noteOff', 'controller', 'endOfTrack']),
    );
  });

  it.each([0, 1] as const)('reads back what it wrote, within half a tick (format %i)', (format) => {
    const { performance, name, warnings } = readMidi(writeMidi(music, { format, name: 'Étude 𝄞' }));
    expect(warnings).toEqual([]);
    expect(name).toBe('Étude 𝄞');
    const tick = 60 / 90 / 480;
    expect(performance.notes.map(({ pitch, velocity }) => [pitch, velocity])).toEqual([
      [60, 90],
      [64, 40],
      [60, 70],
    ]);
    performance.notes.forEach(({ start, end }, i) => {
      expect(Math.abs(start - music.notes[i]!.start)).toBeLessThanOrEqual(tick / 2);
      expect(Math.abs(end - music.notes[i]!.end)).toBeLessThanOrEqual(tick / 2);
    });
    expect(performance.pedal.map(({ down }) => down)).toEqual([true, false]);
    expect(performance.tempos.map(({ bpm }) => Math.round(bpm * 1000) / 1000)).toEqual([90, 133]);
    expect(performance.meters.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [6, 8],
      [4, 4],
    ]);
  });

  it('gives the same bytes for the same performance, and from then on for what it reads back', () => {
    const once = writeMidi(music, { format: 1, name: 'a' });
    expect(writeMidi(music, { format: 1, name: 'a' })).toEqual(once);
    expect(writeMidi(readMidi(once).performance, { format: 1, name: 'a' })).toEqual(once);
  });

  it('ends a note where its key is struck again, and gives every note a tick', () => {
    const bytes = writeMidi(played([note(60, 0, 2), note(60, 1, 1.5), note(62, 1, 1.00001)]), { format: 0 });
    expect(readMidi(bytes).performance.notes).toEqual([note(60, 0, 1), note(60, 1, 1.5), note(62, 1, 1 + 1 / 960)]);
  });

  it('writes a region from time 0', () => {
    const { notes } = readMidi(
      writeMidi(music, { format: 0, region: { from: seconds(1), to: seconds(1.5) } }),
    ).performance;
    expect(notes).toHaveLength(1);
    expect(notes[0]!.start).toBe(0);
    expect(notes[0]!.end).toBeCloseTo(0.5, 3);
  });

  it('writes nothing as a file that opens', () => {
    expect(readMidi(writeMidi(emptyPerformance(), { format: 1 })).performance).toMatchObject({ notes: [], pedal: [] });
  });

  it('bridges silences that no delta can say', () => {
    const long = { ...played([note(60, 0, 1), note(61, 300_000, 300_001)]), tempos: [{ time: seconds(0), bpm: 6000 }] };
    const bytes = writeMidi(long, { format: 0 });
    expect(parseMidi(bytes).tracks[0]!.filter((event) => event.type === 'text').length).toBeGreaterThan(50);
    expect(readMidi(bytes).performance.notes[1]!.start).toBeCloseTo(300_000, 4);
  });

  it('keeps time over many tempo changes, and tempos at the edge of the format', () => {
    const tempos = Array.from({ length: 500 }, (_, i) => ({ time: seconds(i * 0.37), bpm: 40 + ((i * 37) % 160) }));
    const many = { ...played([note(60, 184.5, 190)]), tempos };
    expect(Math.abs(readMidi(writeMidi(many, { format: 1 })).performance.notes[0]!.start - 184.5)).toBeLessThan(0.002);
    const slow = { ...played([note(60, 10, 11)]), tempos: [{ time: seconds(0), bpm: 1 }] };
    expect(Math.abs(readMidi(writeMidi(slow, { format: 1 })).performance.notes[0]!.start - 10)).toBeLessThan(0.02);
  });

  it('writes and reads 200,000 notes over ten hours in seconds', () => {
    const notes = Array.from({ length: 200_000 }, (_, i) =>
      note(21 + (i % 88), i * 0.18, i * 0.18 + 0.5, 1 + (i % 127)),
    );
    const before = process.cpuUsage();
    const bytes = writeMidi(played(notes), { format: 1 });
    const read = readMidi(bytes).performance.notes;
    expect(read).toHaveLength(200_000);
    expect(read.at(-1)!.start).toBeCloseTo(199_999 * 0.18, 2);
    expect(cpuSeconds(before)).toBeLessThan(8);
  }, 30_000);
});
