import { availableParallelism } from 'node:os';
import type { Memory } from '../../models/decode.ts';
import { createEncoder } from './encoder.ts';
import { blankMemory, createImageEncoder } from './image-encoder.ts';
import { chooseProvider, gpuPossible, providerOrder, type Candidate } from './providers.ts';
import { Session, supportedProviders } from './session.ts';
import type { ProviderName } from '../../models/provider.ts';
import type { ProviderReport } from './status.ts';
import { createStepper, type NetworkStepper } from './stepper.ts';
import type { Store, Studio, Variant } from './store.ts';
import type { OpenModel } from './tasks/task.ts';

export interface OpenOptions {
  pinned: ProviderName | 'auto';
  /** Threads inside one operator; by default what was measured to be best for the variant. */
  threads?: number | undefined;
  /** What the CPU serves with, instead of the manifest's choice: for measuring. */
  variant?: Variant | undefined;
}

export interface Opened {
  model: OpenModel;
  reports: ProviderReport[];
  /** Frees the session's native memory. */
  release(): Promise<void>;
}

/** A session that is tried, and later perhaps kept. */
interface Attempt {
  session: Session;
  stepper: NetworkStepper;
  variant: Variant;
}

/**
 * Reads, checks and loads a model on the best provider: see chooseProvider. The CPU serves with the manifest's own
 * variant, GPUs with fp32, because dynamic quantisation has no GPU kernels.
 * Throws what the store throws, and GombocError `model-unsupported` if the network is another one than the manifest says.
 */
export async function openModel(store: Store, studio: Studio, name: string, options: OpenOptions): Promise<Opened> {
  const manifest = await store.manifest(studio, name);
  const cpuVariant = options.variant ?? manifest.variant;
  const gpuVariant: Variant = manifest.files.fp32 ? 'fp32' : cpuVariant;

  async function open(provider: ProviderName, variant: Variant): Promise<Attempt> {
    const bytes = await store.weights(studio, manifest, variant);
    const threads = options.threads ?? threadsFor(variant, manifest.network.context);
    const session = await Session.open(bytes, { provider, threads });
    try {
      return { session, stepper: createStepper(session, manifest.network), variant };
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  const memory = blankMemory(manifest, PROBE_POSITIONS);

  async function truth(): Promise<Float32Array> {
    const cpu = await open('cpu', gpuVariant);
    try {
      return (await probe(cpu.stepper, manifest.network.vocabulary, memory, COMPARED)).logits;
    } finally {
      await cpu.session.release();
    }
  }

  const { opened, reports } = await chooseProvider<Attempt>({
    order: providerOrder(process.platform, supportedProviders()),
    pinned: options.pinned,
    gpu: gpuPossible(process.platform),
    open: (provider) => open(provider, provider === 'cpu' ? cpuVariant : gpuVariant),
    probe: ({ stepper }) => probe(stepper, manifest.network.vocabulary, memory),
    truth,
    close: ({ session }) => session.release(),
  });
  const { session, stepper, variant } = opened;
  const sha256 = manifest.files[variant]!.sha256;
  const encoder = lazy(async () => {
    const bytes = await store.encoder(studio, manifest, cpuVariant);
    return openReader(bytes, threadsFor(cpuVariant, 0), (reading) => createEncoder(reading, manifest));
  });
  const imageEncoder = lazy(async () => {
    const bytes = await store.imageEncoder(studio, manifest, cpuVariant);
    return openReader(bytes, options.threads ?? lookingThreads(), (reading) => createImageEncoder(reading, manifest));
  });
  const { provider } = session;
  const model: OpenModel = {
    ...{ manifest, variant, sha256, provider, stepper },
    ...{ encoder: encoder.get, imageEncoder: imageEncoder.get },
  };
  const release = async (): Promise<void> => {
    await Promise.all([session.release(), encoder.release(), imageEncoder.release()]);
  };
  return { model, reports, release };
}

/** It reads a drawing or a picture once, so that no other provider is worth its start-up: always on the CPU. */
async function openReader<T>(bytes: Uint8Array, threads: number, create: (session: Session) => T): Promise<T> {
  const session = await Session.open(bytes, { provider: 'cpu', threads });
  try {
    return create(session);
  } catch (error) {
    await session.release();
    throw error;
  }
}

/** Opened at the first use: most requests need none. A failed attempt is forgotten. */
function lazy<T extends { release(): Promise<void> }>(open: () => Promise<T>) {
  let opening: Promise<T> | null = null;
  const get = (): Promise<T> => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const release = async (): Promise<void> => (await opening?.catch(() => null))?.release();
  return { get, release };
}

/** Beyond it attention is most of an int8 step, positions. */
const LONG_CONTEXT = 1024;

/**
 * One core is left to the window and the sound. fp32 gains up to four threads. An int8 step is too short to share until
 * attention is most of it: with a long context behind it two threads gain, with a short one they lose
 * (`npm run bench -- threads`), and more than two were not measured.
 *
 * @param context positions that the network may have behind it
 */
export function threadsFor(variant: Variant, context: number, cores = availableParallelism()): number {
  const most = variant !== 'int8' ? 4 : context > LONG_CONTEXT ? 2 : 1;
  return Math.max(1, Math.min(cores - 1, most));
}

/** A picture is looked at once, for a tenth of a second in which a person waits for the first element: with every core. */
export function lookingThreads(cores = availableParallelism()): number {
  return Math.min(cores, 4);
}

const PROBE_STEPS = 32;
/** Steps whose logits must agree, too: with a cache behind it a network runs otherwise than over a prompt. */
const COMPARED = 2;
/** Enough to see that a GPU in software is no match: its 32 steps would take minutes. */
const PROBE_MS = 1000;

/** Logits of a fixed prompt and of the first steps after it, and the median time of a warm step. */
async function probe(
  stepper: NetworkStepper,
  vocabulary: number,
  memory: Memory | undefined,
  steps = PROBE_STEPS,
): Promise<Candidate> {
  let { state, logits } = await stepper.start({ lanes: [probePrompt(vocabulary)], memory });
  try {
    const answers = [logits[0]!];
    const times: number[] = [];
    const end = performance.now() + PROBE_MS;
    const most = Math.min(steps, stepper.context - PROBE_LENGTH);
    for (let step = 0; step < most && (step < COMPARED || performance.now() < end); step++) {
      const before = performance.now();
      ({ state, logits } = await stepper.next(state, Int32Array.of(step % vocabulary)));
      times.push(performance.now() - before);
      if (step < COMPARED) answers.push(logits[0]!);
    }
    // The first ones compile kernels and fill caches.
    const warm = times.slice(times.length >> 1).sort((a, b) => a - b);
    return { logits: Float32Array.from(answers.flatMap((answer) => [...answer])), stepMs: warm[warm.length >> 1]! };
  } finally {
    stepper.release(state);
  }
}

const PROBE_LENGTH = 12;
/** Of a memory. Few: they show whether the provider has the operators, and weigh little in the time of a step. */
const PROBE_POSITIONS = 16;

/** Any tokens will do. */
function probePrompt(vocabulary: number): Int32Array {
  return Int32Array.from({ length: PROBE_LENGTH }, (_, i) => (i * 37) % vocabulary);
}
