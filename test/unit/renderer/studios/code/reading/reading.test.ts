import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { setText } from '../../../../../../models/code/edit.ts';
import { encodePage } from '../../../../../../models/code/markup.ts';
import type { Page } from '../../../../../../models/code/page.ts';
import { pruned } from '../../../../../../models/code/read.ts';
import type { ReadDelta, ReadResult } from '../../../../../../models/code/request.ts';
import { emptyDrawing } from '../../../../../../models/drawing/drawing.ts';
import { Manifest } from '../../../../../../models/manifest.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { Desk } from '../../../../../../renderer/studios/code/desk.svelte.ts';
import { PageDocument } from '../../../../../../renderer/studios/code/document.svelte.ts';
import { Installed } from '../../../../../../renderer/lib/installed.svelte.ts';
import { Reading } from '../../../../../../renderer/studios/code/reading/reading.svelte.ts';
import type { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';
import { FakeWindow } from '../../drawing/model/studio.ts';
import { login, page } from '../pages.ts';

const manifest = Manifest.parse({
  ...JSON.parse(readFileSync('models/drawing/weights/sketch/manifest.json', 'utf8')),
  task: 'code',
});

let fake: FakeWindow;
let app: AppState;
let desk: Desk;
let reading: Reading;
let said: string[];

beforeEach(() => {
  fake = new FakeWindow().install();
  app = new AppState();
  app.models = [{ name: manifest.name, studio: manifest.task, manifest, state: 'ok', removable: false, error: null }];
  [desk, said] = [new Desk(), []];
  reading = new Reading(new Installed(app, 'code'), desk, (text) => said.push(text));
});
afterEach(() => void vi.unstubAllGlobals());

const frame = { width: 16, height: 16, pixels: new Uint8Array(256) };
const sketched = (name: string): PageDocument => {
  const document = new PageDocument(name, { sketch: { name, frame } as Sketch });
  desk.add(document, true);
  return document;
};
const tokens = (of: Page) =>
  [...encodePage(of, { text: true, boxes: true })].slice(4).map((token) => ({ token, probability: 0.9 }));
const say = (of: ReturnType<typeof tokens>) => fake.job.chunk({ tokens: of } satisfies ReadDelta as never);
const result = (more: Partial<ReadResult> = {}) => ({
  ok: true as const,
  value: { tokens: [], nothing: false, encodeMs: 1, firstMs: 2, totalMs: 3, provider: 'cpu', ...more },
});
const kinds = (of: Page) => of.children.map(({ kind }) => kind);

describe('reading', () => {
  test('what waits is read, the page grows, and then it is the document’s', async () => {
    const document = sketched('a');
    reading.next();
    expect(fake.job).toMatchObject({
      name: 'code.read',
      input: { prefix: [], insist: false, text: true, boxes: true },
    });
    const all = tokens(login());
    say(all.slice(0, 8));
    expect(reading.document).toBe(document);
    expect(kinds(reading.shownOf(document))).toEqual(['header']);
    expect(document.page.children).toEqual([]);
    say(all.slice(8));
    await fake.job.end(result());
    expect(kinds(document.page)).toEqual(['header', 'card']);
    expect([document.outcome, reading.document, reading.stats?.elements]).toEqual(['read', null, 7]);
    expect(said).toEqual(['Read 7 elements in 0.0 seconds']);
  });

  test('several are read one after the other, the one in front first', async () => {
    const [a, b] = [sketched('a'), sketched('b')];
    reading.next();
    reading.next();
    expect([reading.document, fake.jobs.length]).toEqual([b, 1]);
    say(tokens(login()));
    await fake.job.end(result());
    expect([reading.document, fake.jobs.length]).toEqual([a, 2]);
    await fake.job.end(result({ nothing: true }));
    expect([a.outcome, b.outcome, reading.document]).toEqual(['nothing', 'read', null]);
  });

  test('one can wait for the latest to be over', async () => {
    sketched('a');
    reading.next();
    let over = false;
    const waiting = reading.latest.then(() => (over = true));
    say(tokens(login()));
    await Promise.resolve();
    expect(over).toBe(false);
    await fake.job.end(result());
    expect(await waiting).toBe(true);
  });

  test('no wireframe: nothing is invented, until the person insists', async () => {
    const document = sketched('a');
    reading.next();
    await fake.job.end(result({ nothing: true }));
    expect([document.outcome, document.page.children]).toEqual(['nothing', []]);
    reading.next();
    expect(fake.jobs).toHaveLength(1);
    void reading.read(document, { insist: true });
    expect(fake.job.input).toMatchObject({ insist: true });
    say(tokens(login()));
    await fake.job.end(result());
    expect(document.outcome).toBe('read');
  });

  test('what fails is told where it is, and not tried again by itself', async () => {
    const document = sketched('a');
    reading.next();
    await fake.job.end({ ok: false, error: { code: 'engine-stopped', message: 'it fell', remedy: 'again' } });
    expect(document.trouble).toMatchObject({ code: 'engine-stopped' });
    reading.next();
    expect(fake.jobs).toHaveLength(1);
    void reading.read(document);
    expect([document.trouble, fake.jobs.length]).toEqual([null, 2]);
  });

  test('without a model it says so', () => {
    app.models = [];
    const document = sketched('a');
    reading.next();
    expect(fake.jobs).toHaveLength(0);
    void reading.read(document);
    expect(document.trouble).toMatchObject({ code: 'model-missing' });
  });

  test('stopped, it keeps what it has, without containers that hold nothing', () => {
    const document = sketched('a');
    reading.next();
    for (const token of tokens(login())) if (!kinds(reading.shownOf(document)).includes('card')) say([token]);
    // The card is open, and nothing in it read yet.
    expect(kinds(reading.shownOf(document))).toEqual(['header', 'card']);
    expect(reading.stop()).toBe(true);
    expect(fake.job.cancelled).toBe(true);
    expect([document.outcome, reading.stop()]).toEqual(['read', false]);
    expect(kinds(document.page)).toEqual(['header']);
  });

  test('stopped before its first element, a reading leaves the page that was there', () => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    void reading.read(document);
    const all = tokens(login());
    // The header is open, and its link not read yet.
    let open = 0;
    while (kinds(reading.shownOf(document))[1] === 'card') say(all.slice(open, ++open));
    expect(reading.shownOf(document).children).toMatchObject([{ kind: 'header', children: [] }]);
    reading.stop();
    expect([document.rows.length, document.steps]).toEqual([7, []]);
    // The same of a picture that was turned since: it is not read again by itself.
    document.redraw('Turn left', { name: 'b', frame } as Sketch);
    reading.next();
    say(all.slice(0, open));
    reading.stop();
    expect([document.rows.length, document.outcome]).toEqual([7, 'read']);
  });

  test('reads on from a correction and keeps what is before it', async () => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    const whole = tokens(login());
    void reading.readOn(document, 'mail');
    const { prefix } = fake.job.input as { prefix: number[] };
    expect(prefix).toEqual(whole.map(({ token }) => token).slice(0, prefix.length));
    expect(kinds(reading.shownOf(document))).toEqual(['header', 'card']);
    const rest = tokens(
      page({ kind: 'header', children: [{ kind: 'link' }] }, { kind: 'card', children: [{ kind: 'image' }] }),
    );
    say(rest.slice(-7));
    await fake.job.end(result());
    expect(document.byId.get('mail')?.element.text).toBe('E-mail');
    expect(document.rows.map(({ element }) => element.kind)).toEqual([
      'header',
      'link',
      'card',
      'heading-1',
      'input',
      'image',
    ]);
    expect(document.steps).toEqual([{ label: 'Read on from Text field “E-mail”', author: 'model', undone: false }]);
    document.undo();
    expect(document.rows).toHaveLength(7);
  });

  test('gives way to the person’s hand', () => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    void reading.readOn(document, 'mail');
    reading.yieldTo(new PageDocument('other'));
    expect(reading.document).toBe(document);
    reading.yieldTo(document);
    expect([reading.document, fake.job.cancelled, document.rows.length]).toEqual([null, true, 7]);
  });

  test('says so, too, where more is settled than the engine can be told', () => {
    const document = sketched('a');
    const long = page(...Array.from({ length: 1000 }, () => ({ kind: 'icon' }) as const), { id: 'last', kind: 'icon' });
    document.settle({ label: 'Read', page: long, outcome: 'read' }, document.state);
    void reading.readOn(document, 'last');
    expect([fake.jobs.length, reading.document, document.trouble]).toEqual([0, null, null]);
    expect(said).toEqual(['The page is too long to be read on: it stays as it is']);
  });

  test.each([0, 2])(
    'leaves the page as it is where there is no room for what follows, after %i tokens',
    async (count) => {
      const document = sketched('a');
      document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
      void reading.readOn(document, 'mail');
      say(tokens(page({ kind: 'icon' }, { kind: 'icon' })).slice(0, count));
      await fake.job.end(result());
      expect([document.rows.length, document.steps]).toEqual([7, []]);
      expect(said).toEqual(['The page is too long to be read on: it stays as it is']);
    },
  );

  test('ends when what it reads on from is taken back: the page is the one before at once', () => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    document.edit({ label: 'x', page: page(...login().children, { kind: 'icon' }) });
    void reading.readOn(document, 'mail');
    expect(kinds(reading.shownOf(document))).toEqual(['header', 'card', 'icon']);
    document.undo();
    reading.next();
    expect(kinds(reading.shownOf(document))).toEqual(['header', 'card']);
    expect([reading.document, fake.job.cancelled, fake.jobs.length]).toEqual([null, true, 1]);
  });

  test('what the person said stays, also when all is read again', async () => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    const said = login();
    const [head, card] = said.children;
    const children = card!.children.map((one) => (one.id === 'go' ? { ...one, text: 'Enter', fixed: true } : one));
    document.edit({ label: 'x', page: { children: [head!, { ...card!, children }] } });
    void reading.read(document);
    say(tokens(login()));
    await fake.job.end(result());
    expect(document.byId.get('go')?.element).toMatchObject({ text: 'Enter', fixed: true });
    expect(document.rows).toHaveLength(7);
    // Straightened, it is not where it was.
    document.redraw('Straighten', { name: 'b', frame } as Sketch);
    reading.next();
    say(tokens(login()));
    await fake.job.end(result());
    expect(document.rows.some(({ element }) => element.fixed)).toBe(false);
  });

  /** With one word of the person's. */
  const corrected = (): PageDocument => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    document.edit({ label: 'x', page: setText(document.page, 'go', 'Enter')! });
    return document;
  };

  test('what the person said of a drawing stays, also where more ink could be read only later', async () => {
    const document = corrected();
    document.draw(emptyDrawing(10, 10), { name: 'b', frame } as Sketch);
    void reading.read(document, { quiet: true });
    await fake.job.end({ ok: false, error: { code: 'engine-stopped', message: 'it fell', remedy: 'again' } });
    void reading.read(document);
    say(tokens(login()));
    await fake.job.end(result());
    expect(document.byId.get('go')?.element).toMatchObject({ text: 'Enter', fixed: true });
  });

  test('what the person has said something of is not said to be no wireframe', () => {
    const document = corrected();
    void reading.read(document);
    expect(fake.job.input).toMatchObject({ insist: true });
    document.draw(emptyDrawing(10, 10), { name: 'b', frame } as Sketch);
    void reading.read(document, { quiet: true });
    expect(fake.job.input).toMatchObject({ insist: true });
  });

  test('newer ink takes the place of older, and the page does not flicker', async () => {
    const document = sketched('a');
    document.settle({ label: 'Read', page: login(), outcome: 'read' }, document.state);
    for (const name of ['b', 'c']) {
      document.draw(emptyDrawing(10, 10), { name, frame } as Sketch);
      void reading.read(document, { quiet: true });
    }
    expect(fake.jobs.map(({ cancelled }) => cancelled)).toEqual([true, false]);
    say(tokens(page({ kind: 'image' })));
    expect(kinds(reading.shownOf(document))).toEqual(['header', 'card']);
    await fake.jobs[0]!.end({ ok: false, cancelled: true });
    await fake.job.end(result());
    expect(kinds(document.page)).toEqual(['image']);
    expect(document.steps.map(({ label }) => label)).toEqual(['Draw']);
  });
});

test('pruning leaves what holds something as it is', () => {
  const whole = login();
  expect(pruned(whole)).toBe(whole);
  const open = page({ kind: 'row', children: [{ kind: 'column-4', children: [] }] }, { kind: 'image' });
  expect(kinds(pruned(open))).toEqual(['image']);
});
