import { EventEmitter } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { copyOut } from '../../../electron/clipboard.ts';
import { DragOut } from '../../../electron/drag.ts';
import { createEngine, type Engine } from '../../../electron/engine/engine.ts';
import { tasks, type TaskName } from '../../../electron/engine/tasks/index.ts';
import { Files, type Dialogs } from '../../../electron/files.ts';
import { calls, jobs, type CallName, type JobName } from '../../../electron/ipc/contract.ts';
import { emitter, serve, type CallHandlers, type Emit, type JobHandlers } from '../../../electron/ipc/serve.ts';
import { KeptFile } from '../../../electron/kept.ts';
import { UnsavedWork } from '../../../electron/library/session.ts';
import { SettingsStore } from '../../../electron/settings.ts';
import { fuzzSeed, runsOf } from '../seed.ts';
import { anything, hostileInputs, valueOf } from './hostile.ts';

/*
 * Main's end of the line, with all that is behind it but Electron, and at the other end a page that was taken over.
 */

/** A page as main sees it. What comes from it has been through structured clone, as messages are. */
class Page extends EventEmitter {
  sent: unknown[][] = [];
  destroyed = false;
  send = (...message: unknown[]): void => void this.sent.push(message);
  isDestroyed = (): boolean => this.destroyed;
  startDrag = (): void => undefined;
}

class Ipc extends EventEmitter {
  readonly handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  handle(channel: string, handler: (event: unknown, ...args: unknown[]) => unknown): void {
    this.handlers.set(channel, handler);
  }
  ask = (page: Page, channel: string, ...words: unknown[]): unknown =>
    this.handlers.get(channel)!({ sender: page }, ...words.map((word) => structuredClone(word)));
  tell = (page: Page, channel: string, ...words: unknown[]): void =>
    void this.emit(channel, { sender: page }, ...words.map((word) => structuredClone(word)));
}

let root: string;
let page: Page;
let ipc: Ipc;
let logged: unknown[];
let engine: Engine;
let emit: Emit;
let answer: { open: string | null; save: string | null; folder: string | null };
/** Of a file that the person chose, of one that waits to be dragged, and of none. */
let handles: string[];

/** In every file that nobody chose. */
const secret = 'what nobody may read';

const at = (...names: string[]): string => join(root, ...names);

/** Every file below a folder with its bytes. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, 'latin1')])));
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gomboc-hostile-'));
  for (const name of ['guarded/deep', 'chosen', 'profile', 'temp', 'examples', 'models']) {
    await mkdir(at(name), { recursive: true });
  }
  for (const name of ['guarded/secret.mid', 'guarded/deep/notes.json', 'examples/waltz.mid', 'chosen/open.mid']) {
    await writeFile(at(name), name.startsWith('guarded') ? `${secret} ${name}` : name);
  }
  answer = { open: null, save: null, folder: null };
  const dialogs: Dialogs = {
    open: async () => answer.open,
    openSeveral: async () => (answer.open ? [answer.open] : []),
    folder: async () => answer.folder,
    save: async () => answer.save,
    confirm: async () => false,
    confirmOverwrite: async () => false,
  };
  page = new Page();
  ipc = new Ipc();
  logged = [];
  engine = createEngine({ modelsRoot: at('models'), provider: 'cpu' });
  const files = await Files.load({
    dialogs,
    recentFile: new KeptFile(at('profile', 'recent.json')),
    examplesFolder: at('examples'),
    documents: at('guarded'),
    onRecent: () => undefined,
  });
  const drag = new DragOut(at('temp'));
  const settings = await SettingsStore.load(new KeptFile(at('profile', 'settings.json')), () => undefined);
  const unsaved = {
    drawing: new UnsavedWork(at('profile'), 'drawing'),
    music: new UnsavedWork(at('profile'), 'music'),
    code: new UnsavedWork(at('profile'), 'code'),
  };
  const known: Partial<CallHandlers> = {
    'settings.get': () => settings.get(),
    'settings.set': (change) => settings.set(change),
    'files.open': ({ kind }) => files.open(kind),
    'files.openSeveral': () => files.openSeveral(),
    'files.openFolder': () => files.openFolder(),
    'files.example': ({ name }) => files.example(name),
    'files.examples': () => files.examples(),
    'files.recent': () => files.recent(),
    'files.reopen': ({ handle }) => files.reopen(handle),
    'files.save': (input) => files.save(input),
    'files.saveFolder': (input) => files.saveFolder(input),
    'files.prepareDrag': (input) => drag.prepare(input),
    'files.startDrag': ({ handle }) => void drag.path(handle),
    'clipboard.write': (input) => copyOut(input, { writeText: async () => undefined, writePicture: async () => false }),
    'session.keep': ({ studio, revision, text }) => unsaved[studio].keep(revision, text),
    'session.append': ({ studio, revision, text }) => unsaved[studio].append(revision, text),
    'session.restore': ({ studio }) => unsaved[studio].restore(),
    'engine.status': () => engine.status(),
    'engine.prepare': ({ studio, model }) => engine.prepare(studio, model),
    'models.list': () => engine.list(),
  };
  serve({
    ipc: ipc as never,
    isOurs: () => true,
    // A call that has no handler here is attacked as far as its schema; in the real app all of it: test/e2e/hostile.spec.ts.
    calls: new Proxy(known, { get: (all, name: CallName) => all[name] ?? (() => null) }) as CallHandlers,
    jobs: new Proxy({} as JobHandlers, {
      get:
        (_, name: TaskName) =>
        (input: unknown, { signal }: { signal: AbortSignal }) =>
          name in tasks ? engine.run(name, input as never, { signal }) : Promise.resolve(null),
    }),
    dropped: (path) => files.dropped(path, 'music'),
    log: (error) => logged.push(error),
  });
  emit = emitter(ipc as never, page as never, () => true);
  const chosen = await files.openPath(at('chosen', 'open.mid'), true);
  const waiting = await drag.prepare({ kind: 'midi', name: 'x', bytes: new Uint8Array(1) });
  handles = [chosen.handle, waiting.handle, crypto.randomUUID()];
});

afterEach(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

const Failed = z.object({ code: z.string(), message: z.string().min(1).max(1000), remedy: z.string().min(1) });
const Reply = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), cancelled: z.literal(true) }),
  z.object({ ok: z.literal(false), error: Failed }),
]);

/** A reply that the contract knows; `internal` would be a defect of main's. */
function expectTyped(reply: unknown): void {
  expect(Reply.safeParse(reply).error).toBeUndefined();
  expect((reply as { error?: { code: string } }).error?.code).not.toBe('internal');
  expect(logged).toEqual([]);
  const { bytes } = ((reply as { value?: unknown }).value ?? {}) as { bytes?: Uint8Array };
  if (bytes) expect(Buffer.from(bytes).toString('latin1')).not.toContain(secret);
}

