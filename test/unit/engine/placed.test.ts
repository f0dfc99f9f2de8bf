import { describe, expect, it } from 'vitest';
import { placedStepper } from '../../../electron/engine/placed.ts';
import type { Prompt, Step, Stepper } from '../../../models/decode.ts';
import { placed } from '../../../models/drawing/places.ts';
import { token } from '../../../models/drawing/vocabulary.ts';

/** Remembers what it was fed. */
class Listener implements Stepper<number[][]> {
  readonly context = 50;
  conditions: Prompt['conditions'];
  released = 0;

  start({ lanes, conditions }: Prompt): Promise<Step<number[][]>> {
    this.conditions = conditions;
    return this.#step(lanes.map((lane) => [...lane]));
  }

  next(state: number[][], tokens: Int32Array): Promise<Step<number[][]>> {
    return this.#step(state.map((lane, row) => [...lane, tokens[row]!]));
  }

  select(state: number[][], lanes: readonly number[]): number[][] {
    return lanes.map((lane) => state[lane]!);
  }

  release(): void {
    this.released++;
  }

  #step(state: number[][]): Promise<Step<number[][]>> {
    return Promise.resolve({ state, logits: state.map(() => new Float32Array(1)) });
  }
}

const ids = (...tokens: number[]): number[] => [...placed(tokens)];
const opening = [token.bos, token.unknown];

describe('a stepper of placed tokens', () => {
  it('feeds each lane the ids that its whole sequence has', async () => {
    const stepper = placedStepper(new Listener());
    const a = [...opening, 5, token.row + 7];
    const b = [...opening, 90];
    const { state } = await stepper.start({ lanes: [Int32Array.from(a), Int32Array.from(b)] });
    expect(state.inner).toEqual([ids(...a), ids(...b)]);
    const { state: after } = await stepper.next(state, Int32Array.of(token.move + 9, token.row + 100));
    expect(after.inner).toEqual([ids(...a, token.move + 9), ids(...b, token.row + 100)]);
  });

  it('keeps the pens of the lanes that stay, each its own', async () => {
    const stepper = placedStepper(new Listener());
    const lanes = [1, 2, 3].map((column) => [...opening, column, token.row + column]);
    const { state } = await stepper.start({ lanes: lanes.map((lane) => Int32Array.from(lane)) });
    const kept = stepper.select(state, [2, 0, 0]);
    const { state: after } = await stepper.next(kept, Int32Array.of(token.move, token.move + 70, token.move + 400));
    expect(after.inner).toEqual([
      ids(...lanes[2]!, token.move),
      ids(...lanes[0]!, token.move + 70),
      ids(...lanes[0]!, token.move + 400),
    ]);
  });

  it('hands conditions on, and lets go', async () => {
    const inner = new Listener();
    const stepper = placedStepper(inner);
    const conditions = [Float32Array.of(1, 2)];
    const { state } = await stepper.start({ lanes: [Int32Array.from(opening)], conditions });
    stepper.release(state);
    expect(inner.conditions).toBe(conditions);
    expect(inner.released).toBe(1);
    expect(stepper.context).toBe(50);
  });
});
