import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GombocError } from '../../../../models/error.ts';
import { plain } from '../../../../models/words/said.ts';
import { answer, patience, WorkerClient, type Answer, type Question } from '../../../../renderer/lib/worker.ts';

/** What this worker can do; `hang` never ends. */
const operations = {
  double: (value: number) => 2 * value,
  refuse: (why: string): never => {
    throw new GombocError('midi-unreadable', plain(`“${why}” is no music`), plain('Choose another file.'));
  },
  fall: (): never => {
    throw new RangeError('beyond all bounds');
  },
  hang: () => new Promise<never>(() => undefined),
};

class WorkerHere {
  static all: WorkerHere[] = [];
  terminated = false;
  readonly asked: string[] = [];
  onmessage: (event: { data: Answer }) => void = () => undefined;
  onerror: (event: { message: string }) => void = () => undefined;

  constructor() {
    WorkerHere.all.push(this);
  }

  postMessage(question: Question): void {
    this.asked.push(question.name);
    void answer(operations, structuredClone(question)).then((data) => this.onmessage({ data }));
  }

  terminate(): void {
    this.terminated = true;
  }
}

const tooLong = new GombocError('midi-unreadable', plain('it took too long'), plain('Export it again.'));
const client = (limit?: GombocError) =>
  new WorkerClient<typeof operations>({
    start: () => new WorkerHere() as unknown as Worker,
    remedy: 'Please report this with the file.',
    ...(limit ? { tooLong: limit } : {}),
  });

beforeEach(() => {
  WorkerHere.all = [];
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

test('a worker is started with the first question, and answers them all', async () => {
  const asking = client();
  expect(WorkerHere.all).toEqual([]);
  expect(await Promise.all([asking.ask('double', 3), asking.ask('double', 4)])).toEqual([6, 8]);
  expect(WorkerHere.all).toHaveLength(1);
});

test('what an operation throws on purpose arrives as it is, a defect with what can be done', async () => {
  const asking = client();
  const refused = { code: 'midi-unreadable', message: '“noise” is no music', remedy: 'Choose another file.' };
  await expect(asking.ask('refuse', 'noise')).rejects.toMatchObject(refused);
  const defect = { code: 'internal', message: 'beyond all bounds', remedy: 'Please report this with the file.' };
  await expect(asking.ask('fall')).rejects.toMatchObject(defect);
  expect(await asking.ask('double', 1)).toBe(2);
});

test('what takes too long is given up with its worker, and what waits behind it is not', async () => {
  const asking = client(tooLong);
  const hung = expect(asking.ask('hang')).rejects.toBe(tooLong);
  const behind = asking.ask('double', 5);
  await vi.advanceTimersByTimeAsync(patience * 1000 - 1);
  expect(WorkerHere.all.map(({ asked, terminated }) => [asked, terminated])).toEqual([[['hang'], false]]);
  await vi.advanceTimersByTimeAsync(1);
  await hung;
  expect(await behind).toBe(10);
  expect(WorkerHere.all.map(({ terminated }) => terminated)).toEqual([true, false]);
  // Nor does the clock of one run on into the next.
  const slow = asking.ask('hang');
  await vi.advanceTimersByTimeAsync(patience * 1000 - 1);
  expect(WorkerHere.all[1]!.terminated).toBe(false);
  await Promise.all([expect(slow).rejects.toBe(tooLong), vi.advanceTimersByTimeAsync(1)]);
});

test('a worker that breaks is replaced', async () => {
  const asking = client();
  const broken = expect(asking.ask('hang')).rejects.toMatchObject({ code: 'internal', message: 'out of memory' });
  await vi.advanceTimersByTimeAsync(0);
  WorkerHere.all[0]!.onerror({ message: 'out of memory' });
  await broken;
  expect(await asking.ask('double', 6)).toBe(12);
  expect(WorkerHere.all.map(({ terminated }) => terminated)).toEqual([true, false]);
});

test('what can’t be posted is an error, and the next question is asked', async () => {
  const asking = client();
  await expect(asking.ask('double', (() => 1) as unknown as number)).rejects.toThrow(/clone/);
  expect(await asking.ask('double', 7)).toBe(14);
});

test('after a release a worker is started anew, though something was never answered', async () => {
  const asking = client();
  void asking.ask('hang');
  await vi.advanceTimersByTimeAsync(0);
  asking.release();
  expect(await asking.ask('double', 8)).toBe(16);
  expect(WorkerHere.all.map(({ terminated }) => terminated)).toEqual([true, false]);
});
