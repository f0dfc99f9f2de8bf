import { describe, expect, it } from 'vitest';
import { acceptTake, duration, insert, removeNotes, slice, transpose } from '../../../../models/music/edit.ts';
import { readMidi, writeMidi } from '../../../../models/music/midi.ts';
import { emptyPerformance, seconds, type Note, type PedalChange } from '../../../../models/music/note.ts';
import { note, pedal, performance } from './build.ts';

const take = (from: number, to: number, notes: Note[], changes: PedalChange[] = []) => ({
  region: { from: seconds(from), to: seconds(to) },
  notes,
  pedal: changes,
});

describe('acceptTake', () => {
  it('replaces what starts in the region and keeps the rest, in order', () => {
    const before = performance([note(60, 0, 1), note(61, 1, 1.5), note(62, 1.9, 4), note(63, 2, 3)]);
    const after = acceptTake(before, take(1, 2, [note(70, 1.2, 1.8), note(50, 1.2, 1.4)]));
    expect(after.notes).toEqual([note(60, 0, 1), note(50, 1.2, 1.4), note(70, 1.2, 1.8), note(63, 2, 3)]);
    expect(before.notes).toHaveLength(4);
  });

  it('ends a kept note where its key is struck anew, and a new one where a kept one strikes its key', () => {
    const before = performance([note(60, 0, 5), note(61, 0, 5), note(62, 2, 3)]);
    const after = acceptTake(before, take(1, 2, [note(60, 1.5, 1.6), note(60, 1.7, 1.8), note(62, 1.1, 2.5)]));
    expect(after.notes.map(({ pitch, end }) => [pitch, end])).toEqual([
      [60, 1.5],
      [61, 5],
      [62, 2],
      [60, 1.6],
      [60, 1.8],
      [62, 3],
    ]);
  });

  it('decides by the grid what starts in the region', () => {
    const before = performance([note(60, 0.996, 2), note(61, 1.996, 3)]);
    expect(acceptTake(before, take(1, 2, [])).notes).toEqual([note(61, 1.996, 3)]);
  });

  it('appends a continuation', () => {
    expect(acceptTake(emptyPerformance(), take(0, 5, [note(60, 1, 2)])).notes).toEqual([note(60, 1, 2)]);
  });

  describe('and the pedal', () => {
    const music = performance(
      [note(60, 0, 1), note(60, 9, 10)],
      [pedal(1, true), pedal(3, false), pedal(5, true), pedal(8, false)],
    );
    const accepted = (from: number, to: number, changes: PedalChange[]): PedalChange[] =>
      acceptTake(music, take(from, to, [], changes)).pedal;

    it('is as it was behind the region', () => {
      const [start, end] = [pedal(1, true), pedal(8, false)];
      expect(accepted(2, 6, [])).toEqual([start, end]);
      expect(accepted(2, 6, [pedal(2.5, false)])).toEqual([start, pedal(2.5, false), pedal(6, true), end]);
      const twice = [pedal(3.5, true), pedal(4, false)];
      expect(accepted(3.5, 4.5, twice)).toEqual([start, pedal(3, false), ...twice, pedal(5, true), end]);
      expect(accepted(3.5, 4.5, [pedal(4, true)])).toContainEqual(pedal(4.5, false));
    });

    it('is as it was behind the region also where it moves a hair before the end, on the same step of the grid', () => {
      const near = performance(
        [note(60, 9, 10)],
        [pedal(1, true), pedal(2.996, false), pedal(6, true), pedal(8, false)],
      );
      const after = acceptTake(near, take(2, 3, [], [pedal(2.5, false)]));
      const played = [pedal(1, true), pedal(2.5, false), pedal(6, true), pedal(8, false)];
      expect(after.pedal).toEqual(played);
      // What a file holds is what is heard.
      const { pedal: written } = readMidi(writeMidi(after, { format: 1 })).performance;
      expect(written.map(({ time, down }) => [Math.round(time * 10) / 10, down])).toEqual(
        played.map(({ time, down }) => [time, down]),
      );
    });

    it('is lifted where nothing follows', () => {
      expect(accepted(7, 20, [pedal(7.5, false), pedal(9, true)]).slice(-2)).toEqual([
        pedal(9, true),
        pedal(20, false),
      ]);
      expect(accepted(6, 20, []).at(-1)).toEqual(pedal(20, false));
    });

    it('lets the change at the very end of the region stand', () => {
      expect(accepted(2, 5, [])).toEqual([pedal(1, true), pedal(8, false)]);
    });

    it('ignores changes that change nothing', () => {
      expect(accepted(3.5, 4.5, [pedal(3.7, false)])).toEqual(music.pedal);
    });
  });
});

