import fc from 'fast-check';
import { seconds, type Performance } from '../../../../models/music/note.ts';

/** Seconds: any float, or a crowd of near-equal ones where rounding, ties and re-strikes happen. */
const time = (longest: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.double({ min: 0, max: longest, noNaN: true }),
    fc.integer({ min: 0, max: 400 }).map((n) => Math.min(longest, n * 0.005)),
  );

/** Unsorted, overlapping, doubled: worse than any file that has been read. Notes last up to `longestNote` seconds. */
export const performances = (longestNote = 15, longest = 40): fc.Arbitrary<Performance> =>
  fc
    .record({
      notes: fc.array(
        fc.record({
          pitch: fc.oneof(fc.integer({ min: 60, max: 63 }), fc.integer({ min: 0, max: 127 })),
          velocity: fc.integer({ min: 1, max: 127 }),
          start: time(longest),
          length: fc.oneof(fc.constant(0), fc.double({ min: 0, max: longestNote, noNaN: true })),
        }),
        { maxLength: 80 },
      ),
      pedal: fc.array(fc.record({ time: time(longest), down: fc.boolean() }), { maxLength: 30 }),
    })
    .map(({ notes, pedal }) => ({
      notes: notes.map(({ pitch, velocity, start, length }) => ({
        pitch,
        velocity,
        start: seconds(start),
        end: seconds(start + length),
      })),
      pedal: pedal.map((change) => ({ time: seconds(change.time), down: change.down })),
      tempos: [],
      meters: [],
    }));
