import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../../electron/ipc/contract.ts';
import {
  everything,
  LibraryQuery,
  mostTags,
  type LibraryItem,
  type LibraryPageRequest,
} from '../../../../models/library/item.ts';
import { AppState } from '../../../../renderer/lib/app.svelte.ts';
import { Errands } from '../../../../renderer/library/errands.svelte.ts';
import { LibraryView } from '../../../../renderer/library/library.svelte.ts';

/* What is seen of a library that is larger than what is asked for at once. */

/** Ids of what main has, the newest first. */
let kept: number[];

beforeEach(() => {
  kept = Array.from({ length: 300 }, (_, i) => 300 - i);
  const page = ({ after, limit, text }: LibraryPageRequest) => {
    const found = kept.filter((id) => (after === null || id < after) && (text === '' || id % 2 === 0));
    const items = found.slice(0, limit).map((id) => ({ id, title: `item ${id}` }) as LibraryItem);
    return { items, next: found.length > limit ? items.at(-1)!.id : null, total: kept.length };
  };
  const call = (name: string, input: LibraryPageRequest) =>
    Promise.resolve({
      ok: true,
      value: name === 'library.page' ? page(input) : { total: kept.length, models: [], tags: [] },
    });
  vi.stubGlobal('window', { gomboc: { call } as unknown as Bridge });
});
afterEach(() => void vi.unstubAllGlobals());

it('stays as far as it was looked through, at what was chosen, when something new comes in', async () => {
  const view = new LibraryView(new AppState(), () => undefined);
  await view.refresh();
  for (let i = 0; i < 4; i++) await view.more();
  expect(view.items.length).toBe(300);
  view.choose(30);
  kept = [301, ...kept];
  await view.refresh();
  expect(view.item?.id).toBe(30);
  expect(view.items.map(({ id }) => id)).toEqual(kept.slice(0, view.items.length));
  await view.more();
  expect(view.items.map(({ id }) => id)).toEqual(kept);
});

it('does not go on behind what was found before while something else is looked for', async () => {
  const view = new LibraryView(new AppState(), () => undefined);
  await view.refresh();
  view.query = { ...view.query, text: 'even' };
  const waiting: (() => void)[] = [];
  const bridge = window.gomboc as unknown as { call: (name: string, input: unknown) => Promise<unknown> };
  const { call } = bridge;
  bridge.call = (name, input) => new Promise((answer) => waiting.push(() => void call(name, input).then(answer)));
  // Main answers in the order in which it was asked.
  const answerNext = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const looking = view.refresh();
  await answerNext();
  const more = view.more();
  while (waiting.length > 0) await answerNext();
  await Promise.all([looking, more]);
  const ids = view.items.map(({ id }) => id);
  expect(ids).toEqual(kept.filter((id) => id % 2 === 0).slice(0, ids.length));
});

it('chooses the one before when the last one is deleted: the keyboard began from the newest again', async () => {
  kept = [3, 2, 1];
  const view = new LibraryView(new AppState(), () => undefined);
  await view.refresh();
  const chosen: unknown[] = [];
  for (const id of [2, 1, 3]) {
    view.choose(id);
    view.askToDelete({ what: 'item', item: view.item! });
    kept = kept.filter((other) => other !== id);
    await view.delete();
    chosen.push(view.chosen);
  }
  expect(chosen).toEqual([1, 3, null]);
});

it('keeps a tag that is half typed for its item, when another one comes to be looked at', async () => {
  const view = new LibraryView(new AppState(), () => undefined);
  await view.refresh();
  view.choose(300);
  view.tag = 'wal';
  view.choose(299);
  expect(view.tag).toBe('');
  view.choose(300);
  expect(view.tag).toBe('wal');
});

it('adds a tag to the one before, which the library has not answered yet: it was lost', async () => {
  const bridge = window.gomboc as unknown as { call: (name: string, input: unknown) => Promise<unknown> };
  const { call } = bridge;
  let tags: string[] = [];
  const waiting: (() => void)[] = [];
  bridge.call = (name, input) =>
    name === 'library.change'
      ? new Promise((answer) =>
          waiting.push(() => {
            const change = input as { id: number; tags: string[] };
            answer({ ok: true, value: { ...change, title: '', tags: (tags = change.tags) } });
          }),
        )
      : call(name, input);
  kept = [1];
  const view = new LibraryView(new AppState(), () => undefined);
  await view.refresh();
  view.items = view.items.map((item) => ({ ...item, tags: [] }));
  view.choose(1);
  const adding = ['slow', 'waltz'].map((tag) => {
    view.tag = tag;
    return view.addTag(view.item!);
  });
  waiting.forEach((answer) => answer());
  await Promise.all(adding);
  expect([tags, view.item!.tags, view.tag]).toEqual([['slow', 'waltz'], ['slow', 'waltz'], '']);
});

it('says that there is no room for one more tag, and leaves it typed: it vanished', async () => {
  const app = new AppState();
  const view = new LibraryView(app, () => undefined);
  kept = [1];
  await view.refresh();
  view.items = view.items.map((item) => ({ ...item, tags: Array.from({ length: mostTags }, (_, i) => `${i}`) }));
  view.choose(1);
  view.tag = 'waltz';
  await view.addTag(view.item!);
  expect([view.tag, app.notices.list.map(({ title, tone }) => [title, tone])]).toEqual([
    'waltz',
    [['“waltz” was not added', 'warning']],
  ]);
});

