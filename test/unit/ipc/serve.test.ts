import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../../models/settings.ts';
import { emitter, serve, type CallHandlers, type JobContext, type JobHandlers } from '../../../electron/ipc/serve.ts';
import { GombocError } from '../../../models/error.ts';
import { defaultSampling, type TakeDelta } from '../../../models/music/take.ts';

/** Electron's two ends, as far as the server touches them. */
class Page extends EventEmitter {
  sent: unknown[][] = [];
  destroyed = false;
  send = (...message: unknown[]): void => void this.sent.push(message);
  isDestroyed = (): boolean => this.destroyed;
}

class Ipc extends EventEmitter {
  readonly handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  handle(channel: string, handler: (event: never, ...args: unknown[]) => unknown): void {
    this.handlers.set(channel, handler as (event: unknown, ...args: unknown[]) => unknown);
  }
}

const continueInput = {
  model: 'piano',
  performance: { notes: [], pedal: [], tempos: [], meters: [] },
  ...{ takes: 2, sampling: { seed: 1, ...defaultSampling }, at: null, seconds: 5 },
};

let page: Page;
let ipc: Ipc;
let logged: unknown[];
let ours: boolean;
let setSettings: (change: unknown) => unknown;
let runJob: (input: unknown, context: JobContext<TakeDelta[]>) => Promise<unknown>;

beforeEach(() => {
  page = new Page();
  ipc = new Ipc();
  logged = [];
  ours = true;
  setSettings = () => defaultSettings;
  runJob = async () => 'made';
  serve({
    ipc: ipc as never,
    isOurs: () => ours,
    calls: { 'settings.set': (change: unknown) => setSettings(change) } as unknown as CallHandlers,
    jobs: {
      'music.continue': (input: unknown, context: JobContext<TakeDelta[]>) => runJob(input, context),
    } as unknown as JobHandlers,
    dropped: (path) => ({ handle: 'h', name: path }),
    log: (error) => logged.push(error),
  });
});

const ask = (name: unknown, input?: unknown) => ipc.handlers.get('call')!({ sender: page }, name, input);
const drop = (path: unknown) => ipc.handlers.get('dropped')!({ sender: page }, path);
const start = (id: unknown, input: unknown = continueInput, name = 'music.continue') =>
  ipc.emit('start', { sender: page }, id, name, input);
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('calls', () => {
  it('hands the checked input to the handler, without unknown fields', async () => {
    const seen = vi.fn(() => defaultSettings);
    setSettings = seen;
    expect(await ask('settings.set', { takes: 2, more: 1 })).toEqual({ ok: true, value: defaultSettings });
    expect(seen).toHaveBeenCalledWith({ takes: 2 });
  });

  it.each([['nobody'], ['__proto__'], ['toString'], [7], [null], [{ toString: 1 }]])('%j is no call', async (name) => {
    expect(await ask(name)).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
  });

  it('tells briefly of a name that is long', async () => {
    const reply = (await ask('x'.repeat(10_000))) as { error: { message: string } };
    expect(reply.error.message.length).toBeLessThan(200);
  });

  it('tells briefly of a field that has a long name', async () => {
    const reply = (await ask('settings.set', { models: { ['x'.repeat(10_000)]: 'y' } })) as {
      error: { message: string };
    };
    expect(reply.error.message).toContain('models is an object: Unrecognized key: "xxx');
    expect(reply.error.message.length).toBeLessThan(300);
  });

  it('names the offending field and its value', async () => {
    expect(await ask('settings.set', { takes: 99 })).toMatchObject({
      ok: false,
      error: { code: 'input-invalid', message: expect.stringContaining('settings.set: takes is 99') },
    });
  });

  it('refuses strangers without asking the handler', async () => {
    ours = false;
    setSettings = () => expect.unreachable();
    expect(await ask('settings.set', {})).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    expect(await drop('/a.mid')).toBeNull();
  });

  it('hands over what was dropped, if it is a path', async () => {
    expect(await drop('/a.mid')).toEqual({ handle: 'h', name: '/a.mid' });
    for (const path of ['', undefined, null, 7, ['/a.mid'], { path: '/a.mid' }]) expect(await drop(path)).toBeNull();
  });

  it('carries our own errors whole, and hides the words of defects', async () => {
    setSettings = () => Promise.reject(new GombocError('input-invalid', 'full', 'free some'));
    expect(await ask('settings.set', {})).toMatchObject({
      ...{ ok: false, error: { code: 'input-invalid', message: 'full', remedy: 'free some' } },
    });
    expect(logged).toEqual([]);
    const defect = new TypeError('secret /home/path');
    setSettings = () => Promise.reject(defect);
    const reply = await ask('settings.set', {});
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    expect(logged).toEqual([defect]);
  });
});

