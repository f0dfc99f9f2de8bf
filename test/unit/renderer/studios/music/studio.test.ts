import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Manifest } from '../../../../../models/manifest.ts';
import { seconds, type Note } from '../../../../../models/music/note.ts';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { perform } from '../../../../../renderer/lib/commands.ts';
import { speak } from '../../../../../renderer/lib/words.svelte.ts';
import * as edits from '../../../../../renderer/studios/music/edits.ts';
import { musicCommands } from '../../../../../renderer/studios/music/commands.ts';
import { DocumentFile } from '../../../../../renderer/studios/music/document.svelte.ts';
import { soundingAt } from '../../../../../renderer/studios/music/roll/scene.ts';
import { readSession } from '../../../../../renderer/studios/music/session.ts';
import { MusicStudio } from '../../../../../renderer/studios/music/studio.svelte.ts';
import { newRun, type Run } from '../../../../../renderer/studios/music/takes/run.ts';
import { writeSet } from '../../../../../models/music/listening/set-file.ts';
import { pair, piece as longPiece, setOf } from '../../../models/music/listening/pieces.ts';
import { note, performanceOf } from './some.ts';

/** What main was told to keep, in order. */
let kept: string[];
/** What the library was told of takes. */
let rated: unknown[];
let studio: MusicStudio;
const piece = performanceOf(note(60, 0, 1), note(64, 4, 5));

