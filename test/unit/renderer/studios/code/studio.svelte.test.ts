import { readFileSync } from 'node:fs';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Kind } from '../../../../../models/code/page.ts';
import { kindToken, token } from '../../../../../models/code/vocabulary.ts';
import type { Stroke } from '../../../../../models/drawing/stroke.ts';
import { writePage } from '../../../../../models/code/written.ts';
import { Manifest } from '../../../../../models/manifest.ts';
import { AppState } from '../../../../../renderer/lib/app.svelte.ts';
import { mostDocuments } from '../../../../../renderer/studios/code/desk.svelte.ts';
import { PageDocument, type State } from '../../../../../renderer/studios/code/document.svelte.ts';
import type { Sketch } from '../../../../../renderer/studios/code/sketch/sketch.ts';
import { CodeStudio } from '../../../../../renderer/studios/code/studio.svelte.ts';
import { FakeWindow } from '../drawing/model/studio.ts';
import { login, page, reading } from './pages.ts';

const manifest = Manifest.parse({
  ...JSON.parse(readFileSync('models/drawing/weights/sketch/manifest.json', 'utf8')),
  task: 'code',
});
const sketch = { name: 'a', packedNow: '', frame: { width: 16, height: 16, pixels: new Uint8Array(256) } } as Sketch;

const stroke = { id: 'a', samples: [] as Stroke['samples'] } as Stroke;

let fake: FakeWindow;
let studio: CodeStudio;
let stop: () => void;

