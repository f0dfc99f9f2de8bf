import { describe, expect, it } from 'vitest';
import { Sketching, draw } from '../../../electron/engine/tasks/sketching.ts';
import type { OpenModel } from '../../../electron/engine/tasks/task.ts';
import type { Prompt, Step, Stepper } from '../../../models/decode.ts';
import { VOCABULARY, token } from '../../../models/drawing/vocabulary.ts';
import { seeded } from '../../../models/random.ts';

const [told, untold] = [token.subject, token.unknown];
const [here, there] = [token.column + 40, token.column + 80];

/** Pen down here, by a little, if a class is told; if not, the more surely so. Then it ends. */
class Torn implements Stepper<boolean[]> {
  readonly context = 50;

  start({ lanes }: Prompt): Promise<Step<boolean[]>> {
    // The input id of a class is its token: it has no place.
    return this.#step(lanes.map((lane) => lane[1] === told));
  }

  next(state: boolean[]): Promise<Step<boolean[]>> {
    return this.#step(state);
  }

  select(state: boolean[], lanes: readonly number[]): boolean[] {
    return lanes.map((lane) => state[lane]!);
  }

  release(): void {}

  #step(state: boolean[]): Promise<Step<boolean[]>> {
    const logits = state.map((asked) => {
      const row = new Float32Array(VOCABULARY);
      row[here] = 3;
      row[there] = asked ? 2.9 : 0;
      row[token.end] = 9;
      row[told] = asked ? 5 : 1;
      return row;
    });
    return Promise.resolve({ state, logits });
  }
}

async function drawn(free: Prompt | null): Promise<Sketching> {
  const page = { x: 0, y: 0, side: 1024 };
  const sketching = new Sketching({ candidate: 0, random: seeded(1), page, extent: 'drawing' });
  const prompt = { lanes: [Int32Array.of(token.bos, told)] };
  await draw({ stepper: new Torn() } as unknown as OpenModel, [sketching], {
    ...{ prompt, free, sampling: { seed: 1, temperature: 0, topP: 1 } },
    ...{ signal: new AbortController().signal, emit: () => {} },
  });
  return sketching;
}

describe('drawing', () => {
  const free = { lanes: [Int32Array.of(token.bos, untold)] };
  const columnOf = ({ lines }: Sketching): number => Math.floor(lines[0]![0]![0] / 8);

  it('takes what is likeliest', async () => {
    expect(columnOf(await drawn(null))).toBe(here);
  });

  it('with guidance takes what became likelier by what was asked', async () => {
    expect(columnOf(await drawn(free))).toBe(there);
  });

  it('ends with the recogniser’s answer, unspoilt by the class, only with guidance', async () => {
    expect((await drawn(free)).last![told]).toBe(1);
    expect((await drawn(null)).last![told]).toBe(5);
  });
});
