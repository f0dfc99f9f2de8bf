import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../../../../models/music/note.ts';
import {
  BeatMap,
  barStep,
  clock,
  readTempo,
  secondsStep,
  type Beat,
} from '../../../../../../renderer/studios/music/roll/beats.ts';

const at = (time: number) => seconds(time);
const lines = (map: BeatMap, from: number, to: number, step = 1, withBeats = false) => {
  const found: Beat[] = [];
  map.visit(from, to, step, withBeats, (beat) => found.push(beat));
  return found;
};

describe('bars and beats', () => {
  test('are 120 bpm in 4/4 when nothing is said', () => {
    const map = new BeatMap([], []);
    expect(map.at(0)).toEqual({ bar: 1, beat: 1, fraction: 0 });
    expect(map.at(2.75)).toMatchObject({ bar: 2, beat: 2, fraction: 0.5 });
    expect(map.barSeconds(0)).toBe(2);
    expect(
      lines(map, 0, 4.1, 1, true)
        .map(({ bar, beat }) => `${bar}.${beat}`)
        .join(' '),
    ).toBe('1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 3.1');
  });

  test('follow a change of tempo', () => {
    const map = new BeatMap(
      [
        { time: at(0), bpm: 60 },
        { time: at(8), bpm: 120 },
      ],
      [],
    );
    expect(map.quarterAt(8)).toBe(8);
    expect(map.quarterAt(9)).toBe(10);
    expect(map.at(9)).toMatchObject({ bar: 3, beat: 3 });
    expect(map.bpmAt(8.5)).toBe(120);
  });

  test('are by the last of several tempos and metres at the start, as in the file that is written', () => {
    const tempos = [60, 120].map((bpm) => ({ time: at(0), bpm }));
    const meters = [4, 3].map((numerator) => ({ time: at(0), numerator, denominator: 4 }));
    const map = new BeatMap(tempos, meters);
    expect([map.bpmAt(0), map.barSeconds(0)]).toEqual([120, 1.5]);
  });

  test('start a new bar with a change of metre', () => {
    const map = new BeatMap(
      [],
      [
        { time: at(0), numerator: 4, denominator: 4 },
        { time: at(4), numerator: 6, denominator: 8 },
      ],
    );
    expect(map.at(4)).toMatchObject({ bar: 3, beat: 1 });
    expect(map.barSeconds(5)).toBe(1.5);
    expect(map.beatSeconds(5)).toBe(0.25);
    expect(lines(map, 0, 7.1).map(({ time }) => time)).toEqual([0, 2, 4, 5.5, 7]);
  });

  test('thin out in powers of two, counted from the first bar', () => {
    const map = new BeatMap([], []);
    expect(lines(map, 0, 20, 4).map(({ bar }) => bar)).toEqual([1, 5, 9]);
    expect(lines(map, 5, 20, 4).map(({ bar }) => bar)).toEqual([5, 9]);
    expect(barStep(10, 44)).toBe(8);
    expect(barStep(100, 44)).toBe(1);
  });

  test('times come back from quarters, over any tempos', () => {
    const tempos = fc.array(
      fc.record({ time: fc.integer({ min: 0, max: 300 }), bpm: fc.integer({ min: 10, max: 400 }) }),
    );
    fc.assert(
      fc.property(tempos, fc.integer({ min: 0, max: 400 }), (list, time) => {
        const sorted = list.map(({ time: t, bpm }) => ({ time: at(t), bpm })).sort((a, b) => a.time - b.time);
        const map = new BeatMap(sorted, []);
        expect(map.timeOf(map.quarterAt(time))).toBeCloseTo(time, 6);
      }),
    );
  });
});

test('a tempo is read as it is written in either language', () => {
  expect(['92', ' 92.5 ', '92,5'].map(readTempo)).toEqual([92, 92.5, 92.5]);
  for (const text of ['', ' ', 'fast', '9,2,5', '1.092,5']) expect(readTempo(text), text).toBeNaN();
});

describe('the ruler', () => {
  test('gives labels room', () => {
    expect(secondsStep(100)).toBe(1);
    expect(secondsStep(50)).toBe(2);
    expect(secondsStep(1)).toBe(120);
    expect(secondsStep(0.001)).toBe(7200);
  });

  test('writes clock times', () => {
    expect(clock(0)).toBe('0:00');
    expect(clock(75.25, 1)).toBe('1:15.3');
    expect(clock(59.96, 1)).toBe('1:00.0');
    expect(clock(3723.5, 2)).toBe('1:02:03.50');
  });
});
