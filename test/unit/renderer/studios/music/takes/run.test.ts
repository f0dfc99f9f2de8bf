import { describe, expect, test } from 'vitest';
import { acceptTake } from '../../../../../../models/music/edit.ts';
import { emptyPerformance, seconds } from '../../../../../../models/music/note.ts';
import type { Generation, TakeDelta } from '../../../../../../models/music/take.ts';
import {
  finished,
  jobOf,
  newRun,
  progressOf,
  takeOf,
  withDeltas,
  type RunSettings,
} from '../../../../../../renderer/studios/music/takes/run.ts';
import { densityWords, dynamicsWords } from '../../../../../../renderer/studios/music/takes/words.ts';
import { note, performanceOf } from '../some.ts';

const sampling = { seed: 7, temperature: 1, topP: 0.95, density: 'auto', dynamics: 'auto' } as const;
const settings: RunSettings = {
  task: { kind: 'continue', at: null, seconds: 10 },
  model: 'piano',
  takes: 2,
  sampling,
};
const base = emptyPerformance();
const run = newRun(1, 0, settings, base, 30);

const delta = (take: number, changes: Partial<TakeDelta>): TakeDelta => ({
  take,
  notes: [],
  sounding: [],
  pedal: [],
  time: seconds(31),
  progress: 0.1,
  ...changes,
});

const generation: Generation = {
  kind: 'continue',
  takes: [0, 1].map((take) => ({
    take,
    region: { from: seconds(30), to: seconds(40) },
    notes: [note(60 + take, 30, 31)],
    pedal: [],
    tokens: 9,
    nll: 2,
  })),
  sampling,
  tokens: 18,
  elapsedSeconds: 2,
  tokensPerSecond: 9,
  musicSeconds: 20,
  provider: 'cpu',
  model: {
    name: 'piano',
    version: '1.0.0',
    variant: 'int8',
    sha256: '0'.repeat(64),
    licence: { spdx: 'CC0-1.0', commercial: true, attribution: 'Nobody' },
  },
};

describe('a run', () => {
  test('asks for what its settings say', () => {
    expect(jobOf({ ...run, base })).toEqual({
      name: 'music.continue',
      input: { model: 'piano', performance: base, takes: 2, sampling, at: null, seconds: 10 },
    });
    const vary = { kind: 'vary', from: seconds(1), to: seconds(2), strength: 0.4 } as const;
    expect(jobOf({ ...run, base, settings: { ...settings, task: vary } })).toMatchObject({
      name: 'music.vary',
      input: { from: 1, to: 2, strength: 0.4 },
    });
  });

  test('continues from the end when no point was chosen', () => {
    expect(run.region).toEqual({ from: 30, to: 40 });
    expect(run.lanes.map(({ time }) => time)).toEqual([30, 30]);
  });

  test('gathers what its takes gain, each its own, sorted by start', () => {
    const grown = withDeltas(run, [
      delta(0, { notes: [note(60, 30.5, 31)] }),
      delta(1, { notes: [note(50, 30, 31)], progress: 0.3 }),
      delta(0, { notes: [note(72, 30.2, 31.4)], sounding: [note(40, 31, 31.4)], progress: 0.1 }),
    ]);
    expect(grown.lanes[0]).toMatchObject({
      notes: [note(72, 30.2, 31.4), note(60, 30.5, 31)],
      sounding: [note(40, 31, 31.4)],
    });
    expect(grown.lanes[1]!.notes).toEqual([note(50, 30, 31)]);
    expect(progressOf(grown)).toBeCloseTo(0.2);
    expect(run.lanes[0]!.notes).toEqual([]);
  });

  test('starts a take over when it is told to', () => {
    const first = withDeltas(run, [
      delta(0, { notes: [note(60, 30, 31)], pedal: [{ time: seconds(30), down: true }] }),
    ]);
    const again = withDeltas(first, [delta(0, { notes: [note(65, 30, 31)], reset: true })]);
    expect(again.lanes[0]).toMatchObject({ notes: [note(65, 30, 31)], pedal: [] });
  });

  test('puts the result in the place of what was streamed', () => {
    const done = finished(withDeltas(run, [delta(0, { notes: [note(99, 30, 31)] })]), generation);
    expect(done.state).toBe('done');
    expect(done.stats).toMatchObject({ provider: 'cpu', elapsedSeconds: 2 });
    expect(takeOf(done, 0)).toMatchObject({ notes: [note(60, 30, 31)], region: { from: 30, to: 40 }, nll: 2 });
    expect(progressOf(done)).toBe(1);
  });
});

describe('a take that was not finished', () => {
  test('stands for as far as it got, with what still sounded', () => {
    const half = withDeltas(run, [
      delta(1, { notes: [note(60, 30, 31)], sounding: [note(64, 31, 33)], time: seconds(33) }),
    ]);
    expect(takeOf(half, 1)).toMatchObject({
      region: { from: 30, to: 33 },
      notes: [note(60, 30, 31), note(64, 31, 33)],
    });
  });

  test('leaves what comes after as it was: of a variation, the original is told there', () => {
    const varied = withDeltas(
      newRun(
        1,
        0,
        { ...settings, task: { kind: 'vary', from: seconds(10), to: seconds(20), strength: 0.5 } },
        base,
        30,
      ),
      [
        delta(0, {
          notes: [note(50, 10, 11), note(60, 12.2, 13), note(70, 18.004, 19)],
          pedal: [
            { time: seconds(12), down: true },
            { time: seconds(18), down: false },
          ],
          time: seconds(13),
          reset: true,
        }),
      ],
    );
    const take = takeOf(varied, 0)!;
    expect(take).toMatchObject({
      region: { from: 10, to: 13 },
      notes: [note(50, 10, 11), note(60, 12.2, 13)],
      pedal: [{ time: 12, down: true }],
    });
    const original = performanceOf(note(50, 10, 11), note(61, 12, 13), note(70, 18.004, 19));
    expect(acceptTake(original, take).notes).toEqual([note(50, 10, 11), note(60, 12.2, 13), note(70, 18.004, 19)]);
  });

  test('is nothing before its first note', () => {
    expect(takeOf(run, 0)).toBeNull();
    expect(takeOf(run, 5)).toBeNull();
  });
});

describe('the controls in words', () => {
  test('say what the model was taught', () => {
    expect([densityWords('auto'), densityWords(0), densityWords(3), densityWords(7)]).toEqual([
      'auto',
      'under 2/s',
      '6–8/s',
      'over 18/s',
    ]);
    expect([dynamicsWords('auto'), dynamicsWords(0), dynamicsWords(7)]).toEqual(['auto', 'ppp', 'fff']);
  });
});
