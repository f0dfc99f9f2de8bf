import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import * as edits from '../../../../../renderer/studios/music/edits.ts';
import { DocumentFile } from '../../../../../renderer/studios/music/document.svelte.ts';
import { readSession } from '../../../../../renderer/studios/music/session.ts';
import { MusicStudio } from '../../../../../renderer/studios/music/studio.svelte.ts';
import { note, performanceOf } from './some.ts';

/** What main was told to keep, in order. */
let kept: string[];
let studio: MusicStudio;
const piece = performanceOf(note(60, 0, 1), note(64, 4, 5));

beforeEach(() => {
  kept = [];
  const call = async (name: string, input: { text: string }) => {
    if (name === 'session.keep') kept.push(input.text);
    return { ok: true, value: null };
  };
  vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined }, addEventListener: () => undefined });
  vi.stubGlobal('document', { hidden: false });
  studio = new MusicStudio(new AppState());
  studio.document.replace('Open', piece, new DocumentFile('piece.mid', null, piece));
});
afterEach(() => {
  studio.transport.stop();
  vi.unstubAllGlobals();
});

describe('while a recording is counted in', () => {
  test('what is pasted lies where the recording will start', () => {
    studio.document.select(new Set([piece.notes[1]!]));
    studio.copy();
    studio.toggleRecord();
    expect(studio.transport.position()).toBeLessThan(0);
    studio.paste();
    expect(studio.document.performance.notes.map(({ start }) => start)).toEqual([0, 0, 4]);
  });

  test('giving it up leaves the playhead where it was, and no note of what was pressed', () => {
    studio.transport.rest = 4;
    studio.toggleRecord();
    studio.transport.handle({ kind: 'on', pitch: 72, velocity: 80 });
    studio.toggleRecord();
    expect(studio.transport.rest).toBe(4);
    expect(studio.document.performance).toBe(piece);
  });
});

describe('a hand that changes something', () => {
  const other = performanceOf(note(40, 0, 2));
  const moved = edits.move(piece, new Set([piece.notes[0]!]), 1, 0);

  test('has no say in another document that came meanwhile', () => {
    studio.roll.stage(60);
    studio.document.replace('Open', other, new DocumentFile('other.mid', null, other));
    studio.roll.apply({ draft: moved });
    expect(studio.document.shown).toBe(other);
    studio.roll.apply({ commit: { label: 'Move notes', edit: moved } });
    expect([studio.document.performance, studio.document.history.undoLabel]).toEqual([other, 'Open']);
  });

  test('does not bring back what was undone under it', () => {
    studio.document.edit('Delete', edits.remove(piece, new Set([piece.notes[1]!])));
    const { performance } = studio.document;
    studio.roll.stage(60);
    studio.undo();
    studio.roll.apply({
      commit: { label: 'Move notes', edit: edits.move(performance, new Set(performance.notes), 1, 0) },
    });
    expect([studio.document.performance, studio.document.history.redoLabel]).toEqual([piece, 'Delete']);
  });
});

describe('a recording', () => {
  test('is kept as far as it got when the window goes, and goes on', async () => {
    studio.transport.countIn = false;
    studio.toggleRecord();
    studio.transport.handle({ kind: 'on', pitch: 72, velocity: 80 });
    await new Promise((resolve) => setTimeout(resolve, 120));
    studio.transport.handle({ kind: 'off', pitch: 72 });
    await studio.keepNow();
    expect(kept).toHaveLength(1);
    const { performance, saved } = readSession(kept[0]!);
    expect([performance.notes.map(({ pitch }) => pitch), saved]).toEqual([[60, 72, 64], false]);
    expect([studio.transport.recording, studio.document.performance]).toEqual([true, piece]);
    studio.toggleRecord();
    expect(studio.document.performance.notes).toHaveLength(3);
  });
});

test('a tempo that is none changes nothing', () => {
  for (const bpm of [Number.NaN, 0, -90]) studio.setTempo(bpm, 0);
  expect(studio.document.performance).toBe(piece);
});

test('a single note can be exported', () => {
  studio.document.select(new Set([piece.notes[1]!]));
  expect(studio.exportable('selection')?.performance.notes).toEqual([note(64, 0, 1)]);
});
