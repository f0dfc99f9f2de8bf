import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpenedFile, Reply, Unsaved } from '../../../../electron/ipc/contract.ts';
import { writeDrawing } from '../../../../models/drawing/file.ts';
import { writeMidi } from '../../../../models/music/midi.ts';
import { AppState } from '../../../../renderer/lib/app.svelte.ts';
import { answer, type Operations, type Question } from '../../../../renderer/lib/worker.ts';
import { operations as onDrawings } from '../../../../renderer/studios/drawing/files/codec-work.ts';
import { writeSession as writeDrawn } from '../../../../renderer/studios/drawing/session/session.ts';
import { DrawingStudio } from '../../../../renderer/studios/drawing/studio.svelte.ts';
import { operations as onMusic } from '../../../../renderer/studios/music/files/codec-work.ts';
import { writeSession as writePlayed } from '../../../../renderer/studios/music/session.ts';
import { MusicStudio } from '../../../../renderer/studios/music/studio.svelte.ts';
import { across, down, drawingOf } from '../../models/drawing/some-strokes.ts';
import { note, performanceOf } from './music/some.ts';

/*
 * A file that comes while a studio is still asking for its last session, as it does when the system hands it over or the
 * studio was not visited before: it lies upon what was there, and does not supersede it.
 */

/** The worker's own work, done here. */
const workers: Record<string, Operations> = { drawings: onDrawings, files: onMusic };
class WorkerHere {
  onmessage: (event: { data: unknown }) => void = () => undefined;
  constructor(
    _url: URL,
    private readonly options: { name: string },
  ) {}
  postMessage(question: Question): void {
    void answer(workers[this.options.name]!, question).then((data) => this.onmessage({ data }));
  }
  terminate(): void {}
}

/** Main has found the last session, or that there is none. */
let found: (session: Unsaved | null) => void;

beforeEach(() => {
  const restoring = new Promise<Reply<Unsaved | null>>((resolve) => {
    found = (value) => resolve({ ok: true, value });
  });
  const call = async (name: string) => (name === 'session.restore' ? restoring : { ok: true, value: [] });
  vi.stubGlobal('window', { gomboc: { call, on: () => () => undefined }, addEventListener: () => undefined });
  vi.stubGlobal('navigator', { language: 'en' });
  vi.stubGlobal('Worker', WorkerHere);
  // Vite's way to the worker's file begins at the page.
  vi.stubGlobal('self', { location: 'http://page/' });
});
afterEach(() => void vi.unstubAllGlobals());

/** As long as reading the file takes, and more. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 50));
const file = (name: string, bytes: Uint8Array): OpenedFile => ({ handle: '', name, bytes });

const drawingFile = file('opened.gomdraw', new TextEncoder().encode(writeDrawing(drawingOf(across))));
const musicFile = file('opened.mid', writeMidi(performanceOf(note(60, 0, 1)), { format: 1, name: 'opened' }));

const studios = {
  drawing: () => {
    const studio = new DrawingStudio(new AppState());
    const kept = writeDrawn({
      ...{ name: 'kept.gomdraw', saved: false, drawing: drawingOf(across, down), ink: null },
      ...{ pen: { colour: '#e03131', width: 3 }, layer: 'layer-1', grid: false },
    });
    return { studio, kept, opening: () => studio.files.opened(drawingFile) };
  },
  music: () => {
    const studio = new MusicStudio(new AppState());
    const kept = writePlayed({
      ...{ name: 'kept.mid', saved: false, performance: performanceOf(note(72, 0, 2)), playhead: 0 },
      ...{ form: studio.making.form, runs: [], listening: null },
    });
    return { studio, kept, opening: () => studio.opened(musicFile) };
  },
} as const;

for (const [name, make] of Object.entries(studios)) {
  test(`a file that comes before the last session is back lies upon it, in ${name}`, async () => {
    const { studio, kept, opening } = make();
    const { document } = studio;
    studio.start();
    const opened = opening();
    await aWhile();
    expect(document.empty).toBe(true);
    found({ text: kept, journal: [] });
    await opened;
    expect(studio.app.notices.list).toEqual([]);
    expect(document.file.name).toMatch(/^opened/);
    studio.undo();
    expect([document.file.name, document.file.saved]).toEqual([expect.stringMatching(/^kept/), null]);
  });

  test(`and is opened where there was none, in ${name}`, async () => {
    const { studio, opening } = make();
    studio.start();
    const opened = opening();
    found(null);
    await opened;
    expect(studio.app.notices.list).toEqual([]);
    expect(studio.document.file.name).toMatch(/^opened/);
  });
}
