import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge, OpenedFile } from '../../../../../../electron/ipc/contract.ts';
import { emptyDrawing, type Drawing } from '../../../../../../models/drawing/drawing.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { answer, type Answer, type Question } from '../../../../../../renderer/lib/worker.ts';
import { DocumentFile, DrawingDocument } from '../../../../../../renderer/studios/drawing/document.svelte.ts';
import { operations } from '../../../../../../renderer/studios/drawing/files/codec-work.ts';
import { Files } from '../../../../../../renderer/studios/drawing/files/files.svelte.ts';

/** The worker's work, done when the test says so. */
class HeldWorker {
  static all: HeldWorker[] = [];
  readonly asked: Question[] = [];
  terminated = false;
  onmessage: (event: { data: Answer }) => void = () => undefined;

  constructor() {
    HeldWorker.all.push(this);
  }

  postMessage(question: Question): void {
    this.asked.push(question);
  }

  terminate(): void {
    this.terminated = true;
  }

  async work(): Promise<void> {
    for (const question of this.asked.splice(0)) this.onmessage({ data: await answer(operations, question) });
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 0));
const work = async () => {
  for (let i = 0; i < 4; i++) {
    await pause();
    await HeldWorker.all.at(-1)?.work();
  }
  await pause();
};

let document: DrawingDocument;
let app: AppState;
let files: Files;
/** What main answers. */
let answers: Record<string, (input: unknown) => unknown>;
let pictures: { name: string; finish: () => Promise<void> }[];

beforeEach(() => {
  vi.stubGlobal('Worker', HeldWorker);
  vi.stubGlobal('self', { location: 'http://page/' });
  HeldWorker.all = [];
  answers = { 'files.recent': () => [], 'files.examples': () => [] };
  const call = async (name: string, input: unknown) => ({ ok: true, value: await answers[name]?.(input) });
  vi.stubGlobal('window', { gomboc: { call } as unknown as Bridge });
  pictures = [];
  document = new DrawingDocument();
  app = new AppState();
  const taker = {
    opened: (drawing: Drawing, file: DocumentFile) => document.replace('Open', drawing, file),
    picture: (_: Uint8Array, name: string, wanted: () => boolean) =>
      new Promise<void>((resolve) => {
        const finish = async () => {
          const backdrop = { source: `data:image/png;base64,${name}`, opacity: 0.5 };
          if (wanted()) document.edit({ label: 'Put', drawing: { ...document.drawing, backdrop } });
          resolve();
          await pause();
        };
        pictures.push({ name, finish });
      }),
  };
  files = new Files(document, app, taker, () => Promise.resolve());
});

const file = (name: string, text: string): OpenedFile => ({
  handle: '',
  name,
  bytes: new TextEncoder().encode(text),
});
const svg = (name: string) => file(name, '<svg viewBox="0 0 800 600"><path stroke="red" d="M1 1h9"/></svg>');
const picture: OpenedFile = { handle: '', name: 'AAAA', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };

describe('opening', () => {
  test('of several, the last that was asked for wins', async () => {
    void files.opened(svg('first.svg'));
    void files.opened(svg('second.svg'));
    await pause();
    expect(files.reading).toBe('second.svg');
    await work();
    expect([document.file.name, document.history.past.length, files.reading]).toEqual(['second.gomdraw', 1, null]);
  });

  test('goes on when a dialog is closed without a file meanwhile', async () => {
    answers['files.open'] = () => null;
    void files.opened(svg('first.svg'));
    await pause();
    await files.openDialog();
    expect(files.reading).toBe('first.svg');
    await work();
    expect([document.file.name, files.reading]).toEqual(['first.gomdraw', null]);
  });

  test('a picture comes under the drawing it was opened for, and not under one that was opened after it', async () => {
    void files.opened(picture);
    await pause();
    void files.opened(svg('second.svg'));
    await work();
    await pictures[0]!.finish();
    expect([document.file.name, document.drawing.backdrop]).toEqual(['second.gomdraw', null]);
    void files.opened(picture);
    await pause();
    await pictures[1]!.finish();
    expect(document.drawing.backdrop).not.toBeNull();
  });

  test('and not under a new drawing that was begun after it', async () => {
    void files.opened(picture);
    await pause();
    document.clear();
    await pictures[0]!.finish();
    expect(document.drawing.backdrop).toBeNull();
  });

  test('a choice between the drawings of a file ends when another file comes', async () => {
    const line = '{"word":"cat","drawing":[[[1,2],[3,4]]]}';
    void files.opened(file('cats.ndjson', `${line}\n${line}`));
    await work();
    expect(files.choice?.drawings).toHaveLength(2);
    void files.opened(svg('other.svg'));
    await work();
    expect([files.choice, document.file.name]).toEqual([null, 'other.gomdraw']);
  });
});

test('a file that was saved is saved, though the recent files can’t be listed', async () => {
  answers['files.save'] = () => ({ handle: 'h', name: 'cat.gomdraw' });
  answers['files.recent'] = () => {
    throw new Error('no list');
  };
  void files.save('ask');
  await work();
  expect([document.file.name, document.file.handle, document.file.saved]).toEqual([
    'cat.gomdraw',
    'h',
    document.drawing,
  ]);
  expect(app.notices.list.map(({ title }) => title)).toEqual(['Recent files could not be listed']);
});

describe('dragging out', () => {
  test('is of a file with the name that the document has by now, written once', async () => {
    const prepared: string[] = [];
    answers['files.prepareDrag'] = (input) => {
      prepared.push((input as { name: string }).name);
      return { handle: String(prepared.length), name: '' };
    };
    const drawing = emptyDrawing();
    const drag = async (name: string) => {
      const ready = files.prepareDrag(drawing, name);
      await work();
      return (await ready).handle;
    };
    expect([await drag('Untitled.gomdraw'), await drag('Untitled.gomdraw')]).toEqual(['1', '1']);
    expect(await drag('cat.gomdraw')).toBe('2');
    expect(prepared).toEqual(['Untitled', 'cat']);
  });
});

test('what waits behind a file that takes too long is done after it', async () => {
  vi.useFakeTimers();
  const read = files.codec.read('<svg/>', 'svg');
  const refused = expect(read).rejects.toMatchObject({ code: 'drawing-unreadable' });
  await vi.advanceTimersByTimeAsync(1000);
  const written = files.codec.write(emptyDrawing(), 'svg');
  written.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(29_000);
  await refused;
  expect(HeldWorker.all.map(({ terminated }) => terminated)).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(2000);
  HeldWorker.all[1]!.work();
  expect(await written).toContain('<svg');
  vi.useRealTimers();
});
