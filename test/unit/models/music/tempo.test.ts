import { describe, expect, it } from 'vitest';
import { seconds } from '../../../../models/music/note.ts';
import { TempoMap } from '../../../../models/music/tempo.ts';

describe('TempoMap', () => {
  it('is 120 bpm where nothing is said', () => {
    const map = TempoMap.fromTicks([{ tick: 960, microseconds: 1_000_000 }], 480);
    expect([0, 480, 960, 1440].map((tick) => map.timeOf(tick))).toEqual([0, 0.5, 1, 2]);
    expect([0, 0.5, 1, 2].map((time) => map.tickOf(time))).toEqual([0, 480, 960, 1440]);
  });

  it('takes changes in any order, the last of a tick standing', () => {
    const changes = [
      { tick: 480, microseconds: 250_000 },
      { tick: 0, microseconds: 100_000 },
      { tick: 0, microseconds: 1_000_000 },
    ];
    const map = TempoMap.fromTicks(changes, 480);
    expect(map.changes.map(({ microseconds }) => microseconds)).toEqual([1_000_000, 250_000]);
    expect(map.timeOf(960)).toBe(1.25);
  });

  it('counts from seconds as a reader of the ticks will', () => {
    const tempos = [0.3, 1.7, 1.7001, 4].map((time, i) => ({ time: seconds(time), bpm: 77 + 31 * i }));
    const map = TempoMap.fromSeconds(tempos, 480);
    const read = TempoMap.fromTicks(map.changes, 480);
    for (const tick of [0, 100, 1234, 5000, 99_999]) {
      expect(read.timeOf(tick)).toBeCloseTo(map.timeOf(tick), 12);
      expect(map.tickOf(map.timeOf(tick))).toBe(tick);
    }
  });
});