/** Main is as it was: nothing of the person's was touched, nothing written where nothing belongs, no prototype altered. */
async function expectUntouched(work: () => Promise<void>): Promise<void> {
  const prototypes = [Object.prototype, Array.prototype, Function.prototype].map(Object.getOwnPropertyNames);
  const before = await contents(at('guarded'));
  await work();
  expect(await contents(at('guarded'))).toEqual(before);
  expect((await readdir(root)).sort()).toEqual(['chosen', 'examples', 'guarded', 'models', 'profile', 'temp']);
  expect(await contents(at('examples'))).toEqual({ [at('examples', 'waltz.mid')]: 'examples/waltz.mid' });
  expect([Object.prototype, Array.prototype, Function.prototype].map(Object.getOwnPropertyNames)).toEqual(prototypes);
}

const runs = { numRuns: runsOf(200), seed: fuzzSeed };

describe('calls of a hostile page', () => {
  it.each(Object.keys(calls) as CallName[])('%s answers, in its own words, and touches nothing else', async (name) => {
    let taken = 0;
    await expectUntouched(() =>
      fc.assert(
        fc.asyncProperty(hostileInputs(calls[name].input, handles), fc.boolean(), async (source, away) => {
          // Sometimes the person chooses a file for it.
          answer = away
            ? { open: null, save: null, folder: null }
            : { open: at('chosen', 'open.mid'), save: at('chosen', 'new.mid'), folder: at('chosen') };
          const reply = await ipc.ask(page, 'call', name, valueOf(source));
          expectTyped(reply);
          if ((reply as { ok: boolean }).ok || calls[name].input.safeParse(valueOf(source)).success) taken++;
        }),
        runs,
      ),
    );
    // Else the fuzzing would only test the refusal.
    expect(taken).toBeGreaterThan(0);
  });

  it('on channels and under names that there are not', async () => {
    await expectUntouched(() =>
      fc.assert(
        fc.asyncProperty(anything, anything, anything, async (name, input, more) => {
          const words = [name, input, more].map(valueOf);
          expect(await ipc.ask(page, 'call', ...words)).toMatchObject({ error: { code: 'input-invalid' } });
          await ipc.ask(page, 'dropped', ...words);
          for (const channel of ['start', 'cancel', 'listen']) ipc.tell(page, channel, ...words);
          expect([...ipc.handlers.keys(), ...ipc.eventNames()].sort()).toEqual([
            ...['call', 'cancel', 'dropped', 'listen', 'start'],
          ]);
        }),
        { ...runs, numRuns: runsOf(300) },
      ),
    );
  });
});

