import fc from 'fast-check';
import { seconds, type Note, type Performance } from '../../../../../models/music/note.ts';

/** A note from plain numbers. */
export const note = (pitch: number, start: number, end: number, velocity = 64): Note => ({
  pitch,
  velocity,
  start: seconds(start),
  end: seconds(end),
});

export const performanceOf = (...notes: Note[]): Performance => ({
  notes: [...notes].sort((a, b) => a.start - b.start || a.pitch - b.pitch),
  pedal: [],
  tempos: [],
  meters: [],
});

/** Notes as the document holds them: sorted by start, then pitch. */
export const arbitraryNotes = (maxLength = 60): fc.Arbitrary<Note[]> =>
  fc
    .array(
      fc.record({
        pitch: fc.integer({ min: 0, max: 127 }),
        velocity: fc.integer({ min: 1, max: 127 }),
        start: fc.integer({ min: 0, max: 5000 }),
        length: fc.integer({ min: 1, max: 900 }),
      }),
      { maxLength },
    )
    .map((list) =>
      list
        .map(({ pitch, velocity, start, length }) => note(pitch, start / 100, (start + length) / 100, velocity))
        .sort((a, b) => a.start - b.start || a.pitch - b.pitch),
    );
