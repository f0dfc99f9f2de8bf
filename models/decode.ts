import { GombocError } from './error.ts';

/** Structural part of AbortSignal that the pure rooms need: they compile without DOM and Node types. */
export interface Cancellation {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** What a network reads besides tokens, the same for all lanes: keys [1, heads, headWidth, positions], values [1, heads, positions, headWidth]. */
export interface Memory {
  readonly key: Float32Array;
  readonly value: Float32Array;
  readonly positions: number;
}

/** What a network is asked to go on from: one token sequence a lane (a take), lengths may differ. */
export interface Prompt {
  lanes: readonly Int32Array[];
  /** One vector for each lane, set before its tokens (a latent, say), where the network takes them. A position each. */
  conditions?: readonly Float32Array[] | undefined;
  /** What an image encoder made of a picture. A network with cross-attention needs it, others take none. */
  memory?: Memory | undefined;
}

/** `logits[lane]` has one float for each token of the vocabulary, for the token after the lane's last one. */
export interface Step<State> {
  state: State;
  logits: readonly Float32Array[];
}

/** A network, seen one token at a time. Lanes are independent and run in one batch. */
export interface Stepper<State> {
  /** How many tokens a lane may hold, prompt included. */
  readonly context: number;
  /** Prefill in one run; equal prompts are computed once. */
  start(prompt: Prompt): Promise<Step<State>>;
  /** One token for each lane of the state. The state passed in must not be used again. */
  next(state: State, tokens: Int32Array): Promise<Step<State>>;
  /** Keeps only the given lanes, in that order: finished takes leave the batch. */
  select(state: State, lanes: readonly number[]): State;
  release(state: State): void;
}

/** `lane` is its index in the prompt, also when earlier lanes have left the batch. */
export interface LaneToken {
  lane: number;
  token: number;
}

export interface DecodeOptions {
  prompt: Prompt;
  /** Chooses the next token of a lane, e.g. with `sample` and a grammar's mask. */
  pick(lane: number, logits: Float32Array): number;
  /** Whether `token`, just picked, is the lane's last. It is yielded all the same. */
  isEnd(lane: number, token: number): boolean;
  /** Most tokens that a lane may gain. A lane also ends, without a sign, where the network's context is full. */
  limit: number;
  signal?: Cancellation | undefined;
}

/**
 * The autoregressive loop: yields, for each step, one token for each lane that still runs.
 *
 * The state is released when the loop ends, fails, is aborted or left early.
 *
 * @throws GombocError `internal` if a prompt is empty or fills the context; the signal's reason if it is aborted;
 *   whatever the stepper or `pick` throws.
 */
export async function* decode<State>(stepper: Stepper<State>, options: DecodeOptions): AsyncGenerator<LaneToken[]> {
  const { prompt, pick, isEnd, limit, signal } = options;
  const room = prompt.lanes.map((lane) => roomAfter(lane, stepper.context - (prompt.conditions ? 1 : 0), limit));
  if (room.length === 0 || limit < 1) return;

  signal?.throwIfAborted();
  let { state, logits } = await stepper.start(prompt);
  try {
    let lanes = [...room.keys()];
    for (let step = 1; ; step++) {
      signal?.throwIfAborted();
      const picked = lanes.map((lane, row) => ({ lane, token: pick(lane, logits[row]!) }));
      const rows = [...picked.keys()].filter((row) => {
        const { lane, token } = picked[row]!;
        return !isEnd(lane, token) && step < room[lane]!;
      });
      yield picked;
      if (rows.length === 0) return;

      signal?.throwIfAborted();
      if (rows.length < lanes.length) state = stepper.select(state, rows);
      lanes = rows.map((row) => lanes[row]!);
      ({ state, logits } = await stepper.next(
        state,
        Int32Array.from(rows, (row) => picked[row]!.token),
      ));
    }
  } finally {
    stepper.release(state);
  }
}

/** How many tokens a lane may gain. */
function roomAfter(lane: Int32Array, context: number, limit: number): number {
  if (lane.length > 0 && lane.length < context) return Math.min(limit, context - lane.length);
  const message = `A prompt of ${lane.length} tokens does not suit a context of ${context}.`;
  throw new GombocError('internal', message, 'Please report this.');
}
