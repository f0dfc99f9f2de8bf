import { describe, expect, test } from 'vitest';
import { seconds } from '../../../../../../models/music/note.ts';
import { LiveKeys } from '../../../../../../renderer/studios/music/sound/live.ts';
import { dampedAt } from '../../../../../../models/music/pedal.ts';
import { noteName, sampleFor, samplesOutwards, zoneFor } from '../../../../../../renderer/studios/music/sound/zones.ts';

describe('zones', () => {
  test('every key is at most a semitone from its sample, but for those beyond the piano', () => {
    for (let pitch = 21; pitch <= 108; pitch++) {
      const { sample, rate } = sampleFor(pitch);
      expect(Math.abs(12 * Math.log2(rate))).toBeLessThan(1.01);
      expect(samplesOutwards).toContain(sample);
    }
    expect(sampleFor(0)).toEqual({ sample: 'A0', rate: 2 ** (-21 / 12) });
    expect(sampleFor(127).sample).toBe('C8');
  });

  test('louder keys take louder layers', () => {
    expect([1, 48, 49, 70, 71, 96, 97, 127].map((velocity) => zoneFor(60, velocity).layer)).toEqual([
      4, 4, 8, 8, 11, 11, 15, 15,
    ]);
  });

  test('names are those of the MIDI standard with C4 in the middle', () => {
    expect([21, 60, 61, 108].map(noteName)).toEqual(['A0', 'C4', 'C#4', 'C8']);
    expect(samplesOutwards).toHaveLength(30);
  });
});

describe('the dampers', () => {
  const pedal = [
    { time: seconds(1), down: true },
    { time: seconds(2), down: false },
    { time: seconds(3), down: true },
  ];

  test('fall when the key is let go, or when the pedal is', () => {
    expect([0.5, 1, 1.5, 2, 2.5, 3.5].map((end) => dampedAt(end, pedal))).toEqual([0.5, 2, 2, 2, 2.5, Infinity]);
  });
});

describe('keys under hands', () => {
  const setUp = () => {
    const log: string[] = [];
    const clock = { now: () => 7, latency: () => 0, audible: true };
    const instrument = {
      start: (pitch: number, velocity: number, when: number) => {
        log.push(`${pitch} at ${velocity}, ${when}`);
        return { release: () => log.push(`let ${pitch} go`) };
      },
      prepare: () => {},
      silence: () => {},
    };
    return {
      log,
      keys: new LiveKeys(
        () => clock,
        () => instrument,
      ),
    };
  };

  test('sound when pressed and end when released', () => {
    const { log, keys } = setUp();
    keys.handle({ kind: 'on', pitch: 60, velocity: 90 });
    expect([...keys.pitches]).toEqual([60]);
    keys.handle({ kind: 'off', pitch: 60 });
    expect(log).toEqual(['60 at 90, 7', 'let 60 go']);
  });

  test('held by two hands sound once and end with the second', () => {
    const { log, keys } = setUp();
    expect(keys.handle({ kind: 'on', pitch: 60, velocity: 90 })).toBe(true);
    expect(keys.handle({ kind: 'on', pitch: 60, velocity: 50 })).toBe(false);
    expect(keys.handle({ kind: 'off', pitch: 60 })).toBe(false);
    expect(log).toHaveLength(1);
    expect(keys.handle({ kind: 'off', pitch: 60 })).toBe(true);
    expect(log).toEqual(['60 at 90, 7', 'let 60 go']);
  });

  test('ring on under the pedal until it comes up', () => {
    const { log, keys } = setUp();
    keys.handle({ kind: 'pedal', down: true });
    keys.handle({ kind: 'on', pitch: 60, velocity: 90 });
    keys.handle({ kind: 'off', pitch: 60 });
    expect(log).toEqual(['60 at 90, 7']);
    keys.handle({ kind: 'pedal', down: false });
    expect(log).toEqual(['60 at 90, 7', 'let 60 go']);
  });

  test('ring on while one of two pedals is still down', () => {
    const { log, keys } = setUp();
    expect(keys.handle({ kind: 'pedal', down: true })).toBe(true);
    keys.handle({ kind: 'on', pitch: 60, velocity: 90 });
    keys.handle({ kind: 'off', pitch: 60 });
    expect(keys.handle({ kind: 'pedal', down: true })).toBe(false);
    expect([keys.handle({ kind: 'pedal', down: false }), keys.pedal]).toEqual([false, true]);
    expect(log).toEqual(['60 at 90, 7']);
    expect([keys.handle({ kind: 'pedal', down: false }), keys.pedal]).toEqual([true, false]);
    expect(log).toEqual(['60 at 90, 7', 'let 60 go']);
    // One that comes up twice owes nothing.
    expect(keys.handle({ kind: 'pedal', down: false })).toBe(false);
    expect(keys.handle({ kind: 'pedal', down: true })).toBe(true);
  });

  test('a release without a press does nothing', () => {
    const { log, keys } = setUp();
    expect(keys.handle({ kind: 'off', pitch: 60 })).toBe(false);
    expect(log).toEqual([]);
  });
});