describe('jobs of a hostile page', () => {
  it.each(Object.keys(jobs) as JobName[])('%s has one last word, whatever it is given', async (name) => {
    let id = 0;
    await expectUntouched(() =>
      fc.assert(
        fc.asyncProperty(hostileInputs(jobs[name].input, handles), async (source) => {
          const own = ++id;
          page.sent = [];
          ipc.tell(page, 'start', own, name, valueOf(source));
          await expect.poll(() => page.sent.length, { interval: 1, timeout: 20_000 }).toBeGreaterThan(0);
          expect(page.sent).toHaveLength(1);
          const [channel, to, message] = page.sent[0] as [string, number, { done: unknown }];
          expect([channel, to]).toEqual(['job', own]);
          expectTyped(message.done);
        }),
        runs,
      ),
    );
  });

  it('by the thousand, at once and from within each other', async () => {
    const input = { model: 'none', ink: [], page: { x: 0, y: 0, side: 9 } };
    let more = 500;
    page.send = (...message: unknown[]) => {
      page.sent.push(message);
      if (more-- > 0) ipc.tell(page, 'start', 100_000 + more, 'drawing.recognise', input);
    };
    for (let id = 0; id < 5000; id++) ipc.tell(page, 'start', id, 'drawing.recognise', input);
    for (let id = 0; id < 5000; id += 2) ipc.tell(page, 'cancel', id);
    await expect.poll(() => page.sent.length, { timeout: 60_000 }).toBe(5500);
    for (const [, , message] of page.sent) expectTyped((message as { done: unknown }).done);
    // And one more is served as ever.
    ipc.tell(page, 'start', -1, 'drawing.recognise', input);
    await expect
      .poll(() => page.sent.at(-1))
      .toMatchObject(['job', -1, { done: { error: { code: 'nothing-to-do' } } }]);
  });

  it('of a page that is gone say nothing to anybody', async () => {
    page.destroyed = true;
    page.emit('destroyed');
    ipc.tell(page, 'start', 1, 'drawing.recognise', { model: 'none', ink: [], page: { x: 0, y: 0, side: 9 } });
    ipc.tell(page, 'listen', 'menu');
    emit('menu', 'new');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(page.sent).toEqual([]);
    expectTyped(await ipc.ask(page, 'call', 'files.recent'));
  });
});

describe('weights that a message does not show', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const memory = async (): Promise<number> => {
    // Bytes outside the heap are let go of a little later.
    for (let i = 0; i < 3; i++) {
      collect();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const performance = { notes: [], pedal: [], tempos: [], meters: [] };
  const music = (change: object) => ['music.continue', { model: 'piano', performance: { ...performance, ...change } }];
  const line = Array.from({ length: 20_000 }, () => [1, 2]);
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const heavy: [what: string, message: () => unknown[]][] = [
    ['a text of 100 MB', () => ['session.keep', { studio: 'music', revision: 1, text: 'x'.repeat(1e8) }]],
    ['a name of 100 MB', () => ['x'.repeat(1e8), null]],
    ['a key of 100 MB', () => ['settings.set', { ['x'.repeat(1e8)]: 1 }]],
    ['bytes of 100 MB', () => ['files.save', { kind: 'midi', name: 'x', bytes: new Uint8Array(1e8) }]],
    ['four thousand million holes', () => music({ notes: new Array(2 ** 32 - 1) })],
    ['holes where none is asked for', () => ['app.info', new Array(2 ** 32 - 1)]],
    ['five million nothings', () => music({ notes: new Array(5e6).fill(null) })],
    ['half a million empty notes', () => music({ notes: Array.from({ length: 5e5 }, () => ({})) })],
    ['a line in a drawing thousands of times', () => ['drawing.complete', { ink: new Array(20_000).fill(line) }]],
    ['a list in itself', () => ['drawing.complete', { ink: cyclic }]],
    ['a million fields', () => ['settings.set', Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => [i, i]))]],
  ];

  it.each(heavy)('%s is refused, and does not stay', async (_what, message) => {
    const [name, input] = structuredClone(message()) as [string, unknown];
    const reply = await ipc.ask(page, 'call', name, name in jobs ? null : input);
    expectTyped(reply);
    const before = await memory();
    for (let i = 0; i < 3; i++) {
      if (name in jobs) ipc.tell(page, 'start', i, ...message());
      else expectTyped(await ipc.ask(page, 'call', ...message()));
    }
    const refused = () => page.sent.filter(([, , said]) => (said as { done: { ok: boolean } }).done.ok === false);
    if (name in jobs) await expect.poll(() => refused().length).toBe(3);
    page.sent = [];
    expect((await memory()) - before).toBeLessThan(20e6);
  });

  it('names of events that there are not do not pile up', async () => {
    const before = await memory();
    for (let i = 0; i < 50; i++) ipc.tell(page, 'listen', `${i}`.padEnd(1e6, 'x'));
    expect((await memory()) - before).toBeLessThan(5e6);
  });
});
