import { describe, expect, test } from 'vitest';
import { atLoudness, loudness } from '../../../../models/music/loudness.ts';
import { seconds } from '../../../../models/music/note.ts';
import { note } from './build.ts';

const region = { from: seconds(0), to: seconds(10) };
const down = [{ time: seconds(0), down: true }];
const level = (...notes: ReturnType<typeof note>[]) => loudness({ notes, pedal: [] }, region);

describe('loudness', () => {
  test('is what the sampled piano gives off: 19 dB between velocities 32 and 127, 3 dB for two keys instead of one', () => {
    const soft = level(note(60, 0, 1, 32));
    const loud = level(note(60, 0, 1, 127));
    expect(loud - soft).toBeCloseTo(32 * Math.log10(127 / 32), 6);
    expect(loud - soft).toBeCloseTo(19.2, 1);
    expect(level(note(60, 0, 1, 64), note(64, 0, 1, 64)) - level(note(60, 0, 1, 64))).toBeCloseTo(3.01, 2);
  });

  test('the pedal makes a short note sound on, the end of the region cuts it off, and what starts outside is not heard', () => {
    const short = note(60, 0, 0.1, 64);
    expect(loudness({ notes: [short], pedal: down }, region)).toBeCloseTo(level(note(60, 0, 10, 64)), 6);
    expect(level(note(60, 9, 30, 64))).toBeCloseTo(level(note(60, 0, 1, 64)), 6);
    expect(level(short, note(60, 10, 11, 127))).toBe(level(short));
    expect(level()).toBe(-Infinity);
  });
});

describe('brought to a loudness', () => {
  const notes = Array.from({ length: 60 }, (_, i) => note(40 + i, i / 8, i / 8 + 0.5, 40 + ((i * 7) % 40)));

  test.each([-6, -3, 0, 3, 6])('%i dB from where it was, to a fifth of a dB', (by) => {
    const wanted = level(...notes) + by;
    const scaled = atLoudness({ notes, pedal: [] }, region, wanted);
    expect(Math.abs(level(...scaled) - wanted)).toBeLessThan(0.2);
    expect(scaled.map(({ pitch, start, end }) => [pitch, start, end])).toEqual(
      notes.map(({ pitch, start, end }) => [pitch, start, end]),
    );
    // One factor for all: what was louder is not softer than before.
    scaled.forEach((a, i) =>
      scaled.forEach((b, j) => {
        if (notes[i]!.velocity > notes[j]!.velocity) expect(a.velocity).toBeGreaterThanOrEqual(b.velocity);
      }),
    );
  });

  test('goes as far as velocities do, and leaves silence alone', () => {
    expect(new Set(atLoudness({ notes, pedal: [] }, region, 60).map(({ velocity }) => velocity))).toEqual(
      new Set([127]),
    );
    expect(new Set(atLoudness({ notes, pedal: [] }, region, -90).map(({ velocity }) => velocity))).toEqual(
      new Set([1]),
    );
    expect(atLoudness({ notes: [], pedal: [] }, region, -20)).toEqual([]);
  });
});
