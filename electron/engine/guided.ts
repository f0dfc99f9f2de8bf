import type { Prompt, Step, Stepper } from '../../models/decode.ts';

/** A batch twice: as it was asked for, and free of that. */
export interface Guided<State> {
  readonly asked: State;
  readonly free: State;
}

export interface Guidance {
  /** What the network goes on from where nothing is asked of it: as many lanes as the prompt has. */
  free: Prompt;
  /** Logits out of both. Both may belong to several lanes, so neither may be written to. */
  mix(asked: Float32Array, free: Float32Array): Float32Array;
}

/** The same network twice, side by side: both get the tokens that are drawn from what `mix` makes of their logits. */
export function guidedStepper<State>(stepper: Stepper<State>, { free, mix }: Guidance): Stepper<Guided<State>> {
  const together = (asked: Step<State>, freed: Step<State>): Step<Guided<State>> => ({
    state: { asked: asked.state, free: freed.state },
    logits: asked.logits.map((logits, lane) => mix(logits, freed.logits[lane]!)),
  });
  return {
    context: stepper.context,
    start: async (prompt) => together(await stepper.start(prompt), await stepper.start(free)),
    next: async (state, tokens) =>
      together(await stepper.next(state.asked, tokens), await stepper.next(state.free, tokens)),
    select: (state, lanes) => ({
      asked: stepper.select(state.asked, lanes),
      free: stepper.select(state.free, lanes),
    }),
    release(state) {
      stepper.release(state.asked);
      stepper.release(state.free);
    },
  };
}
