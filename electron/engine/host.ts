import { GombocError } from '../../models/error.ts';
import type { Child as ChildOf } from '../line.ts';
import type { Engine, EngineOptions, RunOptions } from './engine.ts';
import { cancelled } from './queue.ts';
import { fromFailure, type FromEngine, type Question, type ToEngine } from './protocol.ts';
import type { EngineStatus } from './status.ts';
import type { TaskChunk, TaskName, TaskResult } from './tasks/index.ts';

/** The engine's process. */
export type Child = ChildOf<ToEngine, FromEngine>;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onChunk(chunk: unknown): void;
}

/** An Engine whose work is done by another process. */
export interface Host extends Engine {
  /** Ends the process at once, as a crash would: running jobs reject with `engine-stopped`, the next one starts anew. */
  kill(): void;
}

/** A process that says nothing for so long hangs, ms: opening a model takes less, and one that computes answers between steps. */
const patienceMs = 20_000;

/**
 * Supervises the engine's process: starts it with the first request, and again with the first request after it died.
 * What ran when it died rejects with GombocError `engine-stopped`.
 */
export function createHost(spawn: () => Child, options: EngineOptions): Host {
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(status: EngineStatus) => void>();
  let child: Child | null = null;
  let starts = 0;
  let nextId = 1;
  let closed = false;
  /** What the person has chosen: a process that dies before it has heard of it is not the last. */
  let pinned = options.provider;
  let status: EngineStatus = {
    state: 'idle',
    providers: [],
    pinned: options.provider,
    restarts: 0,
    memoryBytes: null,
  };

  function changed(news: Partial<EngineStatus>): EngineStatus {
    status = { ...status, ...news, restarts: Math.max(0, starts - 1) };
    for (const listener of listeners) listener(status);
    return status;
  }

  function start(): Child {
    if (closed) throw new GombocError('engine-stopped', 'the engine is closed', 'Start Gomboc again.');
    const started = spawn();
    starts++;
    started.onMessage(receive);
    started.onExit((reason) => {
      if (child !== started) return;
      child = null;
      changed({ state: closed ? 'idle' : 'stopped', memoryBytes: null });
      const error = new GombocError(
        'engine-stopped',
        `the engine stopped unexpectedly (${reason})`,
        'Try again: it starts anew with the next request.',
      );
      const lost = [...waiting.values()];
      waiting.clear();
      for (const { reject } of lost) reject(error);
    });
    started.post({ type: 'open', options: { ...options, provider: pinned } });
    changed({ state: 'idle', pinned });
    return started;
  }

  function receive(message: FromEngine): void {
    if (message.type === 'status') return void changed(message.status);
    const job = waiting.get(message.id);
    if (!job) return; // cancelled meanwhile
    if (message.type === 'chunk') return job.onChunk(message.chunk);
    waiting.delete(message.id);
    if (message.type === 'done') job.resolve(message.value);
    else job.reject(fromFailure(message.failure));
  }

  /** Posts what `message` makes of a fresh id, and waits for the answer with that id. */
  function request<T>(message: (id: number) => ToEngine, onChunk: Waiting['onChunk'] = () => {}, signal?: AbortSignal) {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) throw cancelled();
      child ??= start();
      const id = nextId++;
      const cancel = () => {
        waiting.delete(id);
        child?.post({ type: 'cancel', id });
        reject(cancelled());
      };
      const settled = () => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel, { once: true });
      waiting.set(id, {
        resolve: (value) => (settled(), resolve(value as T)),
        reject: (error) => (settled(), reject(error)),
        onChunk,
      });
      child.post(message(id));
    });
  }

  const ask = <T>(asked: Question, onChunk?: Waiting['onChunk']) =>
    request<T>((id) => ({ type: 'ask', id, ...asked }), onChunk);

  /** A provider that hangs would never hear that another one was chosen. */
  function endIfHung(asked: Child): void {
    const late = setTimeout(() => child === asked && !closed && asked.kill(), patienceMs);
    ask({ question: 'status' })
      .catch(() => undefined)
      .finally(() => clearTimeout(late));
  }

  return {
    run<Name extends TaskName>(name: Name, input: unknown, options: RunOptions<TaskChunk<Name>> = {}) {
      const { signal, onChunk, apart = false } = options;
      const forward = (chunk: unknown) => onChunk?.(chunk as TaskChunk<Name>);
      return request<TaskResult<Name>>((id) => ({ type: 'run', id, name, input, apart }), forward, signal);
    },
    prepare: (studio, model) => ask({ question: 'prepare', studio, model }),
    status: async () => (child ? changed(await ask<EngineStatus>({ question: 'status' })) : status),
    list: () => ask({ question: 'list' }),
    examine: (studio, model, onShare) =>
      ask({ question: 'examine', studio, model }, (share) => onShare?.(share as number)),
    forget: async () => {
      if (!child) return;
      await ask({ question: 'forget' }).catch((error: unknown) => {
        // It has forgotten all.
        if (!(error instanceof GombocError) || error.code !== 'engine-stopped') throw error;
      });
    },
    async pin(provider) {
      pinned = provider;
      if (child) {
        endIfHung(child);
        await ask({ question: 'pin', provider });
      }
      changed({ pinned: provider, ...(child ? {} : { providers: [] }) });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    kill: () => child?.kill(),
    async close() {
      // A process that is going already can't be killed again: the system says that there is none.
      if (closed) return;
      closed = true;
      for (const { reject } of waiting.values()) reject(cancelled());
      waiting.clear();
      child?.kill();
    },
  };
}
