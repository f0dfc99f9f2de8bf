/** Structural part of AbortSignal that the pure rooms need: they compile without DOM and Node types. */
export interface Cancellation {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** What a network is asked to go on from: one token sequence a lane (a take), lengths may differ. */
export interface Prompt {
  lanes: readonly Int32Array[];
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
