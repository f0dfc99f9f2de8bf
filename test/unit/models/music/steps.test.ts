import { describe, expect, it } from 'vitest';
import { emptyPerformance } from '../../../../models/music/note.ts';
import {
  canonicalNotes,
  canonicalPedal,
  firstStep,
  quantise,
  toStep,
  toSteps,
} from '../../../../models/music/steps.ts';
import { note, pedal, performance } from './build.ts';

describe('the 10 ms grid', () => {
  it('rounds half up', () => {
    expect([0, 0.0049, 0.005, 0.0149, 1.234, 1.235].map(toStep)).toEqual([0, 0, 1, 1, 123, 124]);
  });

  it('gives every note a step', () => {
    expect(canonicalNotes([{ pitch: 60, velocity: 9, start: 5, end: 5 }])[0]).toMatchObject({ start: 5, end: 6 });
  });

  it('ends a note where its key is struck again', () => {
    const notes = toSteps(performance([note(60, 0, 1), note(60, 0.5, 0.7), note(61, 0.2, 2)])).notes;
    expect(notes.map(({ pitch, start, end }) => [pitch, start, end])).toEqual([
      [60, 0, 50],
      [61, 20, 200],
      [60, 50, 70],
    ]);
  });

  it('keeps the louder, then the longer, of two notes on one key at once', () => {
    const at = (velocity: number, end: number) => ({ pitch: 60, velocity, start: 0, end });
    expect(canonicalNotes([at(50, 90), at(60, 10), at(60, 30), at(40, 100)])).toEqual([at(60, 30)]);
  });

  it('collapses pedal changes to alternating ones, the last of a step standing', () => {
    const changes = [
      { step: 0, down: false },
      { step: 3, down: true },
      { step: 5, down: true },
      { step: 6, down: false },
      { step: 6, down: true },
      { step: 9, down: true },
      { step: 9, down: false },
    ];
    expect(canonicalPedal(changes)).toEqual([
      { step: 3, down: true },
      { step: 9, down: false },
    ]);
  });

  it('starts at the first event, be it the pedal, and ignores an up that lifts nothing', () => {
    expect(firstStep(toSteps(performance([note(60, 2, 3)], [pedal(1, false), pedal(1.5, true)])))).toBe(150);
    expect(firstStep(toSteps(emptyPerformance()))).toBe(0);
    expect(quantise(performance([note(60, 2.004, 3, 100)]))).toEqual(performance([note(60, 0, 1, 98)]));
  });
});