beforeEach(() => {
  fake = new FakeWindow().install();
  // What writes the code never answers.
  vi.stubGlobal(
    'Worker',
    class {
      postMessage(): void {}
    },
  );
  const app = new AppState();
  app.models = [{ name: manifest.name, studio: manifest.task, manifest, state: 'ok', removable: false, error: null }];
  studio = new CodeStudio(app);
  stop = $effect.root(() => studio.connect());
  flushSync();
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const opened = (state: Partial<State>): PageDocument => {
  const document = new PageDocument('a.gompage', { sketch, ...state });
  studio.desk.add(document, true);
  flushSync();
  return document;
};

/** The model has read an element. */
const say = (kind: Kind): void => {
  const tokens = [kindToken(kind), ...Array<number>(4).fill(token.coordinate)];
  fake.job.chunk({ tokens: tokens.map((one) => ({ token: one, probability: 1 })) } as never);
};

describe('what waits to be read', () => {
  test('is read when what was read on before it is stopped', () => {
    const front = opened({ page: login(), outcome: 'read' });
    studio.select('mail');
    studio.readOn();
    const waiting = opened({});
    studio.show(front);
    flushSync();
    expect([studio.reading.document, fake.jobs.length]).toEqual([front, 1]);
    studio.reading.stop();
    flushSync();
    expect([studio.reading.document, fake.jobs.length]).toEqual([waiting, 2]);
  });
});

describe('the pen', () => {
  test('is not in the hand for a sketch that comes in front meanwhile', () => {
    studio.paper.togglePen();
    const came = opened({ page: login(), outcome: 'read' });
    expect([studio.document, studio.paper.penning]).toEqual([came, false]);
    // Once taken, it is there for a drawing of its own.
    studio.paper.togglePen();
    expect([studio.paper.penning, studio.document.pen?.empty, studio.document === came]).toEqual([true, true, false]);
  });

  test('takes back that the paper was cleared: the page is as it was, with what the person said', () => {
    studio.paper.togglePen();
    const { document, paper } = studio;
    const pen = document.pen!;
    const image = { width: 16, height: 16, data: new Uint8ClampedArray(4 * 16 * 16) } as ImageData;
    pen.apply({ commit: { label: 'Draw a stroke', drawing: { ...pen.drawing, strokes: [stroke] } } });
    paper.inked(image);
    document.edit({ label: 'x', page: login(), outcome: 'read' });
    const { page: said } = document;
    pen.clear();
    paper.inked(null);
    expect([document.rows.length, document.sketch === null]).toEqual([0, true]);
    studio.undo();
    paper.inked(image);
    flushSync();
    expect([document.page, document.outcome, studio.reading.document]).toEqual([said, 'read', null]);
    studio.redo();
    paper.inked(null);
    expect([document.rows.length, document.sketch === null]).toEqual([0, true]);
  });

  test('is not in the hand while its paper is not on the screen: undo takes back what was drawn, and the page with it', () => {
    studio.paper.togglePen();
    const { document, paper, panes } = studio;
    const pen = document.pen!;
    pen.apply({ commit: { label: 'Draw a stroke', drawing: { ...pen.drawing, strokes: [stroke] } } });
    paper.inked({ width: 16, height: 16, data: new Uint8ClampedArray(4 * 16 * 16) } as ImageData);
    flushSync();
    panes.toggle('sketch');
    studio.undo();
    expect([pen.empty, document.sketch === null, document.history.undoLabel]).toEqual([true, true, null]);
    studio.redo();
    expect([pen.empty, document.sketch?.width]).toEqual([false, 16]);
    panes.toggle('sketch');
    expect(paper.penning).toBe(true);
  });
});

test('a full desk has no room for a new sketch or a pen’s, and says so: the pen does not go to the one in front', () => {
  for (let i = 0; i < mostDocuments; i++) opened({ page: login(), outcome: 'read' });
  const { document } = studio;
  studio.clear();
  const { notices } = studio.app;
  expect(notices.list.map(({ title }) => title)).toEqual(['There is no room for another sketch']);
  notices.clear('file');
  studio.paper.togglePen();
  expect([studio.document === document, document.pen, studio.paper.penning]).toEqual([true, null, false]);
  expect(notices.list).toHaveLength(1);
});

test('what is straightened is the sketch that it was asked for, and not one that comes in front meanwhile', () => {
  const asked = opened({ page: login(), outcome: 'read' });
  studio.paper.straightening = true;
  opened({ sketch: { ...sketch, name: 'b' } as Sketch, page: login(), outcome: 'read' });
  expect(studio.paper.straightening).toBe(false);
  studio.show(asked);
  expect(studio.paper.straightening).toBe(true);
  studio.paper.straightening = false;
  expect(studio.paper.straightening).toBe(false);
});

test('a picture that is used as it was is not read anew: what the person said of it stays', () => {
  const image = { width: 16, height: 16, data: new Uint8ClampedArray(4 * 16 * 16) };
  const own = { ...sketch, image } as Sketch;
  const document = opened({ sketch: own, page: login(), outcome: 'read' });
  studio.paper.straightening = true;
  studio.paper.straightened({ ...own, image: { ...image } as ImageData });
  expect([studio.paper.straightening, document.sketch === own, fake.jobs.length]).toEqual([false, true, 0]);
});

describe('the history', () => {
  test('has of a hand’s change while the sketch is read again only that: undo brings the page before it back', () => {
    const document = opened({ page: login(), outcome: 'read' });
    const { page: before } = document;
    studio.readAgain();
    say('icon');
    studio.select('go');
    studio.edits.remove();
    flushSync();
    expect([document.rows.length, studio.reading.document]).toEqual([6, null]);
    studio.undo();
    expect([document.page, document.history.undoLabel]).toEqual([before, null]);
  });

  test('leads to a step that was taken back, also while the sketch is read again', () => {
    const document = opened({ page: login(), outcome: 'read' });
    studio.select('go');
    studio.edits.remove();
    studio.undo();
    studio.readAgain();
    say('icon');
    studio.goTo(1, '');
    flushSync();
    expect([document.rows.length, document.steps.length, studio.reading.document]).toEqual([6, 1, null]);
  });
});

describe('another reading that is looked at', () => {
  test('is what is copied, exported and dragged out: its code is on the screen', async () => {
    const document = opened({ page: login(), outcome: 'read' });
    const write = vi.spyOn(studio.source, 'write').mockResolvedValue('');
    const folder = vi.spyOn(studio.source, 'folder').mockResolvedValue([]);
    const out = async () => {
      await studio.copyCode();
      await studio.files.exportFile();
      await studio.files.exportFolder();
      await studio.files.prepareDrag();
      const written = [...write.mock.calls, ...folder.mock.calls].map(([page]) => page);
      [write, folder].forEach((spy) => spy.mockClear());
      return written;
    };
    const other = page({ kind: 'icon' });
    studio.readings.list = [{ reading: 0, page: other }];
    studio.readings.look(0);
    expect(await out()).toEqual([other, other, other, other]);
    studio.readings.look(0);
    expect(await out()).toEqual(Array(4).fill(document.page));
  });

  test('can be changed as markup: the rest of it is no word of the person’s', () => {
    const document = opened({ page: login(), outcome: 'read' });
    const other = page({ kind: 'heading-1', text: 'Log on', reading: reading(0.9) }, { kind: 'icon' });
    studio.app.settings = { ...studio.app.settings, codeTarget: 'markup' };
    studio.readings.list = [{ reading: 0, page: other }];
    studio.readings.look(0);
    flushSync();
    studio.source.draft = `${writePage(other)}image\n`;
    studio.applyMarkup();
    expect(document.rows.map(({ element }) => [element.kind, element.fixed])).toEqual([
      ...[['heading-1', false] as const, ['icon', false] as const, ['image', true] as const],
    ]);
    expect(document.rows[0]!.element).toEqual(other.children[0]);
  });

  test('is not the page that a hand changes: what is chosen in it has only the name of another element', () => {
    const document = opened({ page: login(), outcome: 'read' });
    studio.readings.list = [{ reading: 0, page: page({ id: 'go', kind: 'icon' }) }];
    studio.readings.look(0);
    studio.select('go');
    expect([studio.chosen, studio.canReadOn]).toEqual([null, false]);
    studio.editText();
    expect([studio.takesKeyboard('text'), studio.edits.canPut('go', { before: 'title' })]).toEqual([false, false]);
    studio.edits.remove();
    expect([document.rows.length, studio.announcement]).toEqual([7, 'That can’t be done here']);
    studio.readings.look(0);
    expect([studio.chosen?.id, studio.canReadOn]).toEqual(['go', true]);
    studio.edits.remove();
    expect(document.rows).toHaveLength(6);
  });
});

describe('files that come together', () => {
  const file = (name: string) => ({
    handle: '',
    name: `${name}.markup`,
    bytes: new TextEncoder().encode('heading-1 "Log in" @0.1,0.1,0.5,0.2\n'),
  });
  const names = (): string[] => studio.desk.list.map(({ name }) => name);

  beforeEach(() => {
    for (const name of ['files.recent', 'files.examples']) fake.answers[name] = { ok: true, value: [] };
  });

  test('come in front one after the other, and so does one that is opened while the one before is read', async () => {
    await Promise.all(['a', 'b', 'c'].map((name) => studio.files.opened(file(name))));
    expect([studio.document.name, names()]).toEqual(['c.gompage', ['a.gompage', 'b.gompage', 'c.gompage']]);
  });

  test('are opened though others that were chosen with them can’t be read, which is told of each', async () => {
    const error = { code: 'file-unreadable', message: 'No.', remedy: 'Look.' } as const;
    const unread = ['b.png', 'c.png'].map((name) => ({ name, error }));
    fake.answers['files.openFolder'] = { ok: true, value: { files: [file('a')], unread } };
    await studio.files.openFolder();
    expect(names()).toEqual(['a.gompage']);
    expect(studio.app.notices.list.map(({ title, error }) => [title, error?.code])).toEqual([
      ['“b.png” could not be opened', 'file-unreadable'],
      ['“c.png” could not be opened', 'file-unreadable'],
    ]);
  });

  test('leave the one in front that a hand is at, too, where they are pasted', async () => {
    const pasted = (name: string, before: () => void) => ({
      name: file(name).name,
      arrayBuffer: async () => (before(), file(name).bytes.buffer),
    });
    const files = [pasted('a', () => undefined), pasted('b', () => studio.select(studio.document.rows[0]!.element.id))];
    await studio.files.paste({ files } as unknown as DataTransfer);
    expect([studio.document.name, names()]).toEqual(['a.gompage', ['a.gompage', 'b.gompage']]);
  });

  test.each<[string, () => void]>([
    ['chosen an element of', () => studio.select(studio.document.rows[0]!.element.id)],
    ['changed', () => studio.document.edit({ label: 'Change', page: login() })],
    ['taken the pen to', () => void (studio.paper.penning = true)],
    ['gone on to', () => studio.stepDocument(1)],
  ])('leave the one in front that a hand has %s', async (_, act) => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => studio.files.opened(file(name)));
    await a;
    await b;
    act();
    const { document } = studio;
    await c;
    expect([studio.document === document, names()]).toEqual([true, ['a.gompage', 'b.gompage', 'c.gompage']]);
    await studio.files.opened(file('d'));
    expect(studio.document.name).toBe('d.gompage');
  });
});
