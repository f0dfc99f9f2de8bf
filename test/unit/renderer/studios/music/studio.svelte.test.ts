import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { DocumentFile } from '../../../../../renderer/studios/music/document.svelte.ts';
import { MusicStudio } from '../../../../../renderer/studios/music/studio.svelte.ts';
import { readSession } from '../../../../../renderer/studios/music/session.ts';
import { newRun, type Run } from '../../../../../renderer/studios/music/takes/run.ts';
import { note, performanceOf } from './some.ts';

/* The studio connected, as in its window. */

const piece = performanceOf(note(60, 0, 1), note(64, 4, 5));
/** What main was told to keep, in order. */
let kept: string[];
let studio: MusicStudio;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  kept = [];
  const call = async (name: string, input: { text: string }) => {
    if (name === 'session.keep') kept.push(input.text);
    return { ok: true, value: null };
  };
  vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined }, addEventListener: () => undefined });
  vi.stubGlobal('document', { hidden: false });
  studio = new MusicStudio(new AppState());
  studio.document.replace('Open', piece, new DocumentFile('piece.mid', null, piece));
  end = $effect.root(() => studio.connect());
  flushSync();
});
afterEach(() => {
  studio.transport.stop();
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** One finished take that goes on behind the piece. */
function continued(): Run {
  const sampling = { seed: 1, temperature: 1, topP: 0.98, density: 'auto', dynamics: 'auto' } as const;
  const task = { kind: 'continue', at: null, seconds: 5 } as const;
  const fresh = newRun(1, 0, { task, model: 'piano', takes: 1, sampling }, piece, 5);
  const lane = { ...fresh.lanes[0]!, notes: [note(70, 6, 7)], region: fresh.region };
  const run: Run = { ...fresh, state: 'done', lanes: [lane] };
  studio.takes.restore([run]);
  return run;
}

test('a take that is looked at while the piece plays is played to its own end', () => {
  studio.takes.show(continued().id);
  studio.play();
  vi.advanceTimersByTime(4000);
  studio.takes.focus = 0;
  flushSync();
  vi.advanceTimersByTime(2500);
  expect(studio.transport.playing).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(studio.transport.playing).toBe(false);
});

test('playing ends where the music ends now, when its end was taken away', () => {
  studio.play();
  vi.advanceTimersByTime(500);
  studio.document.edit('Delete', { performance: performanceOf(piece.notes[0]!), selection: new Set() });
  flushSync();
  vi.advanceTimersByTime(1000);
  expect(studio.transport.playing).toBe(false);
});

test('a loop goes round the stretch that is marked while it plays, and round everything when none is', () => {
  studio.region = { from: 1, to: 2 };
  studio.toggleLoop();
  studio.transport.rest = 1;
  studio.play();
  vi.advanceTimersByTime(1500);
  studio.roll.apply({ region: { from: 4, to: 4.5 } });
  studio.roll.apply({ region: { from: 4, to: 5 }, marked: true });
  vi.advanceTimersByTime(5000);
  expect(studio.transport.position()).toBeGreaterThan(4);
  studio.cancel();
  expect(studio.region).toBeNull();
  vi.advanceTimersByTime(1500);
  expect(studio.transport.position()).toBeLessThan(2);
});

test('a stretch that is marked to be looped ahead of the playhead stays in view, and one behind it is gone to', () => {
  const long = performanceOf(note(60, 0, 1), note(64, 599, 600));
  studio.document.replace('Open', long, new DocumentFile('long.mid', null, long));
  flushSync();
  studio.toggleLoop();
  studio.transport.rest = 100;
  studio.play();
  vi.advanceTimersByTime(100);
  const mark = (from: number): number => {
    studio.viewport.set({ ...studio.viewport.view, start: from - 1 });
    studio.roll.apply({ region: { from, to: from + 4 }, marked: true });
    return studio.viewport.view.start;
  };
  expect(mark(300)).toBe(299);
  expect(studio.transport.position()).toBeCloseTo(100, 0);
  studio.toggleLoop();
  studio.toggleLoop();
  expect(studio.viewport.view.start).toBe(299);
  expect(mark(20)).toBe(19);
  expect(studio.transport.position()).toBeCloseTo(20, 0);
  studio.viewport.set({ ...studio.viewport.view, start: 400 });
  studio.seek(90);
  expect(studio.viewport.view.start).toBeLessThan(20);
});

test('a take is listened to though an earlier stretch is looped', () => {
  studio.region = { from: 1, to: 3 };
  studio.toggleLoop();
  studio.listen(continued(), 0);
  vi.advanceTimersByTime(4000);
  expect(studio.transport.position()).toBeCloseTo(6, 1);
});

test('a take that fills a looped stretch is heard over and over', () => {
  studio.region = { from: 5, to: 7 };
  studio.toggleLoop();
  studio.listen(continued(), 0);
  vi.advanceTimersByTime(6000);
  expect(studio.transport.position()).toBeCloseTo(6, 1);
});

test('what is recorded is kept while it is played: a crash costs seconds of it', () => {
  studio.transport.countIn = false;
  studio.toggleRecord();
  flushSync();
  vi.advanceTimersByTime(1000);
  const press = (pitch: number): void => {
    studio.transport.handle({ kind: 'on', pitch, velocity: 80 });
    vi.advanceTimersByTime(200);
    studio.transport.handle({ kind: 'off', pitch });
  };
  press(72);
  vi.advanceTimersByTime(5000);
  expect(readSession(kept.at(-1)!).performance.notes.map(({ pitch }) => pitch)).toContain(72);
  const { length } = kept;
  // Nothing more is written while nothing more is played.
  vi.advanceTimersByTime(20_000);
  expect(kept).toHaveLength(length);
  press(74);
  vi.advanceTimersByTime(6000);
  expect(readSession(kept.at(-1)!).performance.notes.map(({ pitch }) => pitch)).toContain(74);
});
