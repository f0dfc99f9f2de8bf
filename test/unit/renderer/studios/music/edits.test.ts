import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../../../models/music/note.ts';
import * as edits from '../../../../../renderer/studios/music/edits.ts';
import { arbitraryNotes, note, performanceOf } from './some.ts';

const low = note(40, 1, 2);
const high = note(80, 1.5, 3);
const late = note(60, 4, 5);
const piece = performanceOf(low, high, late);

describe('moving', () => {
  test('takes all selected notes by the same amount', () => {
    const { performance, selection } = edits.move(piece, new Set([low, high]), 0.5, 2);
    expect(performance.notes).toEqual([note(42, 1.5, 2.5), note(82, 2, 3.5), late]);
    expect([...selection]).toEqual([note(42, 1.5, 2.5), note(82, 2, 3.5)]);
  });

  test('stops at the edge of the keyboard and the start of time, keeping chords whole', () => {
    const { performance } = edits.move(piece, new Set([low, high]), -100, 100);
    expect(performance.notes.slice(0, 2)).toEqual([note(87, 0, 1), note(127, 0.5, 2)]);
  });

  test('keeps the order by start', () => {
    fc.assert(
      fc.property(
        arbitraryNotes(),
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: -130, max: 130 }),
        (notes, dt, dp) => {
          const some = new Set(notes.filter((_, i) => i % 3 === 0));
          const { performance, selection } = edits.move(performanceOf(...notes), some, dt, dp);
          expect(performance.notes.length).toBe(notes.length);
          expect(selection.size).toBe(some.size);
          for (const [i, { start, end, pitch }] of performance.notes.entries()) {
            expect(start).toBeGreaterThanOrEqual(performance.notes[i - 1]?.start ?? 0);
            expect(end).toBeGreaterThan(start);
            expect(pitch).toBeGreaterThanOrEqual(0);
            expect(pitch).toBeLessThanOrEqual(127);
          }
        },
      ),
    );
  });

  test('leaves the original as it was', () => {
    edits.move(piece, new Set([low]), 1, 1);
    expect(piece.notes[0]).toBe(low);
  });
});

describe('lengths and velocities', () => {
  test('no note gets shorter than 10 ms', () => {
    const { performance } = edits.resize(piece, new Set([low]), 'end', -5);
    expect(performance.notes[0]!.end).toBeCloseTo(1.01);
    const other = edits.resize(piece, new Set([low]), 'start', 5);
    expect(other.performance.notes.find(({ pitch }) => pitch === 40)!.start).toBeCloseTo(1.99);
  });

  test('nothing begins before the start of time, however short it is', () => {
    const click = note(60, 0, 0.004);
    const piece = performanceOf(click, low);
    const { performance } = edits.resize(piece, new Set([click, low]), 'start', -0.5);
    expect(performance.notes).toEqual([click, note(40, 0.5, 2)]);
  });

  test('velocity stays a MIDI velocity', () => {
    expect(edits.louder(piece, new Set([low]), 500).performance.notes[0]!.velocity).toBe(127);
    expect(edits.louder(piece, new Set([low]), -500).performance.notes[0]!.velocity).toBe(1);
  });

  test('painted velocities keep the selection on its notes', () => {
    const { performance, selection } = edits.setVelocity(
      piece,
      new Set([high]),
      new Map([
        [low, 10],
        [high, 20.4],
      ]),
    );
    expect(performance.notes.map(({ velocity }) => velocity)).toEqual([10, 20, 64]);
    expect([...selection]).toEqual([performance.notes[1]]);
  });
});

describe('cut, copy and paste', () => {
  test('a clip begins at its first note', () => {
    const clip = edits.copy(new Set([late, high]))!;
    expect(clip.notes).toEqual([note(80, 0, 1.5), note(60, 2.5, 3.5)]);
    const { performance, selection } = edits.paste(piece, clip, 10);
    expect(performance.notes.slice(3)).toEqual([note(80, 10, 11.5), note(60, 12.5, 13.5)]);
    expect(selection.size).toBe(2);
  });

  test('nothing copied is no clip', () => {
    expect(edits.copy(new Set())).toBeNull();
  });

  test('removing leaves the rest', () => {
    expect(edits.remove(piece, new Set([high])).performance.notes).toEqual([low, late]);
  });
});

describe('the pedal', () => {
  const down = (time: number) => ({ time: seconds(time), down: true });
  const up = (time: number) => ({ time: seconds(time), down: false });

  test('is stretches, and back', () => {
    const changes = [down(1), up(2), down(3), up(4)];
    expect(edits.pedalSpans(changes)).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
    ]);
    expect(edits.pedalChanges(edits.pedalSpans(changes))).toEqual(changes);
  });

  test('that is never released stays down', () => {
    expect(edits.pedalSpans([down(1)], 9)).toEqual([{ from: 1, to: 9 }]);
    expect(edits.pedalChanges(edits.pedalSpans([down(1)]))).toEqual([down(1)]);
  });

  test('is joined where stretches overlap, and cut where it is lifted', () => {
    const pedalled = { ...piece, pedal: [down(1), up(3), down(5), up(6)] };
    expect(edits.setPedal(pedalled, { from: 2, to: 5.5 }, true).pedal).toEqual([down(1), up(6)]);
    expect(edits.setPedal(pedalled, { from: 2, to: 5.5 }, false).pedal).toEqual([down(1), up(2), down(5.5), up(6)]);
  });

  test('of a recording joins what was there', () => {
    const pedalled = { ...piece, pedal: [down(1), up(3)] };
    const { performance } = edits.overdub(pedalled, [note(50, 2, 4)], [down(2), up(4)]);
    expect(performance.pedal).toEqual([down(1), up(4)]);
    expect(performance.notes).toContainEqual(note(50, 2, 4));
  });

  test('always alternates, down first', () => {
    const spans = fc.array(fc.tuple(fc.nat(100), fc.nat(20)).map(([from, length]) => ({ from, to: from + length })));
    fc.assert(
      fc.property(spans, (list) => {
        const changes = edits.pedalChanges(list);
        changes.forEach((change, i) => {
          expect(change.down).toBe(i % 2 === 0);
          if (i > 0) expect(change.time).toBeGreaterThan(changes[i - 1]!.time);
        });
      }),
    );
  });
});

describe('the tempo', () => {
  test('changes where it is in force, and moves no note', () => {
    const two = {
      ...piece,
      tempos: [
        { time: seconds(0), bpm: 60 },
        { time: seconds(4), bpm: 90 },
      ],
    };
    expect(edits.setTempo(two, 72, 5).tempos.map(({ bpm }) => bpm)).toEqual([60, 72]);
    expect(edits.setTempo(two, 72, 3.9).tempos.map(({ bpm }) => bpm)).toEqual([72, 90]);
    expect(edits.setTempo(piece, 72, 3)).toEqual({ ...piece, tempos: [{ time: 0, bpm: 72 }] });
  });
});
