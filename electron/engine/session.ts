import { InferenceSession, Tensor as OrtTensor, env, listSupportedBackends } from 'onnxruntime-node';
import { GombocError } from '../../models/error.ts';
import type { ProviderName } from '../../models/provider.ts';

/*
 * The only file that imports onnxruntime-node. What it adds: one provider a session, outputs and inputs with their
 * types, sizes checked before anything is allocated, one release. What it takes away: the telemetry.
 */

export type TensorData = Float32Array | BigInt64Array | Uint8Array | Int8Array;

/** A view on `data`: what is written into it before the next run is what that run sees. */
export interface Tensor {
  readonly data: TensorData;
  readonly dims: readonly number[];
}

/** One input or output of the graph; a dimension without a fixed size is given by its name. */
export interface Port {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface SessionOptions {
  provider: ProviderName;
  /** Threads inside one operator. Spinning is off: two spinning threads under contention were slower than one. */
  threads: number;
}

/** No single tensor of ours is larger; onnxruntime itself would allocate any size without complaint. */
const MAX_TENSOR_BYTES = 2 ** 30;

// Since 1.29 onnxruntime on Linux and macOS reports its sessions to Microsoft, and keeps an id of the machine under
// ~/.cache, unless this is set before its first session. On Windows it hands events to the system's own tracing (ETW).
process.env['ORT_DISABLE_TELEMETRY'] = '1';

// What goes wrong comes back as a rejected promise; onnxruntime would print it as well.
env.logLevel = 'fatal';

/** The names of the providers that this build of onnxruntime could use, whether or not the machine has what they need. */
export function supportedProviders(): string[] {
  return listSupportedBackends().map((backend) => backend.name);
}

/** Throws GombocError `internal` if dims and data disagree or the size is beyond reason. */
export function tensor(data: TensorData, dims: readonly number[]): Tensor {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (size !== data.length || data.byteLength > MAX_TENSOR_BYTES) {
    throw new GombocError('internal', `a tensor [${dims.join(', ')}] of ${data.length} values`, 'Please report this.');
  }
  if (data instanceof Float32Array) return new OrtTensor('float32', data, dims);
  if (data instanceof Uint8Array) return new OrtTensor('uint8', data, dims);
  return data instanceof Int8Array ? new OrtTensor('int8', data, dims) : new OrtTensor('int64', data, dims);
}

/** A loaded graph on one execution provider. */
export class Session {
  #session: InferenceSession | null;
  readonly provider: ProviderName;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];

  private constructor(session: InferenceSession, provider: ProviderName) {
    this.#session = session;
    this.provider = provider;
    this.inputs = session.inputMetadata.map(port);
    this.outputs = session.outputMetadata.map(port);
  }

  /**
   * Loads a graph from its bytes. Blocks its thread while it does so (onnxruntime loads synchronously).
   * Throws GombocError `provider-unavailable` if this provider can't be had or can't run the graph, and for the CPU
   * `model-unsupported`, because then it must be the graph.
   */
  static async open(bytes: Uint8Array, { provider, threads }: SessionOptions): Promise<Session> {
    try {
      const session = await InferenceSession.create(bytes, {
        executionProviders: [provider],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
      return new Session(session, provider);
    } catch (error) {
      const said = firstLine(error);
      throw provider === 'cpu'
        ? new GombocError(
            'model-unsupported',
            `the network can't be loaded: ${said}`,
            'Install the model again, or one made for this version of Gomboc.',
            { cause: error },
          )
        : new GombocError('provider-unavailable', said, 'The CPU is used instead.', { cause: error });
    }
  }

  /**
   * One run: all inputs in, all outputs back, each in fresh memory. Native and synchronous behind setImmediate, so it
   * blocks this thread, but lets waiting messages in before. Inputs that the graph does not know are passed over by
   * onnxruntime in silence: see checkGraph in stepper.ts.
   */
  async run(feeds: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>> {
    if (!this.#session) throw new GombocError('internal', 'a run on a released session', 'Please report this.');
    try {
      return (await this.#session.run(feeds as Record<string, OrtTensor>)) as unknown as Record<string, Tensor>;
    } catch (error) {
      const message = `the network failed on ${this.provider}: ${firstLine(error)}`;
      throw new GombocError('internal', message, 'Try again; if it stays, choose the CPU in Settings.', {
        cause: error,
      });
    }
  }

  /** Safe to call more than once; onnxruntime itself throws on the second time. */
  async release(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.release();
  }
}

function port(meta: InferenceSession.ValueMetadata): Port {
  if (!meta.isTensor) return { name: meta.name, type: 'other', shape: [] };
  return { name: meta.name, type: meta.type, shape: meta.shape };
}

/** onnxruntime's messages open with a C++ source path and condition, and go on with a stack trace. */
export function firstLine(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim();
  const line = text.split('\n')[0] ?? '';
  return (line.split(' was false. ').at(-1) ?? line).slice(0, 300);
}
