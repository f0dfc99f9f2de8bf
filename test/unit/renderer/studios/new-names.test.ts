import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyDrawing } from '../../../../models/drawing/drawing.ts';
import { AppState } from '../../../../renderer/lib/app.svelte.ts';
import { speak } from '../../../../renderer/lib/words.svelte.ts';
import { Desk } from '../../../../renderer/studios/code/desk.svelte.ts';
import { Files as CodeFiles, type FileHost } from '../../../../renderer/studios/code/files/files.svelte.ts';
import { DrawingDocument, type DocumentFile } from '../../../../renderer/studios/drawing/document.svelte.ts';
import { Files as DrawingFiles } from '../../../../renderer/studios/drawing/files/files.svelte.ts';
import { readOthers } from '../../../../renderer/studios/drawing/model/other.ts';
import { speedName, speeds } from '../../../../renderer/studios/drawing/model/replay.svelte.ts';
import { readSession } from '../../../../renderer/studios/drawing/session/session.ts';
import { Clipboard } from '../../../../renderer/studios/drawing/files/clipboard.ts';
import { exampleTitle as drawingTitle } from '../../../../renderer/studios/drawing/files/kinds.ts';
import { Layers } from '../../../../renderer/studios/drawing/layers.svelte.ts';
import { MusicDocument } from '../../../../renderer/studios/music/document.svelte.ts';
import { exampleTitle as musicTitle } from '../../../../renderer/studios/music/files/names.ts';
import { across } from '../../models/drawing/some-strokes.ts';

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('navigator', { language: 'en' });
  speak('de');
});
afterEach(() => {
  speak('en');
  vi.unstubAllGlobals();
});

test('new files are named in the person’s language', () => {
  const names = [new DrawingDocument().file.name, new MusicDocument().file.name, new Desk().front.name];
  expect(names).toEqual(['Unbenannt.gomdraw', 'Unbenannt.mid', 'Unbenannt.gompage']);
});

test('so are new layers; a name once given stays when the language changes', () => {
  const drawing = new DrawingDocument();
  const layers = new Layers(drawing, () => undefined);
  layers.add();
  speak('en');
  layers.add();
  expect(drawing.drawing.layers.map(({ name }) => name)).toEqual(['Ebene 1', 'Ebene 2', 'Layer 3']);
});

test('a drawing of a file of many is called what it is in the person’s language, or by the file', async () => {
  const drawing = { ...emptyDrawing(), strokes: [across] };
  const read = async () => ({ drawings: [{ subject: 'cat', drawing }, { subject: null, drawing }], warnings: [] }); // prettier-ignore
  const others = await readOthers({ read }, { name: 'some.ndjson', bytes: new TextEncoder().encode('{}') });
  expect(others.map(({ name }) => name)).toEqual(['Katze', 'some.ndjson']);
});

test('and so is the file that it becomes', () => {
  const opened: string[] = [];
  const taker = { opened: (_: unknown, { name }: DocumentFile) => void opened.push(name), picture: async () => undefined }; // prettier-ignore
  const files = new DrawingFiles(new DrawingDocument(), new AppState(), taker, async () => undefined);
  for (const subject of ['cat', null]) {
    const drawings = [{ subject, drawing: emptyDrawing() }];
    files.choice = { name: 'some.ndjson', drawings };
    files.choose(drawings[0]!);
  }
  expect(opened).toEqual(['Katze.gomdraw', 'some.gomdraw']);
});

test('the examples are called in the person’s language', () => {
  expect(['face.json', 'half-cat.json', 'house.json', 'a-fish.json'].map(drawingTitle)).toEqual([
    'Gesicht',
    'Halbe Katze',
    'Haus',
    'A fish',
  ]);
  expect(['bach-prelude-in-c.mid', 'little-waltz.mid'].map(musicTitle)).toEqual([
    'Bach, Präludium in C',
    'Kleiner Walzer',
  ]);
});

test('how fast a replay is is written as the language does', () => {
  expect(speeds.map(speedName)).toEqual(['0,5 ×', '1 ×', '2 ×', '4 ×']);
});

test('so is a drawing of which only a journal was kept', () => {
  const { name, drawing } = readSession({ text: '', journal: [] });
  expect([name, drawing.layers.map((layer) => layer.name)]).toEqual(['Unbenannt.gomdraw', ['Ebene 1']]);
});

test('so is what is pasted and has no name', async () => {
  const data = (text: string, ...files: File[]) => ({ getData: () => text, files }) as unknown as DataTransfer;
  const { drawing } = new DrawingDocument();
  const clipboard = new Clipboard({} as ConstructorParameters<typeof Clipboard>[0]);
  expect(await clipboard.paste(drawing, data('<svg/>'))).toMatchObject({ name: 'Eingefügt.svg' });
  expect(await clipboard.paste(drawing, data('{}'))).toMatchObject({ name: 'Eingefügt.gomdraw' });

  const [app, names] = [new AppState(), [] as string[]];
  app.handOn = ({ name }) => (names.push(name), true);
  const files = new CodeFiles({ app } as FileHost);
  await files.paste(data('', new File([], 'image.png'), new File([], 'login.png')));
  expect(names).toEqual(['Eingefügt.png', 'login.png']);
});
