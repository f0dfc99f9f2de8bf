import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHost, type Child } from '../../../electron/engine/host.ts';
import type { FromEngine } from '../../../electron/engine/protocol.ts';
import { isCancelled } from '../../../electron/engine/queue.ts';
import type { EngineStatus } from '../../../electron/engine/status.ts';
import { examineApart } from '../../../electron/packs/apart.ts';
import type { ReadDelta } from '../../../models/code/request.ts';
import type { TakeDelta } from '../../../models/music/take.ts';
import { etude, heard, problemsOf, sampling } from './music.ts';
import { modelsRoot } from './support.ts';

/* The engine's own process, under plain Node: the same built file that Electron starts. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const root = fileURLToPath(new URL('../../..', import.meta.url));
beforeAll(() => void execFileSync(process.execPath, ['scripts/build.mjs', 'process'], { cwd: root }));

/** A host whose processes the test can see. */
function start() {
  const processes: ChildProcess[] = [];
  const host = createHost(
    (): Child => {
      const child = fork(`${root}/build/electron/process.js`, { serialization: 'advanced' });
      processes.push(child);
      return {
        post: (message) => void (child.connected && child.send(message)),
        onMessage: (listener) => child.on('message', listener as (message: unknown) => void),
        onExit: (listener) => child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`)),
        kill: () => void child.kill('SIGKILL'),
      };
    },
    { modelsRoot, provider: 'cpu' },
  );
  onTestFinished(() => host.close());
  const killed = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'));
  return { host, processes, killed };
}

const request = { model: 'piano', performance: etude(), takes: 1, sampling, at: null, seconds: 1 };

describe('the engine in a process of its own', () => {
  it('starts with the first request, streams, answers, and does what the engine in this process does', async () => {
    const { host, processes } = start();
    expect(await host.status()).toMatchObject({ state: 'idle', restarts: 0, memoryBytes: null });
    expect(processes).toHaveLength(0);

    const chunks: TakeDelta[][] = [];
    const made = await host.run(
      'music.continue',
      { ...request, seconds: 3 },
      { onChunk: (chunk) => chunks.push(chunk) },
    );
    expect(problemsOf(made)).toEqual([]);
    expect(chunks.flat().flatMap((delta) => delta.notes)).toHaveLength(made.takes[0]!.notes.length);
    const again = await host.run('music.continue', { ...request, seconds: 3 });
    expect(again.takes.map(heard)).toEqual(made.takes.map(heard));

    const status = await host.status();
    expect(status).toMatchObject({ state: 'ready', restarts: 0, pinned: 'cpu' });
    expect(status.memoryBytes).toBeGreaterThan(2 ** 24);
    expect((await host.list()).map((model) => model.name)).toContain('piano');
    expect(processes).toHaveLength(1);
  });

  it('reads a sketch that is sent to it, and reads on from a prefix', async () => {
    const { host } = start();
    const pixels = Uint8Array.from({ length: 512 * 320 }, (_, i) => ((i >> 5) % 3 === 0 ? 40 : 250));
    const sketch = { model: 'sketch', frame: { width: 512, height: 320, pixels }, prefix: [], insist: true };
    const read = { ...sketch, text: true, boxes: true };
    const tokens: number[] = [];
    const onChunk = (delta: ReadDelta) => tokens.push(...delta.tokens.map((step) => step.token));
    const made = await host.run('code.read', read, { onChunk });
    expect(tokens.length).toBeGreaterThan(1);
    expect(tokens).toEqual(made.tokens.map((step) => step.token));
    const prefix = tokens.slice(0, 1);
    const on = await host.run('code.read', { ...sketch, text: false, boxes: false, prefix });
    expect(on.tokens.length).toBeGreaterThan(0);
    expect(on.nothing).toBe(false);
  });

  it('hands errors and refusals on with their code, message and remedy', async () => {
    const { host } = start();
    const missing = host.run('music.continue', { ...request, model: 'violin' });
    await expect(missing).rejects.toMatchObject({
      name: 'GombocError',
      code: 'model-missing',
      message: expect.stringMatching(/violin/),
      remedy: expect.stringMatching(/./),
    });
    await expect(host.run('music.continue', { ...request, takes: 99 })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    await expect(host.prepare('music', 'violin')).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('cancels: by signal, and by a newer request', async () => {
    const { host, processes } = start();
    const controller = new AbortController();
    const onChunk = () => controller.abort();
    const one = host.run('music.continue', { ...request, seconds: 600 }, { signal: controller.signal, onChunk });
    await expect(one).rejects.toSatisfy(isCancelled);
    const old = host.run('music.continue', { ...request, seconds: 600 });
    const fresh = host.run('music.continue', request);
    await expect(old).rejects.toSatisfy(isCancelled);
    const apart = host.run('music.continue', request, { apart: true });
    expect((await fresh).takes).toHaveLength(1);
    expect((await host.run('music.continue', request)).takes).toHaveLength(1);
    expect((await apart).takes).toHaveLength(1);
    await expect(host.run('music.continue', request, { signal: AbortSignal.abort() })).rejects.toSatisfy(isCancelled);
    expect(processes).toHaveLength(1);
  });

  it('pins a provider, before and after it runs', async () => {
    const { host } = start();
    await host.pin('auto');
    expect((await host.status()).pinned).toBe('auto');
    await host.prepare('music', 'piano');
    await host.pin('cpu');
    expect(await host.status()).toMatchObject({ pinned: 'cpu', state: 'idle' });
    await host.prepare('music', 'piano');
    const { providers } = await host.status();
    expect(providers).toContainEqual({ name: 'cpu', state: 'chosen', reason: 'pinned' });
  });
});

describe('when the process dies', () => {
  it('mid-generation: a typed error, and the next request works in a new one', async () => {
    const { host, processes, killed } = start();
    const seen: EngineStatus['state'][] = [];
    host.subscribe((status) => seen.push(status.state));
    let streamed = () => {};
    const streaming = new Promise<void>((resolve) => (streamed = resolve));
    const running = host.run('music.continue', { ...request, seconds: 600 }, { onChunk: streamed });
    const stopped = {
      code: 'engine-stopped',
      message: expect.stringMatching(/SIGKILL/),
      remedy: expect.stringMatching(/again/),
    };
    const told = expect(running).rejects.toMatchObject(stopped);
    await streaming;
    await killed(processes[0]!);
    await told;
    expect(await host.status()).toMatchObject({ state: 'stopped', memoryBytes: null });
    expect(seen.at(-1)).toBe('stopped');

    expect(problemsOf(await host.run('music.continue', request))).toEqual([]);
    expect(processes).toHaveLength(2);
    expect(await host.status()).toMatchObject({ state: 'ready', restarts: 1 });
  });

  it('everything that waits for it is told', async () => {
    const { host } = start();
    await host.prepare('music', 'piano');
    const waiting = [
      host.run('music.continue', { ...request, seconds: 600 }),
      host.run('music.fill', { ...request, from: 2, to: 5 }),
      host.prepare('music', 'piano'),
    ];
    const ends = Promise.all(waiting.map((one) => expect(one).rejects.toMatchObject({ code: 'engine-stopped' })));
    host.kill();
    await ends;
    expect((await host.list()).length).toBeGreaterThan(0);
  });

  it('keeps the provider that was pinned', async () => {
    const { host, processes, killed } = start();
    await host.prepare('music', 'piano');
    await host.pin('auto');
    await killed(processes[0]!);
    await host.prepare('music', 'piano');
    expect(await host.status()).toMatchObject({ pinned: 'auto', restarts: 1 });
  });

  it('keeps the provider that was chosen because it hangs: it never heard of the choice', async () => {
    const opened: unknown[] = [];
    let exit: (reason: string) => void = () => undefined;
    const host = createHost(
      (): Child => ({
        post: (message) => void (message.type === 'open' && opened.push(message.options.provider)),
        onMessage: () => undefined,
        onExit: (listener) => (exit = listener),
        kill: () => exit('SIGKILL'),
      }),
      { modelsRoot, provider: 'auto' },
    );
    const running = host.run('music.continue', request);
    const pinning = host.pin('cpu');
    host.kill();
    for (const asked of [running, pinning]) await expect(asked).rejects.toMatchObject({ code: 'engine-stopped' });
    void host.list().catch(() => undefined);
    expect(opened).toEqual(['auto', 'cpu']);
    const told: EngineStatus['pinned'][] = [];
    host.subscribe(({ pinned }) => told.push(pinned));
    host.kill();
    expect(told).toEqual(['cpu']);
    await host.close();
  });

  it('is ended where it hangs and another provider is chosen: nothing that was asked came back', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const opened: unknown[] = [];
    let kills = 0;
    /** Whether it says how it is, as one does that computes and does not hang. */
    let alive = true;
    const host = createHost(
      (): Child => {
        let hear: (message: FromEngine) => void = () => undefined;
        let exit: (reason: string) => void = () => undefined;
        return {
          post(message) {
            if (message.type === 'open') opened.push(message.options.provider);
            const asked = message.type === 'ask' && message.question === 'status';
            if (asked && alive) hear({ type: 'done', id: message.id, value: {} });
          },
          onMessage: (listener) => (hear = listener),
          onExit: (listener) => (exit = listener),
          kill: () => (kills++, exit('SIGKILL')),
        };
      },
      { modelsRoot, provider: 'webgpu' },
    );
    const running = host.run('music.continue', request);
    const ends = [running, host.pin('auto')].map((one) =>
      expect(one).rejects.toMatchObject({ code: 'engine-stopped' }),
    );
    await vi.advanceTimersByTimeAsync(600_000);
    expect(kills).toBe(0);
    alive = false;
    ends.push(expect(host.pin('cpu')).rejects.toMatchObject({ code: 'engine-stopped' }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kills).toBe(1);
    await Promise.all(ends);
    void host.list().catch(() => undefined);
    expect(opened).toEqual(['webgpu', 'cpu']);
    await host.close();
  });

  it('holds no model any more: that one was installed or removed does not fail of it', async () => {
    let exit: (reason: string) => void = () => undefined;
    const host = createHost(
      (): Child => ({
        post: () => undefined,
        onMessage: () => undefined,
        onExit: (listener) => (exit = listener),
        kill: () => exit('SIGKILL'),
      }),
      { modelsRoot, provider: 'auto' },
    );
    const running = host.run('music.continue', request);
    const forgetting = host.forget();
    host.kill();
    await expect(running).rejects.toMatchObject({ code: 'engine-stopped' });
    await expect(forgetting).resolves.toBeUndefined();
    await host.close();
  });

  it('also when it never came up', async () => {
    const host = createHost(
      () => {
        const child = fork(`${root}/build/electron/nowhere.js`, { stdio: 'ignore' });
        return {
          post: (message) => void (child.connected && child.send(message)),
          onMessage: (listener) => child.on('message', listener as (message: unknown) => void),
          onExit: (listener) => child.once('exit', (code) => listener(`exit code ${code}`)),
          kill: () => void child.kill(),
        };
      },
      { modelsRoot, provider: 'cpu' },
    );
    const running = host.run('music.continue', request);
    await expect(running).rejects.toMatchObject({
      code: 'engine-stopped',
      message: expect.stringMatching(/exit code 1/),
    });
  });
});

describe('closing', () => {
  it('cancels what runs, ends the process, and refuses what comes after', async () => {
    const { host, processes } = start();
    await host.prepare('music', 'piano');
    const running = host.run('music.continue', { ...request, seconds: 600 });
    const gone = new Promise((resolve) => processes[0]!.once('exit', resolve));
    const cancelled = expect(running).rejects.toSatisfy(isCancelled);
    await host.close();
    await cancelled;
    await gone;
    await expect(host.run('music.continue', request)).rejects.toMatchObject({ code: 'engine-stopped' });
  });

  it('ends a process once, also where an examination is cancelled: one that is going can’t be killed again', async () => {
    let kills = 0;
    const going: Child = {
      post: () => undefined,
      onMessage: () => undefined,
      // As in Electron the end is heard of later.
      onExit: () => undefined,
      kill() {
        if (++kills > 1) throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
      },
    };
    const controller = new AbortController();
    const [signal, limits] = [controller.signal, { memory: 2 ** 30, seconds: 60 }];
    const examining = examineApart(() => going)(modelsRoot, 'music', 'piano', {
      limits,
      signal,
      onShare: () => undefined,
    });
    controller.abort();
    await expect(examining).rejects.toSatisfy(isCancelled);
    expect(kills).toBe(1);
  });

  it('the process does not outlive its parent', async () => {
    const { host, processes } = start();
    await host.prepare('music', 'piano');
    const gone = new Promise((resolve) => processes[0]!.once('exit', resolve));
    processes[0]!.disconnect();
    await gone;
  });
});
