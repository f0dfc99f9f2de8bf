import { describe, expect, it } from 'vitest';
import { guidedStepper } from '../../../electron/engine/guided.ts';
import { decode, type Prompt, type Step, type Stepper } from '../../../models/decode.ts';

/** Answers with what it was fed: one number a lane, its tokens read as digits. */
class Digits implements Stepper<number[][]> {
  readonly context = 50;
  released: number[][][] = [];

  start({ lanes }: Prompt): Promise<Step<number[][]>> {
    return this.#step(lanes.map((lane) => [...lane]));
  }

  next(state: number[][], tokens: Int32Array): Promise<Step<number[][]>> {
    return this.#step(state.map((lane, row) => [...lane, tokens[row]!]));
  }

  select(state: number[][], lanes: readonly number[]): number[][] {
    return lanes.map((lane) => state[lane]!);
  }

  release(state: number[][]): void {
    this.released.push(state);
  }

  #step(state: number[][]): Promise<Step<number[][]>> {
    return Promise.resolve({ state, logits: state.map((lane) => Float32Array.of(Number(lane.join('')))) });
  }
}

const lanes = (...all: number[][]): Prompt => ({ lanes: all.map((lane) => Int32Array.from(lane)) });
const mix = (asked: Float32Array, free: Float32Array): Float32Array => Float32Array.of(asked[0]!, free[0]!);

describe('a guided stepper', () => {
  it('gives both networks what is drawn, and mixes the logits of each lane with its own', async () => {
    const stepper = guidedStepper(new Digits(), { free: lanes([7], [8]), mix });
    const first = await stepper.start(lanes([1, 2], [3]));
    expect(first.logits.map((row) => [...row])).toEqual([[12, 7], [3, 8]]); // prettier-ignore
    const second = await stepper.next(first.state, Int32Array.of(5, 6));
    expect(second.logits.map((row) => [...row])).toEqual([[125, 75], [36, 86]]); // prettier-ignore
  });

  it('keeps the same lanes of both', async () => {
    const stepper = guidedStepper(new Digits(), { free: lanes([7], [8], [9]), mix });
    const { state } = await stepper.start(lanes([1], [2], [3]));
    const { logits } = await stepper.next(stepper.select(state, [2, 0]), Int32Array.of(4, 5));
    expect(logits.map((row) => [...row])).toEqual([[34, 94], [15, 75]]); // prettier-ignore
  });

  it('releases both when the decode loop ends, lanes that left before it among them', async () => {
    const network = new Digits();
    const stepper = guidedStepper(network, { free: lanes([7], [8]), mix });
    const isEnd = (lane: number, token: number) => lane === 0 || token === 1;
    let steps = 0;
    const pick = () => (++steps > 4 ? 1 : 0);
    for await (const _ of decode(stepper, { prompt: lanes([1], [2]), pick, isEnd, limit: 9 }));
    expect(network.released).toEqual([[[2, 0, 0, 0]], [[8, 0, 0, 0]]]);
  });
});
