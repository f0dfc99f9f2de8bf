import { describe, expect, it } from 'vitest';
import { emptyPerformance, seconds } from '../../../../models/music/note.ts';
import { decodeEvents, encodeEvents, EventReader, performanceCodec } from '../../../../models/music/performance.ts';
import { toSteps } from '../../../../models/music/steps.ts';
import { note, pedal, performance } from './build.ts';

const shift = (steps: number): number => 255 + steps;
const off = (pitch: number): number => 128 + pitch;
const velocity = (value: number): number => 356 + ((value - 1) >> 2);
const [DOWN, UP] = [388, 389];

describe('encoding', () => {
  it('orders a step: pedal, note-offs, note-ons by pitch, a velocity where it changes', () => {
    const chord = performance(
      [note(64, 1, 2.5, 80), note(60, 1, 2, 80), note(67, 2, 4, 80), note(55, 2, 2.5, 20)],
      [pedal(2, true), pedal(2.5, false)],
    );
    expect([...performanceCodec.encode(chord)]).toEqual([
      ...[velocity(80), 60, 64, shift(100)],
      ...[DOWN, off(60), velocity(20), 55, velocity(80), 67, shift(50)],
      ...[UP, off(55), off(64), shift(100), shift(50)],
      off(67),
    ]);
  });

  it('ends a re-struck key in the step in which it is struck', () => {
    const twice = performance([note(60, 0, 1), note(60, 0.5, 1)]);
    expect([...performanceCodec.encode(twice)]).toEqual([velocity(64), 60, shift(50), off(60), 60, shift(50), off(60)]);
  });

  it('trims leading silence, but not from a given origin, and fills up to a given end', () => {
    const steps = toSteps(performance([note(60, 2, 2.1)]));
    expect([...encodeEvents(steps)]).toEqual([velocity(64), 60, shift(10), off(60)]);
    const span = { origin: 150, until: 360 };
    const events = [velocity(64), 60, shift(10), off(60)];
    expect([...encodeEvents(steps, span)]).toEqual([shift(50), ...events, shift(100), shift(50)]);
  });

  it('writes no note-off for what still sounds', () => {
    const held = { notes: [{ pitch: 60, velocity: 64, start: 0, end: Infinity }], pedal: [] };
    expect([...encodeEvents(held, { until: 20 })]).toEqual([velocity(64), 60, shift(20)]);
  });

  it('says nothing of nothing', () => {
    expect([...performanceCodec.encode(emptyPerformance())]).toEqual([]);
    expect(performanceCodec.decode([])).toEqual(emptyPerformance());
    expect([...encodeEvents({ notes: [], pedal: [] }, { origin: 100, until: 130 })]).toEqual([shift(30)]);
  });

  it('takes ten hours in its stride', () => {
    const long = performance([note(60, 0, 1), note(61, 36_000, 36_001)]);
    const tokens = performanceCodec.encode(long);
    expect(tokens).toHaveLength(36_000 + 6);
    expect(performanceCodec.decode(tokens).notes[1]).toEqual(note(61, 36_000, 36_001, 62));
  });
});

describe('decoding', () => {
  it('starts where it is told and ends open notes with the tokens', () => {
    const tokens = [velocity(64), 60, shift(50), 62, shift(25)];
    expect(decodeEvents(tokens, seconds(10))).toEqual(
      performance([note(60, 10, 10.75, 62), note(62, 10.5, 10.75, 62)]),
    );
  });

  it('passes over what makes no sense', () => {
    const tokens = [off(60), 393, velocity(64), 60, 60, UP, shift(50), off(61), off(60), -1, 9999, DOWN, DOWN, NaN];
    expect(decodeEvents(tokens, seconds(0))).toEqual(performance([note(60, 0, 0.5, 62)], [pedal(0.5, true)]));
  });
});

describe('EventReader', () => {
  it('tells what has ended, what sounds and where it is, token by token', () => {
    const reader = new EventReader(seconds(4), { pedalDown: true });
    const accept = (...tokens: number[]): void => tokens.forEach((event) => reader.accept(event));
    accept(velocity(50));
    expect(reader.pendingVelocity).toBe((50 - 1) >> 2);
    accept(60, 64, shift(30));
    expect(reader.pendingVelocity).toBeNull();
    expect(reader.sounding).toEqual([note(60, 4, 4.3, 50), note(64, 4, 4.3, 50)]);
    accept(UP, off(60), shift(100));
    expect(reader.notes).toEqual([note(60, 4, 4.3, 50)]);
    expect(reader.sounding).toEqual([note(64, 4, 5.3, 50)]);
    expect(reader.pedal).toEqual([pedal(4.3, false)]);
    expect([reader.time, reader.pedalDown]).toEqual([5.3, false]);
    reader.finish();
    expect(reader.notes).toHaveLength(2);
    expect(reader.sounding).toEqual([]);
  });

  it('shows a note that was just struck as a step long', () => {
    const reader = new EventReader(seconds(0));
    reader.accept(60);
    expect(reader.sounding).toEqual([note(60, 0, 0.01, 64)]);
  });

  it('goes on with the velocity that the prompt stated last', () => {
    const reader = new EventReader(seconds(0), { velocity: (90 - 1) >> 2 });
    reader.accept(60);
    expect(reader.sounding).toEqual([note(60, 0, 0.01, 90)]);
  });
});
