import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodePage } from '../../../../../../models/code/markup.ts';
import type { Page } from '../../../../../../models/code/page.ts';
import type { OneReading, VaryDelta } from '../../../../../../models/code/request.ts';
import { Manifest } from '../../../../../../models/manifest.ts';
import { learned, noTaste, rewards, type TasteLesson } from '../../../../../../models/taste/taste.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import { Installed } from '../../../../../../renderer/lib/installed.svelte.ts';
import { Desk } from '../../../../../../renderer/studios/code/desk.svelte.ts';
import { PageDocument } from '../../../../../../renderer/studios/code/document.svelte.ts';
import { Readings } from '../../../../../../renderer/studios/code/reading/readings.svelte.ts';
import type { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';
import { FakeWindow } from '../../drawing/model/studio.ts';
import { login, page } from '../pages.ts';

const manifest = Manifest.parse({
  ...JSON.parse(readFileSync('models/drawing/weights/sketch/manifest.json', 'utf8')),
  task: 'code',
});
const frame = { width: 16, height: 16, pixels: new Uint8Array(256) };
const run = '0b4fd8e0-0000-4000-8000-000000000000';

let fake: FakeWindow;
let app: AppState;
let desk: Desk;
let document: PageDocument;
let readings: Readings;
/** What the library was told. */
let lessons: TasteLesson[];
let ratings: unknown[];

beforeEach(() => {
  fake = new FakeWindow().install();
  [lessons, ratings] = [[], []];
  const call = async (name: string, input: { lessons: TasteLesson[] }) => {
    if (name === 'taste.learn') lessons.push(...input.lessons);
    if (name === 'library.rate') ratings.push(input);
    return { ok: true, value: learned(noTaste, lessons) };
  };
  vi.stubGlobal('window', { gomboc: { ...window.gomboc, call } });
  app = new AppState();
  app.models = [{ name: manifest.name, studio: manifest.task, manifest, state: 'ok', removable: false, error: null }];
  desk = new Desk();
  document = new PageDocument('a', { sketch: { name: 'a', frame } as Sketch, page: login(), outcome: 'read' });
  desk.add(document, true);
  const installed = new Installed(app, 'code');
  readings = new Readings({
    ...{ app, installed, announce: () => undefined },
    get document() {
      return desk.front;
    },
  });
});
afterEach(() => void vi.unstubAllGlobals());

/** Two pages that nobody would take for the same: a line of buttons, and columns within columns. */
const plain = page({ kind: 'button-primary', text: 'Go' }, { kind: 'button-primary', text: 'No' });
const rich = page({
  kind: 'row',
  children: [{ kind: 'column-6', children: [{ kind: 'card', children: [{ kind: 'image' }, { kind: 'image' }] }] }],
});
const one = (reading: number, of: Page, nll: number): OneReading => ({
  ...{ reading, nll },
  tokens: [...encodePage(of, { text: true, boxes: true })].slice(4).map((token) => ({ token, probability: 0.9 })),
});
const made = (...list: OneReading[]) => ({
  ok: true as const,
  value: { readings: list, encodeMs: 1, firstMs: 2, totalMs: 3, provider: 'cpu', recorded: run },
});
/** Asks for readings, and has the plain one be the likelier. */
async function ask(): Promise<number[]> {
  void readings.make();
  await fake.job.end(made(one(2, plain, 1), one(0, rich, 1)));
  return readings.list.map(({ reading }) => reading);
}
const answered = () => new Promise((resolve) => setTimeout(resolve, 0));
const rewardsOf = (about: string) => lessons.filter((lesson) => lesson.about === about).map(({ reward }) => reward);
const kinds = (of: Page | null) => of?.children.map(({ kind }) => kind);

describe('other readings', () => {
  test('grow, come the likeliest first, and are looked at without a change of the page', async () => {
    void readings.make();
    expect(fake.job).toMatchObject({ name: 'code.vary', input: { count: 4, text: true, boxes: true } });
    const news: VaryDelta = [{ reading: 3, tokens: one(3, plain, 1).tokens.slice(0, 5) }];
    fake.job.chunk(news as never);
    expect(readings.list.map(({ page }) => page.children.length)).toEqual([0, 0, 0, 1]);
    await fake.job.end(made(one(2, plain, 1), one(0, rich, 1)));
    expect(readings.list.map(({ reading }) => reading)).toEqual([2, 0]);
    expect([readings.shown, readings.why]).toEqual([null, null]);
    readings.look(0);
    expect([kinds(readings.shown), kinds(document.page)]).toEqual([['row'], ['header', 'card']]);
    readings.look(0);
    expect(readings.shown).toBeNull();
  });

  test('one is used: a step that undo takes back', async () => {
    await ask();
    readings.use(readings.list[1]!);
    expect([kinds(document.page), document.state.author, readings.open]).toEqual([['row'], 'model', false]);
    expect(ratings).toEqual([{ run, place: 0, rating: 'kept' }]);
    document.undo();
    expect(kinds(document.page)).toEqual(['header', 'card']);
  });

  test('leave alone what the person said', async () => {
    document.edit({
      label: 'Add',
      page: page({ kind: 'heading-1', text: 'Mine', fixed: true, box: { x0: 0.8, y0: 0.8, x1: 0.9, y1: 0.9 } }),
    });
    await ask();
    readings.use(readings.list[0]!);
    expect(kinds(document.page)).toEqual(['button-primary', 'button-primary', 'heading-1']);
  });

  test('are gone when their page is no more, and nothing is learned from that', async () => {
    await ask();
    document.edit({ label: 'Change', page: plain });
    readings.follow();
    expect([readings.open, readings.list]).toEqual([false, []]);
    await ask();
    desk.clear();
    readings.follow();
    expect([readings.open, lessons]).toEqual([false, []]);
  });

  test('of an earlier picture come too late', async () => {
    void readings.make();
    document.edit({ label: 'Change', page: plain });
    readings.follow();
    expect(fake.job.cancelled).toBe(true);
    await fake.job.end(made(one(0, rich, 1)));
    expect([readings.open, readings.list]).toEqual([false, []]);
  });

  test('that fail say why', async () => {
    void readings.make();
    await fake.job.end({ ok: false, error: { code: 'engine-stopped', message: 'It died.', remedy: 'Try again.' } });
    expect([readings.open, readings.list, readings.work.error?.code]).toEqual([true, [], 'engine-stopped']);
  });

  test('are the same with a locked seed', async () => {
    await ask();
    const { sampling } = fake.job.input as { sampling: { seed: number } };
    await ask();
    expect(fake.job.input['sampling']).not.toEqual(sampling);
    readings.seed.value = sampling.seed;
    readings.seed.locked = true;
    await ask();
    expect(fake.job.input['sampling']).toEqual(sampling);
  });
});

describe('taste', () => {
  test('puts readings like the used one first, and says why', async () => {
    expect(await ask()).toEqual([2, 0]);
    readings.use(readings.list[1]!);
    await answered();
    expect(await ask()).toEqual([0, 2]);
    expect(readings.why).toMatchObject({ kind: 'learned' });
  });

  test('learns once from each: used, passed over, or sent away where none was used', async () => {
    await ask();
    readings.use(readings.list[1]!);
    expect([rewardsOf('results'), rewardsOf('settings')]).toEqual([[rewards.kept, rewards.passed], [rewards.kept]]);
    lessons.length = 0;
    await ask();
    readings.close();
    readings.close();
    const { discarded } = rewards;
    expect([rewardsOf('results'), rewardsOf('settings')]).toEqual([[discarded, discarded], [discarded]]);
  });

  test('learns that the used one was changed by hand, once, and not when the model reads on', async () => {
    await ask();
    readings.use(readings.list[1]!);
    readings.follow();
    lessons.length = 0;
    document.edit({ label: 'Change', page: plain });
    readings.follow();
    document.edit({ label: 'Change', page: rich });
    readings.follow();
    expect([rewardsOf('results'), rewardsOf('settings')]).toEqual([[rewards.edited], []]);
    expect(ratings.at(-1)).toEqual({ run, place: 0, rating: 'edited' });

    await ask();
    readings.use(readings.list[0]!);
    lessons.length = 0;
    document.edit({ label: 'Read', page: login(), author: 'model' });
    readings.follow();
    document.edit({ label: 'Change', page: plain });
    readings.follow();
    expect(lessons).toEqual([]);
  });

  test('learns that the used one was taken back', async () => {
    await ask();
    readings.use(readings.list[1]!);
    lessons.length = 0;
    document.undo();
    readings.follow();
    expect(rewardsOf('results')).toEqual([rewards.discarded]);
    expect(ratings.at(-1)).toEqual({ run, place: 0, rating: 'new' });
  });

  test('chooses the temperature of the next ones, unless the seed is locked', async () => {
    const temperature = () => (fake.job.input as { sampling: { temperature: number } }).sampling.temperature;
    await ask();
    const usual = temperature();
    // Nothing that came of the usual one was of use.
    for (let i = 0; i < 3; i++) {
      readings.close();
      await answered();
      await ask();
    }
    expect(temperature()).not.toBe(usual);
    readings.seed.locked = true;
    await ask();
    expect(temperature()).toBe(usual);
  });

  test('that is switched off neither orders nor learns', async () => {
    await ask();
    readings.use(readings.list[1]!);
    await answered();
    lessons.length = 0;
    app.settings = { ...app.settings, taste: false };
    expect(await ask()).toEqual([2, 0]);
    readings.use(readings.list[1]!);
    expect([lessons, readings.why]).toEqual([[], null]);
  });
});