describe('slice', () => {
  const music = {
    ...performance(
      [note(60, 0, 3), note(61, 2, 2.5), note(62, 3, 9)],
      [pedal(1, true), pedal(2.5, false), pedal(3, true)],
    ),
    tempos: [
      { time: seconds(0), bpm: 90 },
      { time: seconds(1), bpm: 100 },
      { time: seconds(3), bpm: 110 },
    ],
    meters: [{ time: seconds(0), numerator: 3, denominator: 4 }],
  };

  it('takes what starts there, from 0, cut off at the end, with pedal, tempo and meter in force', () => {
    expect(slice(music, { from: seconds(2), to: seconds(4) })).toEqual({
      notes: [note(61, 0, 0.5), note(62, 1, 2)],
      pedal: [pedal(0, true), pedal(0.5, false), pedal(1, true), pedal(2, false)],
      tempos: [
        { time: 0, bpm: 100 },
        { time: 1, bpm: 110 },
      ],
      meters: [{ time: 0, numerator: 3, denominator: 4 }],
    });
  });

  it('is empty where nothing is', () => {
    expect(slice(emptyPerformance(), { from: seconds(1), to: seconds(2) })).toEqual(emptyPerformance());
  });
});

describe('insert', () => {
  it('lays one over the other, its pedal in the place of the old one while it lasts', () => {
    const music = performance([note(60, 0, 4), note(61, 3, 4)], [pedal(0.5, true), pedal(3.5, false)]);
    const addition = performance([note(60, 0, 1), note(72, 0.5, 2)], [pedal(0.5, true), pedal(1, false)]);
    expect(insert(music, addition, seconds(1))).toEqual(
      performance(
        [note(60, 0, 1), note(60, 1, 2), note(72, 1.5, 3), note(61, 3, 4)],
        [pedal(0.5, true), pedal(2, false), pedal(3, true), pedal(3.5, false)],
      ),
    );
  });

  it('leaves the pedal alone when it has none', () => {
    const music = performance([note(60, 0, 4)], [pedal(0.5, true), pedal(3.5, false)]);
    expect(insert(music, performance([note(64, 0, 2)]), seconds(1)).pedal).toEqual(music.pedal);
  });
});

describe('small edits', () => {
  const music = performance([note(60, 0, 1), note(64, 0, 1), note(67, 2, 3)]);

  it('removes notes', () => {
    expect(removeNotes(music, (_, index) => index === 1).notes).toEqual([note(60, 0, 1), note(67, 2, 3)]);
  });

  it('transposes, as far as all notes stay on the keyboard, and sorts', () => {
    expect(transpose(music, 5).notes.map(({ pitch }) => pitch)).toEqual([65, 69, 72]);
    expect(transpose(music, -12, ({ pitch }) => pitch === 64).notes.map(({ pitch }) => pitch)).toEqual([52, 60, 67]);
    expect(transpose(music, 100).notes.map(({ pitch }) => pitch)).toEqual([120, 124, 127]);
    expect(transpose(music, -100).notes.map(({ pitch }) => pitch)).toEqual([0, 4, 7]);
    expect(transpose(music, 5, () => false)).toEqual(music);
  });

  it('measures up to the last note-off or pedal change', () => {
    expect(duration(music)).toBe(3);
    expect(duration(performance([note(60, 0, 9), note(61, 1, 2)], [pedal(1, true), pedal(11, false)]))).toBe(11);
    expect(duration(emptyPerformance())).toBe(0);
  });
});