describe('jobs', () => {
  it('streams chunks, then the result, in order', async () => {
    runJob = async (_input, { send }) => {
      send([]);
      await settled();
      send([]);
      return 'made';
    };
    start(1);
    await settled();
    await settled();
    expect(page.sent).toEqual([
      ['job', 1, { chunk: [] }],
      ['job', 1, { chunk: [] }],
      ['job', 1, { done: { ok: true, value: 'made' } }],
    ]);
  });

  it('ends with an error when its input is wrong', async () => {
    start(1, { ...continueInput, sampling: { ...continueInput.sampling, temperature: 3 } });
    await settled();
    expect(page.sent).toMatchObject([
      ['job', 1, { done: { ok: false, error: { message: expect.stringContaining('sampling.temperature is 3') } } }],
    ]);
  });

  it.each([
    ['of more values than anything has', new Array(2 ** 32 - 1), 'more than 5000000 values'],
    // Each of its faults described would be a gigabyte.
    ['of very many faults', Array.from({ length: 20_000 }, () => ({})), 'not what is expected'],
  ])('is not told what is wrong with an input %s', async (_what, notes, words) => {
    start(1, { ...continueInput, performance: { ...continueInput.performance, notes } });
    await settled();
    const message = `music.continue: ${words}.`;
    expect(page.sent).toMatchObject([['job', 1, { done: { ok: false, error: { message } } }]]);
  });

  /** A job that runs until it is cancelled, and tries to speak once more. */
  const untilCancelled = (_input: unknown, { signal, send }: JobContext<TakeDelta[]>) =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => {
        send([]);
        reject(signal.reason as Error);
      }),
    );

  it('cancels: no chunk follows, and it is no error', async () => {
    runJob = untilCancelled;
    start(1);
    start(2);
    ipc.emit('cancel', { sender: page }, 1);
    await settled();
    expect(page.sent).toEqual([['job', 1, { done: { ok: false, cancelled: true } }]]);
    expect(logged).toEqual([]);
  });

  it.each([
    ['crashes', 'render-process-gone', {}],
    ['is loaded anew', 'did-start-navigation', { isMainFrame: true, isSameDocument: false }],
    ['is closed', 'destroyed', {}],
  ])('cancels all jobs of a page that %s', async (_what, event, details) => {
    let aborted = 0;
    runJob = (input, context) => {
      context.signal.addEventListener('abort', () => aborted++);
      return untilCancelled(input, context);
    };
    start(1);
    start(2);
    page.destroyed = event === 'destroyed';
    page.emit(event, details);
    await settled();
    expect(aborted).toBe(2);
    // Nobody is there who asked for them.
    expect(page.sent).toEqual([]);
  });

  it.each([
    ['goes to another place in itself', { isMainFrame: true, isSameDocument: true }],
    ['loads a frame in itself', { isMainFrame: false, isSameDocument: false }],
  ])('lets them run when a page %s', async (_what, details) => {
    runJob = (_input, { signal }) => new Promise((resolve) => setTimeout(() => resolve(signal.aborted), 20));
    start(1);
    page.emit('did-start-navigation', details);
    await expect.poll(() => page.sent).toEqual([['job', 1, { done: { ok: true, value: false } }]]);
  });

  it('does not take a job of a page that was loaded anew for one of those it had before', async () => {
    const ends: ((value: string) => void)[] = [];
    runJob = () => new Promise((resolve) => ends.push(resolve));
    start(1);
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    start(1);
    expect(ends).toHaveLength(2);
    ends[0]!('before');
    await settled();
    expect(page.sent).toEqual([]);
    ends[1]!('after');
    await settled();
    expect(page.sent).toEqual([['job', 1, { done: { ok: true, value: 'after' } }]]);
  });

  it('are neither begun nor cancelled by strangers', async () => {
    const seen = vi.fn(untilCancelled);
    runJob = seen;
    start(1);
    ours = false;
    start(2);
    ipc.emit('cancel', { sender: page }, 1);
    await settled();
    expect(seen).toHaveBeenCalledTimes(1);
    expect(page.sent).toEqual([]);
    ours = true;
    ipc.emit('cancel', { sender: page }, 1);
    await settled();
    expect(page.sent).toEqual([['job', 1, { done: { ok: false, cancelled: true } }]]);
  });

  it('end: then others may run, by the same numbers too', async () => {
    for (let round = 0; round < 2; round++) {
      for (let id = 0; id < 64; id++) start(id);
      await settled();
    }
    expect(page.sent).toHaveLength(128);
    for (const [, , message] of page.sent) expect(message).toEqual({ done: { ok: true, value: 'made' } });
  });

  it('ignores a number that is taken, and bounds how many run', async () => {
    let started = 0;
    runJob = (input, context) => {
      started++;
      return untilCancelled(input, context);
    };
    for (let id = 0; id < 70; id++) start(id);
    start(0);
    start('text');
    await settled();
    expect(started).toBe(64);
    expect(page.sent).toHaveLength(6);
  });
});

