import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge, JobInput, Reply } from '../../../../../../electron/ipc/contract.ts';
import { ContinueRequest, type Generation } from '../../../../../../models/music/take.ts';
import type { Pair } from '../../../../../../models/music/listening/pair.ts';
import { Making, type Order } from '../../../../../../renderer/studios/music/listening/making.svelte.ts';
import { piece } from '../../../../models/music/listening/pieces.ts';
import { note } from '../some.ts';

interface Job {
  input: JobInput<'music.listen'>;
  end: (reply: Reply<Generation>) => Promise<void>;
  cancelled: boolean;
}

let jobs: Job[];
let making: Making;
let pairs: Pair[];
const later = () => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  jobs = [];
  pairs = [];
  const start = (_name: string, input: Job['input']) => {
    let settle: (reply: Reply<Generation>) => void = () => {};
    const done = new Promise<Reply<Generation>>((resolve) => (settle = resolve));
    const end = async (reply: Reply<Generation>) => {
      settle(reply);
      await later();
    };
    const job: Job = { input, end, cancelled: false };
    jobs.push(job);
    return { done, cancel: () => (job.cancelled = true) };
  };
  vi.stubGlobal('window', { gomboc: { start } as unknown as Bridge });
  making = new Making();
});

const order = (count = 2): Order => ({
  sources: [{ title: 'Piece', performance: piece(130) }],
  ...{ count, seed: 5, model: 'piano', temperature: 0.9, topP: 0.8 },
});
const made = (pitch: number) =>
  ({
    ok: true,
    value: {
      takes: [{ notes: [note(pitch, 21, 25)], pedal: [] }],
      model: { name: 'piano', version: '0.1.0', variant: 'int8', sha256: 'ab' },
    },
  }) as unknown as Reply<Generation>;
const make = (count?: number) => making.make(order(count), (pair) => pairs.push(pair));

describe('pairs', () => {
  test('come one after the other, each as soon as it is ready, with what made it', async () => {
    const all = make();
    await later();
    expect([jobs.length, making.progress?.count]).toEqual([1, 2]);
    const { performance, at, seconds, takes, sampling } = jobs[0]!.input;
    // The model is shown the primer alone: the rest of the performance never leaves the window.
    expect(Math.max(...performance.notes.map(({ start }) => start))).toBeLessThan(20);
    expect([at, seconds, takes]).toEqual([20, 20, 1]);
    expect(sampling).toMatchObject({ temperature: 0.9, topP: 0.8, density: 'auto', dynamics: 'auto' });
    expect(ContinueRequest.safeParse(jobs[0]!.input).success).toBe(true);
    await jobs[0]!.end(made(60));
    expect(pairs).toHaveLength(1);
    expect(pairs[0]!.model.notes[0]!.pitch).toBe(60);
    expect(pairs[0]!.made).toEqual({
      ...{ model: 'piano', version: '0.1.0', variant: 'int8', sha256: 'ab' },
      ...{ seed: sampling.seed, temperature: 0.9, topP: 0.8 },
    });
    expect(jobs[1]!.input.sampling.seed).not.toBe(sampling.seed);
    await jobs[1]!.end(made(61));
    await all;
    expect([pairs.length, making.progress, making.error]).toEqual([2, null, null]);
  });

  test('of the same order are the same', async () => {
    const inputs = async () => {
      const all = make();
      await later();
      await jobs.at(-1)!.end(made(60));
      await jobs.at(-1)!.end(made(60));
      await all;
      return jobs.splice(0).map(({ input }) => input);
    };
    const first = await inputs();
    const firstPairs = pairs.splice(0);
    expect(await inputs()).toEqual(first);
    expect(pairs).toEqual(firstPairs);
  });

  test('that are ready stay when the rest is cancelled, and nothing late comes after', async () => {
    const all = make();
    await later();
    await jobs[0]!.end(made(60));
    making.cancel();
    expect([jobs[1]!.cancelled, making.progress]).toEqual([true, null]);
    await jobs[1]!.end(made(61));
    await all;
    expect([pairs.length, making.error]).toEqual([1, null]);
  });

  test('that are ready stay when one fails, and the failure is told', async () => {
    const all = make();
    await later();
    await jobs[0]!.end(made(60));
    await jobs[1]!.end({ ok: false, error: { code: 'engine-stopped', message: 'gone', remedy: 'again' } });
    await all;
    expect(pairs).toHaveLength(1);
    expect(making.error?.code).toBe('engine-stopped');
    expect(making.progress).toBeNull();
  });

  test('can’t be cut from nothing', async () => {
    await making.make({ ...order(), sources: [] }, () => {});
    expect(making.error?.code).toBe('nothing-to-do');
  });
});
