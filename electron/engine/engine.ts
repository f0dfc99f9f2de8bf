import { z } from 'zod';
import { GombocError } from '../../models/error.ts';
import { examineModel } from './examine.ts';
import type { Limits } from './guard.ts';
import { blankFrame } from './image-encoder.ts';
import { openModel, type Opened } from './open.ts';
import { createQueue, isCancelled } from './queue.ts';
import type { ProviderName } from '../../models/provider.ts';
import type { EngineStatus, InstalledModel, ProviderReport } from './status.ts';
import { openStore, type Studio, type Variant } from './store.ts';
import { tasks, type TaskChunk, type TaskInput, type TaskName, type TaskResult } from './tasks/index.ts';
import type { OpenModel, Task } from './tasks/task.ts';

export interface EngineOptions {
  /** The folder that holds `<studio>/weights/<name>/`. */
  modelsRoot: string;
  /** Another such folder, of the models that the person has installed. */
  installedRoot?: string;
  provider: ProviderName | 'auto';
  /** Threads inside one operator; by default what suits the model. */
  threads?: number;
  /** Beyond them the engine's own process is ended, from within. */
  limits?: Limits;
  /** Instead of the manifest's choice: for measuring. */
  variant?: Variant;
}

export interface RunOptions<Chunk> {
  signal?: AbortSignal;
  onChunk?: (chunk: Chunk) => void;
  /** It answers no question that another of its name asks anew: it ends none, and none ends it. */
  apart?: boolean;
}

/** Runs the studios' jobs. The same whether it computes in this process (createEngine) or in one of its own (createHost). */
export interface Engine {
  /**
   * Jobs run one at a time; a newer one of the same name aborts the older, unless one is `apart`. A cancelled job rejects with an AbortError
   * (`isCancelled`), a failed one with a GombocError: `input-invalid`, what the job itself throws, or `engine-stopped`
   * if its process died.
   */
  run<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    options?: RunOptions<TaskChunk<Name>>,
  ): Promise<TaskResult<Name>>;
  /**
   * Opens a model ahead of its first job, with what every job of it needs. A newer call aborts one that waits, and what
   * was opened ahead and has not been used since makes room: of models that nobody asks, one is held. Throws like `run`.
   */
  prepare(studio: Studio, model: string): Promise<void>;
  status(): Promise<EngineStatus>;
  /** All installed models, their hashes checked. */
  list(): Promise<InstalledModel[]>;
  /**
   * Looks at a model of a stranger and tries each of its networks. Rejects with GombocError `model-corrupt` or
   * `model-unsupported`; whoever asks should be ready for this process to die of it: see `limits`.
   * @param onShare hears after each network which share of it is done, 0…1
   */
  examine(studio: Studio, model: string, onShare?: (share: number) => void): Promise<void>;
  /** Lets go of the models that are open: some were installed, replaced or removed. */
  forget(): Promise<void>;
  /** Choose the provider from now on; waits for the job that runs. */
  pin(provider: ProviderName | 'auto'): Promise<void>;
  /** Told of every change of the status; returns a function that ends it. */
  subscribe(listener: (status: EngineStatus) => void): () => void;
  /** Cancels everything and frees what is held. The engine can't be used afterwards. */
  close(): Promise<void>;
}

/** The engine in this very process. Network runs block its thread: the app keeps it in a process of its own. */
export function createEngine(options: EngineOptions): Engine {
  const store = openStore(options.modelsRoot, options.installedRoot);
  const models = new Map<string, Promise<Opened>>();
  /** The one that was opened ahead, as long as no job has used it. */
  let ahead: string | null = null;
  const listeners = new Set<(status: EngineStatus) => void>();
  let pinned = options.provider;
  let providers: ProviderReport[] = [];
  const queue = createQueue(() => changed());

  const status = (): EngineStatus => ({
    state: queue.busy ? 'busy' : models.size > 0 ? 'ready' : 'idle',
    providers,
    pinned,
    restarts: 0,
    memoryBytes: process.memoryUsage.rss(),
  });

  function changed(): void {
    for (const listener of listeners) listener(status());
  }

  /** One attempt at a time for a model; a failed one is forgotten, so that a repaired model opens. */
  async function open(key: string, studio: Studio, name: string): Promise<OpenModel> {
    let opening = models.get(key);
    if (!opening) {
      opening = openModel(store, studio, name, { pinned, threads: options.threads, variant: options.variant });
      models.set(key, opening);
      opening.catch(() => models.delete(key));
    }
    const { model, reports } = await opening;
    providers = reports;
    return model;
  }

  /** For a job: from now on the model stays. */
  function use(studio: Studio, name: string): Promise<OpenModel> {
    const key = keyOf(studio, name);
    if (ahead === key) ahead = null;
    return open(key, studio, name);
  }

  async function openAhead(studio: Studio, name: string): Promise<void> {
    const key = keyOf(studio, name);
    if (models.has(key)) return;
    if (ahead !== null) await release([ahead]);
    ahead = key;
    const { manifest, imageEncoder } = await open(key, studio, name);
    // Its first run takes longer than the others, so that one is had before somebody waits for it.
    if (manifest.imageEncoder) await (await imageEncoder()).encode(blankFrame(manifest.imageEncoder.frames[0]!));
  }

  async function release(keys: readonly string[] = [...models.keys()]): Promise<void> {
    const opened = keys.flatMap((key) => models.get(key) ?? []);
    for (const key of keys) models.delete(key);
    for (const model of await Promise.allSettled(opened)) if (model.status === 'fulfilled') await model.value.release();
  }

  /** A GPU that was lost, in sleep or to a newer driver, fails in every run: the next job opens on what there is by then. */
  async function ended(error: unknown): Promise<never> {
    const isOver = error instanceof GombocError && error.code === 'internal';
    for (const [key, opening] of isOver ? [...models] : []) {
      const opened = await opening.catch(() => null);
      if (opened && opened.model.provider !== 'cpu') await release([key]).catch(() => undefined);
    }
    throw error;
  }

  return {
    run(name, input, { signal, onChunk = () => {}, apart = false } = {}) {
      const task = tasks[name] as unknown as Task;
      return queue.run(apart ? null : name, signal, async (inner) => {
        const emit = (chunk: unknown) => {
          if (!inner.aborted) onChunk(chunk as TaskChunk<typeof name>);
        };
        const valid = validated(task.input, input);
        const work = task.run(valid, { open: use, signal: inner, emit });
        return (await named(work.catch(ended))) as TaskResult<typeof name>;
      });
    },
    prepare: (studio, model) => queue.run('prepare', undefined, () => named(openAhead(studio, model))),
    status: async () => status(),
    list: () => store.list(),
    examine: (studio, model, onShare) =>
      queue.run(`examine ${studio}/${model}`, undefined, () => named(examineModel(store, studio, model, onShare))),
    forget: () => queue.run(null, undefined, () => release()),
    pin: (provider) =>
      queue.run(null, undefined, async () => {
        if (provider === pinned) return;
        pinned = provider;
        providers = [];
        await release();
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await queue.clear();
      await release();
      listeners.clear();
    },
  };
}

const keyOf = (studio: Studio, name: string): string => `${studio}/${name}`;

/** This is the border of the process: nothing that comes in is trusted, whoever checked it before. */
function validated<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new GombocError(
    'input-invalid',
    `${issue?.path.join('.') || 'the request'}: ${issue?.message}`,
    'Change this setting and try again.',
  );
}

/** What is neither ours nor a cancellation is a defect, and gets a name that says so. */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GombocError || isCancelled(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new GombocError('internal', message, 'Please report this.', { cause: error });
  }
}
