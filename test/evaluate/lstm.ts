import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Session, tensor, type Tensor } from '../../electron/engine/session.ts';
import { openStore } from '../../electron/engine/store.ts';
import type { NetworkStepper } from '../../electron/engine/stepper.ts';
import type { OpenModel } from '../../electron/engine/tasks/task.ts';
import { GombocError } from '../../models/error.ts';

/*
 * The baseline of models/music/train/lstm.py as a model that the music jobs can play: its state in the place of the
 * Transformer's cache, one lane, and the Transformer's context, so that both are shown the same.
 */

interface State {
  hidden: Tensor;
  cell: Tensor;
}

type LstmStepper = Omit<NetworkStepper, 'start' | 'next' | 'select' | 'release'> & {
  start(prompt: { lanes: readonly Int32Array[] }): Promise<{ state: State; logits: readonly Float32Array[] }>;
  next(state: State, tokens: Int32Array): Promise<{ state: State; logits: readonly Float32Array[] }>;
  select(state: State): State;
  release(): void;
};

/** @param context tokens that it is shown at most @param vocabulary of its logits */
export function lstmStepper(session: Session, context: number, vocabulary: number): LstmStepper {
  const dims = session.inputs.find(({ name }) => name === 'hidden')!.shape as number[];
  const silence = (): Tensor => tensor(new Float32Array(dims.reduce((product, dim) => product * dim, 1)), dims);
  const run = async (tokens: Int32Array, { hidden, cell }: State) => {
    const ids = tensor(BigInt64Array.from(tokens, BigInt), [1, tokens.length]);
    const answer = await session.run({ tokens: ids, hidden, cell });
    const state: State = { hidden: answer['next_hidden']!, cell: answer['next_cell']! };
    return { state, logits: answer['logits']!.data as Float32Array };
  };
  const fresh = (): State => ({ hidden: silence(), cell: silence() });
  const last = async (tokens: Int32Array, before: State) => {
    const { state, logits } = await run(tokens, before);
    return { state, logits: [logits.subarray(-vocabulary)] };
  };
  return {
    context,
    async start({ lanes }) {
      if (lanes.length !== 1) throw new GombocError('internal', `${lanes.length} lanes`, 'Ask for one take.');
      return last(lanes[0]!, fresh());
    },
    next: (state, tokens) => last(tokens, state),
    select: (state) => state,
    release: () => {},
    logits: async (tokens) => (await run(tokens, fresh())).logits,
  };
}

export interface Lstm {
  model: OpenModel;
  /** That it was trained on. */
  tokens: number;
  release(): Promise<void>;
}

/** null: it was not trained yet, or is not there. */
export async function openLstm(folder: string, modelsRoot: string): Promise<Lstm | null> {
  const bytes = await readFile(join(folder, 'model.onnx')).catch(() => null);
  if (!bytes) return null;
  const session = await Session.open(bytes, { provider: 'cpu', threads: 1 });
  const piano = await openStore(modelsRoot).manifest('music', 'piano');
  const { context, vocabulary } = piano.network;
  const { tokens } = JSON.parse(await readFile(join(folder, 'training.json'), 'utf8')) as { tokens: number };
  const none = (): Promise<never> =>
    Promise.reject(new GombocError('internal', 'an LSTM has no encoder', 'Ask another.'));
  return {
    model: {
      manifest: { ...piano, name: 'lstm', version: '0.0.0' },
      ...{ variant: 'fp32', provider: 'cpu', sha256: createHash('sha256').update(bytes).digest('hex') },
      // Whoever plays only hands the state back.
      stepper: lstmStepper(session, context, vocabulary) as unknown as NetworkStepper,
      ...{ encoder: none, imageEncoder: none },
    },
    tokens,
    release: () => session.release(),
  };
}
