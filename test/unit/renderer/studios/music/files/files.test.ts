import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Performance } from '../../../../../../models/music/note.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { answer, type Question } from '../../../../../../renderer/lib/worker.ts';
import { MusicDocument, type DocumentFile } from '../../../../../../renderer/studios/music/document.svelte.ts';
import { kindOf, operations } from '../../../../../../renderer/studios/music/files/codec-work.ts';
import { Files } from '../../../../../../renderer/studios/music/files/files.svelte.ts';
import { pack, unpack } from '../../../../../../renderer/studios/music/files/pack.ts';
import { note, performanceOf } from '../some.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the kind of a file', () => {
  test('is what its bytes say, then its name', () => {
    expect(kindOf('a.json', bytes('MThd…'))).toBe('midi');
    expect(kindOf('a.txt', bytes('  {"notes":[]}'))).toBe('notesequence-json');
    expect(kindOf('a.json', bytes('x'))).toBe('notesequence-json');
    expect(kindOf('a.pb', bytes('\n\u0003abc'))).toBe('notesequence-pb');
    expect(kindOf('a.mid', bytes(''))).toBe('midi');
  });
});

describe('the worker', () => {
  test('reads back the MIDI that it wrote', async () => {
    const piece = performanceOf(note(60, 0.5, 1), note(64, 1, 2, 100));
    const written = await operations.write(pack(piece), 'midi', 0);
    const read = await operations.read(written, 'midi');
    expect(unpack(read.packed).notes).toEqual([
      { ...note(60, 0.5, 1), start: expect.closeTo(0.5, 2), end: expect.closeTo(1, 2) },
      { ...note(64, 1, 2, 100), start: expect.closeTo(1, 2), end: expect.closeTo(2, 2) },
    ]);
  });

  test('answers damage with an error, never by throwing', async () => {
    const read = await answer(operations, { name: 'read', input: [bytes('not music'), 'midi'] });
    expect(read).toMatchObject({ ok: false, error: { code: 'midi-unreadable' } });
  });
});

/** The worker's own work, done here. */
class WorkerHere {
  onmessage: (event: { data: unknown }) => void = () => undefined;
  postMessage(question: Question): void {
    void answer(operations, question).then((data) => this.onmessage({ data }));
  }
}

describe('a file that lies ready to be dragged out', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test('is written once, and anew when the document was given another name', async () => {
    const written: string[] = [];
    const call = async (_name: string, { name }: { name: string }) => {
      written.push(name);
      return { ok: true, value: { handle: name, name } };
    };
    vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined } });
    vi.stubGlobal('Worker', WorkerHere);
    vi.stubGlobal('self', { location: 'http://page/' });
    const files = new Files(
      new MusicDocument(),
      new AppState(),
      () => undefined,
      () => Promise.resolve(),
    );
    const piece = performanceOf(note(60, 0, 1));
    await files.prepareDrag(piece, 'Untitled.mid');
    expect((await files.prepareDrag(piece, 'Untitled.mid')).name).toBe('Untitled.mid');
    expect((await files.prepareDrag(piece, 'Nocturne.mid')).name).toBe('Nocturne.mid');
    expect(written).toEqual(['Untitled.mid', 'Nocturne.mid']);
  });

  test('is written anew where so many came after it that it is not kept any more', async () => {
    const gone = { code: 'file-unreadable', message: 'Nothing waits.', remedy: 'Drag it once more.' };
    const asked: string[] = [];
    const call = async (name: string, { handle = '' }: { handle?: string }) => {
      asked.push(`${name} ${handle}`.trim());
      if (name === 'files.prepareDrag') return { ok: true, value: { handle: `h${asked.length}`, name: 'waltz.mid' } };
      return handle === 'h1' ? { ok: false, error: gone } : { ok: true, value: undefined };
    };
    vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined } });
    vi.stubGlobal('Worker', WorkerHere);
    vi.stubGlobal('self', { location: 'http://page/' });
    const app = new AppState();
    const files = new Files(
      new MusicDocument(),
      app,
      () => undefined,
      () => Promise.resolve(),
    );
    const piece = performanceOf(note(60, 0, 1));
    await files.prepareDrag(piece, 'waltz.mid');
    await files.startDrag(piece, 'waltz.mid');
    expect(asked).toEqual(['files.prepareDrag', 'files.startDrag h1', 'files.prepareDrag', 'files.startDrag h3']);
    expect(app.notices.list).toEqual([]);
  });
});

test('a file that was saved is saved, though the recent files can’t be listed', async () => {
  const call = async (name: string) => {
    if (name === 'files.recent') throw new Error('no list');
    return { ok: true, value: name === 'files.save' ? { handle: 'h', name: 'waltz.mid' } : [] };
  };
  vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined } });
  vi.stubGlobal('Worker', WorkerHere);
  vi.stubGlobal('self', { location: 'http://page/' });
  const [document, app] = [new MusicDocument(), new AppState()];
  const files = new Files(
    document,
    app,
    () => undefined,
    () => Promise.resolve(),
  );
  await files.save('ask');
  expect([document.file.name, document.file.handle]).toEqual(['waltz.mid', 'h']);
  expect(app.notices.list.map(({ title }) => title)).toEqual(['Recent files could not be listed']);
  vi.unstubAllGlobals();
});

test('a file of which something was left out is not saved over without asking where', async () => {
  const saved: unknown[] = [];
  const call = async (name: string, input: { handle?: string }) => {
    if (name === 'files.save') saved.push(input.handle);
    return { ok: true, value: name === 'files.save' ? { handle: 'new', name: 'song.mid' } : [] };
  };
  vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined } });
  vi.stubGlobal('Worker', WorkerHere);
  vi.stubGlobal('self', { location: 'http://page/' });
  const document = new MusicDocument();
  const opened = (performance: Performance, file: DocumentFile) => document.replace('Open', performance, file);
  const files = new Files(document, new AppState(), opened, () => Promise.resolve());
  const track = (channel: number) => [0, 0x90 + channel, 60, 80, 0x60, 0x80 + channel, 60, 0, 0, 0xff, 0x2f, 0];
  for (const channels of [[0], [0, 9]]) {
    const tracks = channels.flatMap((channel) => [...bytes('MTrk'), 0, 0, 0, 12, ...track(channel)]);
    const head = [...bytes('MThd'), 0, 0, 0, 6, 0, 1, 0, channels.length, 0, 0x60];
    await files.opened({ handle: 'theirs', name: 'song.mid', bytes: Uint8Array.from([...head, ...tracks]) });
    await files.save('in-place');
  }
  expect(saved).toEqual(['theirs', undefined]);
  vi.unstubAllGlobals();
});

test('a file goes on being opened when a dialog is closed without one meanwhile', async () => {
  vi.stubGlobal('window', { gomboc: { call: async () => ({ ok: true, value: null }), on: () => () => undefined } });
  vi.stubGlobal('Worker', WorkerHere);
  vi.stubGlobal('self', { location: 'http://page/' });
  const opened: string[] = [];
  const files = new Files(
    new MusicDocument(),
    new AppState(),
    (_, { name }) => void opened.push(name),
    () => Promise.resolve(),
  );
  const piece = await operations.write(pack(performanceOf(note(60, 0, 1))), 'midi', 0);
  const opening = files.opened({ handle: '', name: 'waltz.mid', bytes: piece });
  await files.openDialog();
  await opening;
  expect([opened, files.reading]).toEqual([['waltz.mid'], null]);
  vi.unstubAllGlobals();
});