beforeEach(() => {
  kept = [];
  rated = [];
  const call = async (name: string, input: { text: string }) => {
    if (name === 'session.keep') kept.push(input.text);
    if (name === 'library.rate') rated.push(input);
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

test('the document that undo brings back is shown from its beginning, without what was marked in the other', () => {
  const long = performanceOf(note(40, 0, 2), note(42, 600, 601));
  studio.document.replace('Open', long, new DocumentFile('long.mid', null, long));
  studio.region = { from: 500, to: 510 };
  studio.goTo(590);
  studio.viewport.set({ ...studio.viewport.view, start: 580 });
  studio.undo();
  expect([studio.document.performance, studio.region, studio.transport.rest]).toEqual([piece, null, 0]);
  expect(studio.viewport.view.start).toBeLessThan(1);
  studio.region = { from: 1, to: 2 };
  studio.redo();
  expect([studio.document.performance, studio.region]).toEqual([long, null]);
  // Within a document nothing of it is lost.
  studio.region = { from: 1, to: 2 };
  studio.document.edit('Delete', edits.remove(long, new Set([long.notes[0]!])));
  studio.undo();
  expect([studio.document.performance, studio.region]).toEqual([long, { from: 1, to: 2 }]);
});

test('a recording is laid over no other document that is stepped to meanwhile', async () => {
  const other = performanceOf(note(40, 0, 2));
  studio.document.replace('Open', other, new DocumentFile('other.mid', null, other));
  studio.transport.countIn = false;
  studio.toggleRecord();
  studio.transport.handle({ kind: 'on', pitch: 72, velocity: 80 });
  await new Promise((resolve) => setTimeout(resolve, 120));
  studio.undo();
  expect([studio.transport.recording, studio.document.performance]).toEqual([false, other]);
  studio.redo();
  expect(studio.document.performance.notes.map(({ pitch }) => pitch)).toEqual([40, 72]);
});

describe('a recording', () => {
  test('has the pedal that was down already when it began', () => {
    studio.transport.countIn = false;
    studio.transport.rest = 5;
    studio.transport.handle({ kind: 'pedal', down: true });
    studio.toggleRecord();
    vi.spyOn(studio.transport, 'position').mockReturnValue(6);
    expect(studio.transport.soFar()?.pedal).toEqual([
      { time: 5, down: true },
      { time: 6, down: false },
    ]);
  });

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

test('a recording is seen from where it begins, wherever was looked at before', () => {
  const long = performanceOf(note(40, 0, 2), note(42, 600, 601));
  studio.document.replace('Open', long, new DocumentFile('long.mid', null, long));
  studio.viewport.set({ ...studio.viewport.view, start: 400 });
  studio.transport.rest = 90;
  studio.toggleRecord();
  const { start, pixelsPerSecond } = studio.viewport.view;
  expect(90 - start).toBeGreaterThan(0);
  expect((90 - start) * pixelsPerSecond).toBeLessThan(studio.viewport.grid.width);
});

test('a tempo that is none changes nothing', () => {
  for (const bpm of [Number.NaN, 0, -90]) studio.setTempo(bpm, 0);
  expect(studio.document.performance).toBe(piece);
});

test('a single note can be exported', () => {
  studio.document.select(new Set([piece.notes[1]!]));
  expect(studio.exportable('selection')?.performance.notes).toEqual([note(64, 0, 1)]);
});

/** One finished take that goes on behind the piece. */
function continued(): Run {
  const sampling = { seed: 1, temperature: 1, topP: 0.98, density: 'auto', dynamics: 'auto' } as const;
  const task = { kind: 'continue', at: null, seconds: 5 } as const;
  const fresh = newRun(1, 0, { task, model: 'piano', takes: 1, sampling }, piece, 5);
  const lane = { ...fresh.lanes[0]!, notes: [note(70, 6, 7)], region: fresh.region };
  return { ...fresh, state: 'done', lanes: [lane], recorded: 'made-1' };
}

test('takes that are put away end no others that are being made meanwhile', () => {
  const old = continued();
  studio.takes.restore([{ ...old, id: 2, state: 'running' }, old]);
  const cancel = vi.spyOn(studio.takes, 'cancel');
  studio.takes.show(old.id);
  studio.making.dismiss();
  expect([studio.takes.shown, cancel.mock.calls.length]).toEqual([null, 0]);
  studio.takes.show(2);
  studio.making.dismiss();
  expect(cancel.mock.calls.length).toBe(1);
});

test('a take is exported as whatever is chosen: its name has no ending yet, as a whole piece’s has none', () => {
  const run = continued();
  studio.takes.restore([run]);
  studio.takes.show(run.id);
  studio.takes.focus = 0;
  expect(studio.exportable('take')?.name).toBe('piece take 1');
  expect(studio.making.draggable(run, studio.preview!.take).name).toBe('piece take 1.mid');
});

test('a take is exported in the tempo that was set since, and by the name that the piece was saved as', () => {
  const run = continued();
  studio.takes.restore([run]);
  studio.takes.show(run.id);
  studio.takes.focus = 0;
  const before = studio.exportable('take')!;
  expect(studio.exportable('take')!.performance).toBe(before.performance);
  studio.setTempo(90, 0);
  studio.document.file.name = 'song.mid';
  const { name, performance } = studio.exportable('take')!;
  expect([name, performance.tempos]).toEqual(['song take 1', [{ time: 0, bpm: 90 }]]);
});

test('a take that goes on with the pedal down is exported with the pedal down', () => {
  const pedalled = { ...piece, pedal: [{ time: seconds(0.5), down: true }] };
  studio.document.replace('Open', pedalled, new DocumentFile('piece.mid', null, pedalled));
  const run = continued();
  studio.takes.restore([run]);
  studio.takes.show(run.id);
  studio.takes.focus = 0;
  const { pedal } = studio.exportable('take')!.performance;
  expect(pedal).toEqual([
    { time: 0, down: true },
    { time: 5, down: false },
  ]);
});

test('the next take to listen to is the next on the screen, where taste has put them in order', () => {
  const run = continued();
  const lanes = [0, 1, 2].map((take) => ({ ...run.lanes[0]!, take }));
  studio.takes.restore([{ ...run, lanes }]);
  studio.takes.show(run.id);
  vi.spyOn(studio.takes, 'inOrder').mockImplementation(({ lanes: [a, b, c] }) => [c!, a!, b!]);
  const listen = musicCommands(studio, false).find(({ id }) => id === 'listen')!;
  const heard = Array.from({ length: 4 }, () => (listen.run(), studio.takes.focus));
  expect(heard).toEqual([2, 0, 1, 2]);
});

test('a take that is still being made can’t be accepted by its key either', () => {
  const run = continued();
  const accept = musicCommands(studio, false).find(({ id }) => id === 'accept')!;
  const possible = (['running', 'done'] as const).map((state) => {
    studio.takes.restore([{ ...run, state }]);
    studio.takes.show(run.id);
    studio.takes.focus = 0;
    return accept.enabled!();
  });
  expect(possible).toEqual([false, true]);
});

test('a listening test that is dropped takes no answers away that are in no file yet', async () => {
  const { test: taken } = studio.listening;
  taken.begin(setOf(pair('a'), pair('b', 'Waltz', 50)));
  taken.count('a');
  taken.count('b');
  taken.choose('a');
  taken.submit(1);
  const bytes = new TextEncoder().encode(writeSet(setOf(pair('a', 'Other', 3))));
  const other = { handle: '', name: 'other.listening.json', bytes };
  studio.listening.open = true;
  await studio.listening.importFile(other);
  expect([taken.answers.length, studio.listening.problem?.error.code]).toEqual([1, 'input-invalid']);
  // There it is told that the answers are lost.
  studio.listening.settingUp = true;
  await studio.listening.importFile(other);
  expect([taken.answers.length, studio.listening.problem]).toEqual([0, null]);
});

test('going back to the listening test at hand gives up the new one: its first pair would take all answers away', async () => {
  const { listening } = studio;
  const { test: taken } = listening;
  taken.begin(setOf(pair('a'), pair('b', 'Waltz', 50)));
  for (const half of ['a', 'b'] as const) taken.count(half);
  taken.choose('a');
  taken.submit(1);
  const ends: ((reply: unknown) => void)[] = [];
  const cancelled: string[] = [];
  const start = (name: string) => ({
    done: new Promise((resolve) => ends.push(resolve)),
    cancel: () => cancelled.push(name),
  });
  Object.assign(window.gomboc, { start });
  studio.making.askedModel = async () => ({ name: 'piano' }) as Manifest;
  listening.show();
  listening.setUp();
  listening.addSource({ title: 'Long', performance: longPiece(130) });
  void listening.make();
  await vi.waitFor(() => expect(ends).toHaveLength(1));
  listening.back();
  const made = { takes: [{ notes: [note(60, 21, 25)], pedal: [] }], model: pair('a').made };
  ends[0]!({ ok: true, value: made });
  await new Promise((resolve) => setTimeout(resolve));
  expect([listening.view, taken.answers.length, cancelled]).toEqual(['pair', 1, ['music.listen']]);
  // Where the pairs that come are of the test at hand, they come on.
  listening.setUp();
  const next = listening.make();
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  ends[1]!({ ok: true, value: made });
  await vi.waitFor(() => expect(ends).toHaveLength(3));
  listening.setUp();
  listening.back();
  expect(cancelled).toHaveLength(1);
  listening.making.cancel();
  ends[2]!({ ok: false, cancelled: true });
  await next;
});

test('a take that was accepted is told as edited when its notes are moved by hand, too', () => {
  const run = continued();
  studio.takes.restore([run]);
  studio.making.accept(run, 0);
  const last = studio.document.performance.notes.at(-1)!;
  const drag = (...notes: Note[]) => {
    const { performance } = studio.roll.stage(60);
    studio.roll.apply({ commit: { label: 'Move notes', edit: edits.move(performance, new Set(notes), 0.5, 0) } });
  };
  drag(piece.notes[0]!);
  expect(rated.map((told) => (told as { rating: string }).rating)).toEqual(['kept']);
  drag(last);
  expect(rated.map((told) => (told as { rating: string }).rating)).toEqual(['kept', 'edited']);
});

test('the keys that go down are those of the take that is heard, not of what it replaces', () => {
  const run = continued();
  const region = { from: seconds(3.5), to: seconds(8) };
  const lane = { ...run.lanes[0]!, notes: [note(70, 4, 5), note(72, 6, 7)], region };
  studio.takes.restore([{ ...run, region, lanes: [lane] }]);
  studio.takes.show(run.id);
  const down = () => [0.5, 4.5, 6.5].map((time) => [...soundingAt(studio.roll.scene, time)]);
  expect(down()).toEqual([[60], [64], []]);
  studio.takes.focus = 0;
  expect(down()).toEqual([[60], [70], [72]]);
});

test('no frame stays where the note that the keys stood on was moved away', () => {
  const [first] = piece.notes;
  studio.focused = first!;
  expect(studio.roll.scene.focused).toBe(first);
  studio.document.edit('Move notes', edits.move(piece, new Set([first!]), 1, 0));
  expect(studio.roll.scene.focused).toBeNull();
});

test('space plays or pauses once, however long it is held', () => {
  const space = musicCommands(studio, false).find(({ keys }) => keys.includes('Space'))!;
  for (const repeat of [false, true]) perform(space, repeat);
  expect(studio.transport.playing).toBe(true);
});

test('the lanes are called otherwise as soon as another language is spoken', () => {
  vi.stubGlobal('document', { hidden: false, documentElement: { lang: 'en' } });
  vi.stubGlobal('navigator', { language: 'en' });
  const names = (['en', 'de', 'en'] as const).map((language) => {
    speak(language);
    return studio.roll.scene.names;
  });
  expect(names.map(({ velocity }) => velocity)).toEqual(['Velocity', 'Anschlag', 'Velocity']);
  const { scene } = studio.roll;
  studio.region = { from: 1, to: 2 };
  expect([studio.roll.scene === scene, studio.roll.scene.names === scene.names]).toEqual([false, true]);
});

describe('the arrow keys', () => {
  const melody = performanceOf(...Array.from({ length: 6 }, (_, i) => note(60 + i, i, i + 0.5)));
  const [, second, third, fourth, fifth] = melody.notes;
  const press = (...ids: string[]) => {
    for (const id of ids) perform(musicCommands(studio, false).find((command) => command.id === id)!);
  };
  const selected = () => [...studio.document.selection].map(({ pitch }) => pitch);
  beforeEach(() => studio.document.replace('Open', melody, new DocumentFile('melody.mid', null, melody)));

  test('go on from the note that was clicked on', () => {
    press('next-note');
    studio.document.select(new Set([fourth!]));
    press('next-note');
    expect(selected()).toEqual([64]);
    studio.document.select(new Set([third!, second!]));
    press('extend-right');
    expect(selected()).toEqual([62, 61, 63]);
    studio.document.select(new Set([third!, second!]));
    press('extend-left');
    expect(selected()).toEqual([62, 61, 60]);
    for (const [direction, pitch] of [
      ['previous-note', 60],
      ['next-note', 65],
    ] as const) {
      studio.focused = null;
      press('select-all', direction);
      expect(selected()).toEqual([pitch]);
    }
  });

  test('go on from where a note was deleted', () => {
    for (const [direction, pitch] of [
      ['next-note', 64],
      ['previous-note', 62],
    ] as const) {
      studio.document.select(new Set([third!]));
      press('next-note', 'delete', direction);
      expect(selected()).toEqual([pitch]);
      studio.undo();
    }
  });

  test('come to the note before where the last one was deleted', () => {
    studio.document.select(new Set([melody.notes.at(-1)!]));
    press('next-note', 'delete', 'next-note');
    expect(selected()).toEqual([64]);
    press('delete', 'next-note');
    expect(selected()).toEqual([63]);
  });

  test('go on from where a note was before its change was undone', () => {
    studio.document.select(new Set([fourth!]));
    press('next-note', 'octave-up');
    studio.undo();
    press('next-note');
    expect(studio.focused).toBe(fifth);
  });
});
