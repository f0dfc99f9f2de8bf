import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NoteIndex, lowerBound, upperBound } from '../../../../../../renderer/studios/music/roll/note-index.ts';
import { arbitraryNotes, note } from '../some.ts';

describe('the index of notes', () => {
  test('finds what a look at every note would find', () => {
    fc.assert(
      fc.property(
        arbitraryNotes(800),
        fc.nat(60),
        fc.nat(10),
        fc.nat(127),
        fc.nat(127),
        (notes, from, length, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const to = from + length + 0.5;
          const all = notes.filter((n) => n.end > from && n.start < to && n.pitch >= low && n.pitch <= high);
          expect(new NoteIndex(notes).within(from, to, low, high)).toEqual(all);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('finds a long note that began chunks ago', () => {
    const notes = [note(40, 0, 1000), ...Array.from({ length: 2000 }, (_, i) => note(60, i / 10, i / 10 + 0.05))];
    notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
    expect(new NoteIndex(notes).within(500, 501, 0, 127)).toEqual([note(40, 0, 1000)]);
  });

  test('bounds are those of a linear search', () => {
    fc.assert(
      fc.property(arbitraryNotes(), fc.integer({ min: -1, max: 60 }), (notes, time) => {
        const first = notes.findIndex((n) => n.start >= time);
        const after = notes.findIndex((n) => n.start > time);
        expect(lowerBound(notes, time)).toBe(first < 0 ? notes.length : first);
        expect(upperBound(notes, time)).toBe(after < 0 ? notes.length : after);
      }),
    );
  });

  test('knows where a note stands, by identity', () => {
    const chord = [note(60, 1, 2), note(64, 1, 2), note(67, 1, 2)];
    const index = new NoteIndex(chord);
    expect(chord.map((n) => index.indexOf(n))).toEqual([0, 1, 2]);
    expect(index.indexOf(note(64, 1, 2))).toBe(-1);
  });

  test('of 200,000 notes visits those that sound in the window', () => {
    const notes = Array.from({ length: 200_000 }, (_, i) => note(i % 128, i / 20, i / 20 + 0.2));
    const index = new NoteIndex(notes);
    let visited = 0;
    index.visit(5000, 5010, () => visited++);
    // 20 notes a second for ten seconds, and those that still sound.
    expect(visited).toBe(203);
  });
});