describe('emitter', () => {
  it('keeps events until the page listens, and again after it was loaded anew', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => true);
    emit('menu', 'new');
    emit('menu', 'save');
    expect(page.sent).toEqual([]);
    ipc.emit('listen', { sender: page }, 'menu');
    emit('menu', 'undo');
    expect(page.sent.map(([, , command]) => command)).toEqual(['new', 'save', 'undo']);
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    emit('menu', 'redo');
    expect(page.sent).toHaveLength(3);
    page.destroyed = true;
    ipc.emit('listen', { sender: page }, 'settings');
    emit('menu', 'cut');
    expect(page.sent).toHaveLength(3);
  });

  it('tells each event once, however often the page begins anew', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => true);
    emit('menu', 'new');
    for (let round = 0; round < 2; round++) {
      ipc.emit('listen', { sender: page }, 'menu');
      ipc.emit('listen', { sender: page }, 'menu');
      page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    }
    expect(page.sent).toEqual([['event', 'menu', 'new']]);
  });

  const listen = (name: unknown, sender = page) => ipc.emit('listen', { sender }, name);
  const events = () => page.sent.map(([, , payload]) => payload);

  it('goes on while the page stays what it is, and says nothing to one that is gone', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => true);
    listen('menu');
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    page.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
    emit('menu', 'new');
    page.destroyed = true;
    emit('menu', 'save');
    expect(events()).toEqual(['new']);
  });

  it('hears neither strangers nor other pages, nor what is no name', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => ours);
    ours = false;
    listen('menu');
    ours = true;
    listen('menu', new Page());
    for (const name of [['menu'], { toString: 1 }, 7, null, undefined]) expect(() => listen(name)).not.toThrow();
    emit('menu', 'new');
    expect(events()).toEqual([]);
  });

  it('takes down no name of which there is no event, inherited ones neither', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => true);
    for (const name of ['made up', 'toString', '__proto__']) {
      listen(name);
      emit(name as never, 'told' as never);
    }
    expect(events()).toEqual([]);
  });

  it('keeps the last fifty', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => true);
    for (let i = 0; i < 60; i++) emit('menu', `${i}` as never);
    listen('menu');
    expect(events()).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 10}`));
  });

  it('keeps each file that was handed over, however many: the first of sixty were lost without a word', () => {
    const emit = emitter(ipc as never, page as unknown as WebContents, () => true);
    const file = (i: number) => ({ handle: '', name: `${i}.png`, bytes: new Uint8Array() });
    for (let i = 0; i < 60; i++) {
      emit('file-opened', file(i));
      emit('menu', `${i}` as never);
    }
    listen('file-opened');
    expect(events()).toEqual(Array.from({ length: 60 }, (_, i) => file(i)));
    listen('menu');
    expect(events().slice(60)).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 10}`));
  });
});
