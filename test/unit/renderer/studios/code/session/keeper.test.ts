import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PageDocument } from '../../../../../../renderer/studios/code/document.svelte.ts';
import { Keeper } from '../../../../../../renderer/studios/code/session/keeper.ts';
import type { Sketch } from '../../../../../../renderer/studios/code/sketch/sketch.ts';
import { login, page } from '../pages.ts';

let written: string[];
let failed: unknown[];
let ready: boolean;
let packed: () => Promise<unknown>;
let document: PageDocument;
let keeper: Keeper;

beforeEach(() => {
  vi.useFakeTimers();
  [written, failed, ready, packed] = [[], [], true, async () => undefined];
  document = new PageDocument('a.gompage', { page: login(), outcome: 'read' });
  keeper = new Keeper(
    {
      whole: () => (ready ? 'whole' : null),
      unpacked: () => !ready,
      packed: () => packed(),
      line: ({ rows }) => `line ${rows.length}`,
    },
    (error) => failed.push(error),
    {
      keep: async (revision, text) => void written.push(`${revision} ${text}`),
      append: async (revision, text) => void written.push(`${revision} ${text}`),
      owe: async (owing) => void written.push(owing ? 'owing' : 'even'),
    },
  );
});
afterEach(() => void vi.useRealTimers());

const edit = () => {
  document.edit({ label: 'x', page: page({ kind: 'icon' }, ...document.page.children) });
  keeper.changed(document);
};

describe('keeping the work', () => {
  test('an edit is appended at once, and the whole is written later', async () => {
    keeper.knows([document]);
    edit();
    expect(written).toEqual(['1 line 8']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(written).toEqual(['1 line 8', '2 whole']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(written).toHaveLength(2);
  });

  test('a document or a picture that the shelf does not know makes the whole be written soon', async () => {
    keeper.changed(document);
    edit();
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(written).toEqual(['1 whole']);
    document.redraw('Straighten', {} as Sketch);
    keeper.changed(document);
    await vi.advanceTimersByTimeAsync(300);
    expect(written).toEqual(['1 whole', '2 whole']);
  });

  test('nothing changed: nothing is written', async () => {
    keeper.knows([document]);
    keeper.changed(document);
    keeper.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(written).toEqual([]);
  });

  test('lets go of a document that was put away, and of its picture', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const ofOneThatGoes = () => {
      const sketch = { name: 'b' };
      // No real one: what Svelte notes for its developers holds on to that.
      keeper.changed({ id: 'b', state: { sketch } } as unknown as PageDocument);
      return new WeakRef(sketch);
    };
    const sketch = ofOneThatGoes();
    await vi.advanceTimersByTimeAsync(5000);
    vi.useRealTimers();
    // A weak reference holds until the turn is over in which it was made.
    await new Promise((resolve) => setTimeout(resolve, 10));
    collect();
    expect(sketch.deref()).toBeUndefined();
  });

  test('waits for the pictures, and does not forget', async () => {
    ready = false;
    keeper.touch();
    await vi.advanceTimersByTimeAsync(1000);
    // Told once, however often it looks whether they are ready.
    expect(written).toEqual(['owing']);
    ready = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(written).toEqual(['owing', '1 whole', 'even']);
  });

  test('tells of a picture that can’t be packed, and tries again after a while', async () => {
    [ready, packed] = [false, () => Promise.reject(new Error('no memory'))];
    keeper.touch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(failed).toHaveLength(3);
    [ready, packed] = [true, async () => undefined];
    await vi.advanceTimersByTimeAsync(5000);
    expect(written).toContain('1 whole');
  });

  test('writes at once when the window goes', () => {
    keeper.knows([document]);
    edit();
    keeper.flush();
    expect(written).toEqual(['1 line 8', '2 whole']);
  });
});
