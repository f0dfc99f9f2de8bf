import type { Prompt, Step, Stepper } from '../../models/decode.ts';
import { Pen } from '../../models/drawing/places.ts';

/** What a batch of drawings remembers besides the network's own state: where each lane's pen is. */
export interface Placed<State> {
  readonly inner: State;
  readonly pens: readonly Pen[];
}

/** A network of input ids that say where the pen is, seen one plain token at a time. */
export function placedStepper<State>(stepper: Stepper<State>): Stepper<Placed<State>> {
  return {
    context: stepper.context,

    async start({ lanes, conditions }: Prompt): Promise<Step<Placed<State>>> {
      const pens = lanes.map(() => new Pen());
      const ids = lanes.map((tokens, lane) => tokens.map((token) => pens[lane]!.accept(token)));
      const { state, logits } = await stepper.start({ lanes: ids, conditions });
      return { state: { inner: state, pens }, logits };
    },

    async next({ inner, pens }: Placed<State>, tokens: Int32Array): Promise<Step<Placed<State>>> {
      const ids = tokens.map((token, lane) => pens[lane]!.accept(token));
      const { state, logits } = await stepper.next(inner, ids);
      return { state: { inner: state, pens }, logits };
    },

    select({ inner, pens }: Placed<State>, lanes: readonly number[]): Placed<State> {
      // Copies, because a lane may be kept twice.
      return { inner: stepper.select(inner, lanes), pens: lanes.map((lane) => pens[lane]!.copy()) };
    },

    release: ({ inner }) => stepper.release(inner),
  };
}
