import { describe, expect, it } from 'vitest';
import {
  decode,
  type DecodeOptions,
  type LaneToken,
  type Prompt,
  type Step,
  type Stepper,
} from '../../../models/decode.ts';

const VOCABULARY = 50;

/** A real, if small, network: the likeliest token after a lane is the sum of its tokens, modulo the vocabulary. */
class Adder implements Stepper<number[][]> {
  readonly batches: number[] = [];
  readonly released: number[][][] = [];
  constructor(readonly context = 100) {}

  start(prompt: Prompt): Promise<Step<number[][]>> {
    return this.#step(prompt.lanes.map((lane) => [...lane]));
  }

  next(state: number[][], tokens: Int32Array): Promise<Step<number[][]>> {
    expect(tokens.length).toBe(state.length);
    return this.#step(state.map((lane, row) => [...lane, tokens[row]!]));
  }

  select(state: number[][], lanes: readonly number[]): number[][] {
    return lanes.map((lane) => state[lane]!);
  }

  release(state: number[][]): void {
    this.released.push(state);
  }

  #step(state: number[][]): Promise<Step<number[][]>> {
    this.batches.push(state.length);
    const logits = state.map((lane) => {
      const row = new Float32Array(VOCABULARY);
      row[lane.reduce((sum, token) => sum + token, 0) % VOCABULARY] = 1;
      return row;
    });
    return Promise.resolve({ state, logits });
  }
}

const likeliest = (_: number, logits: Float32Array): number => logits.indexOf(1);
const prompt = (...lanes: number[][]): Prompt => ({ lanes: lanes.map((lane) => Int32Array.from(lane)) });

async function all(
  stepper: Adder,
  options: Partial<DecodeOptions> & Pick<DecodeOptions, 'prompt'>,
): Promise<LaneToken[][]> {
  const steps: LaneToken[][] = [];
  for await (const step of decode(stepper, { pick: likeliest, isEnd: () => false, limit: 5, ...options }))
    steps.push(step);
  return steps;
}

const lane = (steps: LaneToken[][], index: number): number[] =>
  steps.flat().flatMap((picked) => (picked.lane === index ? [picked.token] : []));

describe('decode', () => {
  it('feeds each lane what it picked', async () => {
    const stepper = new Adder();
    const steps = await all(stepper, { prompt: prompt([1], [1, 2]) });
    expect(lane(steps, 0)).toEqual([1, 2, 4, 8, 16]);
    expect(lane(steps, 1)).toEqual([3, 6, 12, 24, 48]);
    expect(steps.map((step) => step.length)).toEqual([2, 2, 2, 2, 2]);
    expect(stepper.batches).toHaveLength(5);
    expect(stepper.released).toHaveLength(1);
  });

  it('lets finished lanes leave the batch, yields their last token, and keeps the numbers of the others', async () => {
    const stepper = new Adder();
    const steps = await all(stepper, {
      prompt: prompt([1], [1, 2], [5]),
      isEnd: (lane, token) => (lane === 0 && token === 2) || (lane === 1 && token === 12),
    });
    expect(lane(steps, 0)).toEqual([1, 2]);
    expect(lane(steps, 1)).toEqual([3, 6, 12]);
    expect(lane(steps, 2)).toEqual([5, 10, 20, 40, 30]);
    expect(stepper.batches).toEqual([3, 3, 2, 1, 1]);
  });

  it('ends when the last lane ends', async () => {
    const stepper = new Adder();
    const steps = await all(stepper, { prompt: prompt([1], [2]), isEnd: () => true });
    expect(steps).toEqual([
      [
        { lane: 0, token: 1 },
        { lane: 1, token: 2 },
      ],
    ]);
    expect(stepper.released).toHaveLength(1);
  });

  it('stops a lane where its prompt and tokens fill the context', async () => {
    const steps = await all(new Adder(6), { prompt: prompt([1, 1, 1, 1], [3]) });
    expect(lane(steps, 0)).toEqual([4, 8]);
    expect(lane(steps, 1)).toHaveLength(5);
  });

  it('refuses prompts that leave no room, and does nothing for a limit of 0', async () => {
    await expect(all(new Adder(3), { prompt: prompt([1, 2, 3]) })).rejects.toMatchObject({ code: 'internal' });
    await expect(all(new Adder(3), { prompt: prompt([]) })).rejects.toMatchObject({ code: 'internal' });
    const stepper = new Adder();
    expect(await all(stepper, { prompt: prompt([1]), limit: 0 })).toEqual([]);
    expect(stepper.batches).toEqual([]);
  });

  it('stops between steps when aborted, and releases', async () => {
    const stepper = new Adder();
    const controller = new AbortController();
    const seen: LaneToken[][] = [];
    const run = async (): Promise<void> => {
      const options = { prompt: prompt([1]), pick: likeliest, isEnd: () => false, limit: 9, signal: controller.signal };
      for await (const step of decode(stepper, options)) {
        seen.push(step);
        if (seen.length === 2) controller.abort();
      }
    };
    await expect(run()).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toHaveLength(2);
    expect(stepper.batches).toHaveLength(2);
    expect(stepper.released).toHaveLength(1);
  });

  it('does not start when already aborted', async () => {
    const stepper = new Adder();
    await expect(all(stepper, { prompt: prompt([1]), signal: AbortSignal.abort() })).rejects.toThrow();
    expect(stepper.batches).toEqual([]);
    expect(stepper.released).toEqual([]);
  });

  it('releases when it is left early and when a pick fails', async () => {
    const stepper = new Adder();
    for await (const _ of decode(stepper, { prompt: prompt([1]), pick: likeliest, isEnd: () => false, limit: 9 }))
      break;
    expect(stepper.released).toHaveLength(1);
    const pick = (): number => {
      throw new Error('no token');
    };
    await expect(all(stepper, { prompt: prompt([1]), pick })).rejects.toThrow('no token');
    expect(stepper.released).toHaveLength(2);
  });
});
