import { seeded } from '../../../../../models/random.ts';
import type { ListeningSet, Made, Pair } from '../../../../../models/music/listening/pair.ts';
import { note, pedal, performance } from '../build.ts';

/** So many seconds of music, five notes a second, pedalled. */
export const piece = (length: number, seed = 1) => {
  const random = seeded(seed);
  const notes = Array.from({ length: length * 5 }, (_, i) => {
    const start = i / 5 + random() / 20;
    return note(
      40 + Math.floor(random() * 40),
      start,
      Math.min(length, start + 0.1 + random()),
      30 + Math.floor(random() * 60),
    );
  });
  return performance(
    notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch),
    Array.from({ length }, (_, i) => pedal(i + 0.5, i % 2 === 0)),
  );
};

export const made: Made = {
  model: 'piano',
  version: '0.1.0',
  variant: 'int8',
  sha256: 'f0'.repeat(32),
  seed: 4294967295,
  temperature: 1,
  topP: 0.95,
};

/** A pair as plain as can be. */
export const pair = (personIs: 'a' | 'b', source = 'Étude', pitch = 60): Pair => ({
  source,
  at: 12.5 as Pair['at'],
  personIs,
  primer: { notes: [note(pitch, 0, 25), note(pitch + 2, 19.5, 19.9)], pedal: [pedal(1, true)] },
  person: { notes: [note(pitch + 4, 20, 21), note(pitch, 22, 23)], pedal: [pedal(21, false)] },
  model: { notes: [note(pitch + 7, 20.5, 39)], pedal: [] },
  made,
});

export const setOf = (...pairs: Pair[]): ListeningSet => ({ seed: 7, pairs });