it('looks for the beginning of a text that is longer than main takes', () => {
  const view = new LibraryView(new AppState(), () => undefined);
  view.search({ text: 'waltz '.repeat(50) });
  expect(LibraryQuery.safeParse(view.query).success).toBe(true);
  expect(view.query.text).toMatch(/^waltz waltz /);
});

/** Jobs that main was asked for, in the test's hand. */
function jobs() {
  const started: { name: string; end: (reply: unknown) => void; cancelled: boolean }[] = [];
  const start = (name: string) => {
    let end: (reply: unknown) => void = () => undefined;
    const done = new Promise((resolve) => (end = resolve));
    const job = { name, end, cancelled: false };
    started.push(job);
    return { done, cancel: () => (job.cancelled = true) };
  };
  Object.assign(window.gomboc, { start });
  return started;
}

const madeAgain = { ok: true, value: { ids: [301], same: true, otherModel: false } };
const verdict = 'Made again: the same as the first time.';

it('shows what was made again in the place of what it was made from', async () => {
  const view = new LibraryView(new AppState(), () => undefined);
  const started = jobs();
  view.query = { ...everything, text: 'even' };
  await view.refresh();
  view.choose(300);
  const making = view.makeAgain(view.item!);
  kept = [301, ...kept];
  started[0]!.end(madeAgain);
  await making;
  expect([view.item?.id, view.query, view.errands.verdict]).toEqual([301, everything, { id: 301, text: verdict }]);
});

it.each<[string, (view: LibraryView) => void]>([
  ['looks at another', (view) => view.choose(299)],
  ['looks for another', (view) => (view.query = { ...everything, text: 'x' })],
  ['has closed the library', (view) => view.leave()],
])('tells what was made again to whoever %s by now, and takes nobody there', async (_, act) => {
  const app = new AppState();
  const view = new LibraryView(app, () => undefined);
  const started = jobs();
  await view.refresh();
  view.choose(300);
  const making = view.makeAgain(view.item!);
  act(view);
  const { chosen, query } = view;
  started[0]!.end(madeAgain);
  await making;
  expect([view.chosen, view.query]).toEqual([chosen, query]);
  expect(app.notices.list.map(({ title, detail }) => [title, detail])).toEqual([[verdict, 'item 300']]);
});

it('is closed and opened again while it makes and exports: both can still be cancelled', async () => {
  const app = new AppState();
  const errands = new Errands();
  const first = new LibraryView(app, () => undefined, errands);
  const started = jobs();
  await first.refresh();
  void first.makeAgain(first.items[0]!);
  void first.exportAll();
  first.leave();
  const { again, exporting } = new LibraryView(app, () => undefined, errands).errands;
  expect([again.running, exporting.running]).toEqual([true, true]);
  again.cancel();
  exporting.cancel();
  expect(started.map(({ name, cancelled }) => [name, cancelled])).toEqual([
    ['library.again', true],
    ['library.export', true],
  ]);
});

it('shows an item as it was changed last, though it was looked for anew meanwhile', async () => {
  let item = { id: 1, title: '', stars: 0 } as LibraryItem;
  const waiting: (() => void)[] = [];
  // Main answers in the order in which it was asked.
  const answers: Record<string, (change: Partial<LibraryItem>) => unknown> = {
    'library.page': () => ({ items: [item], next: null, total: 1 }),
    'library.facets': () => ({ total: 1, models: [], tags: [] }),
    'library.change': (change) => (item = { ...item, ...change }),
  };
  const call = (name: string, input: Partial<LibraryItem>) =>
    new Promise((answer) => waiting.push(() => answer({ ok: true, value: answers[name]!(input) })));
  vi.stubGlobal('window', { gomboc: { call } });
  const answerNext = () => (waiting.shift()?.(), new Promise((resolve) => setTimeout(resolve)));
  for (const before of [0, 1]) {
    const view = new LibraryView(new AppState(), () => undefined);
    const looking = view.refresh();
    for (let i = 0; i < before; i++) await answerNext();
    const changing = view.change({ id: 1, stars: before + 3 });
    while (waiting.length > 0) await answerNext();
    await Promise.all([looking, changing]);
    expect(view.items.map(({ stars }) => stars)).toEqual([before + 3]);
  }
});

it('leaves chosen what the person looks at by the time another one is deleted', async () => {
  const bridge = window.gomboc as unknown as { call: (name: string, input: unknown) => Promise<unknown> };
  const { call } = bridge;
  kept = [3, 2, 1];
  const view = new LibraryView(new AppState(), () => undefined);
  await view.refresh();
  view.choose(3);
  view.askToDelete({ what: 'item', item: view.item! });
  bridge.call = (name, input) => {
    if (name === 'library.remove') {
      kept = [2, 1];
      view.choose(1);
    }
    return call(name, input);
  };
  await view.delete();
  expect(view.chosen).toBe(1);
});
