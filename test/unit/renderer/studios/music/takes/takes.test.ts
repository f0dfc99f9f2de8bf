import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge, JobChunk, JobInput, Reply } from '../../../../../../electron/ipc/contract.ts';
import { emptyPerformance, seconds } from '../../../../../../models/music/note.ts';
import { learned, noTaste, rewards, type TasteLesson } from '../../../../../../models/taste/taste.ts';
import type { Generation, TakeDelta } from '../../../../../../models/music/take.ts';
import { AppState } from '../../../../../../renderer/lib/app.svelte.ts';
import type { RunSettings } from '../../../../../../renderer/studios/music/takes/run.ts';
import { Takes } from '../../../../../../renderer/studios/music/takes/takes.svelte.ts';
import { note } from '../some.ts';

/** Main's side of the bridge, driven by the test. */
interface Job {
  name: string;
  input: JobInput<'music.continue'>;
  chunk: (deltas: JobChunk<'music.continue'>) => void;
  end: (reply: Reply<Generation>) => Promise<void>;
  cancelled: boolean;
}

let jobs: Job[];
let takes: Takes;
let app: AppState;

beforeEach(() => {
  jobs = [];
  const start = (name: string, input: never, chunk: (deltas: never) => void) => {
    let settle: (reply: Reply<Generation>) => void = () => {};
    const done = new Promise<Reply<Generation>>((resolve) => (settle = resolve));
    const job: Job = {
      name,
      input,
      chunk: chunk as Job['chunk'],
      end: async (reply) => {
        settle(reply);
        await new Promise((resolve) => setTimeout(resolve, 0));
      },
      cancelled: false,
    };
    jobs.push(job);
    return { done, cancel: () => (job.cancelled = true) };
  };
  vi.stubGlobal('window', { gomboc: { start } as unknown as Bridge });
  app = new AppState();
  takes = new Takes(app.taste);
});

const settings = (seed: number): RunSettings => ({
  task: { kind: 'continue', at: null, seconds: 5 },
  model: 'piano',
  takes: 2,
  sampling: { seed, temperature: 1, topP: 0.95, density: 'auto', dynamics: 'auto' },
});
const base = emptyPerformance();
const delta = (take: number, pitch: number): TakeDelta => ({
  take,
  notes: [note(pitch, 1, 2)],
  sounding: [],
  pedal: [],
  time: seconds(2),
  progress: 0.4,
});
const result = (seed: number): Generation => ({
  kind: 'continue',
  takes: [
    { take: 0, region: { from: seconds(0), to: seconds(5) }, notes: [note(64, 1, 2)], pedal: [], tokens: 3, nll: 1 },
  ],
  sampling: settings(seed).sampling,
  tokens: 3,
  elapsedSeconds: 1,
  tokensPerSecond: 3,
  musicSeconds: 5,
  provider: 'cpu',
  model: {
    name: 'piano',
    version: '1.0.0',
    variant: 'int8',
    sha256: 'x',
    licence: { spdx: 'CC0-1.0', commercial: true, attribution: 'Nobody' },
  },
});

describe('making takes', () => {
  test('shows them as they come, then as they are', async () => {
    void takes.make(settings(1), base, 0);
    jobs[0]!.chunk([delta(0, 60)]);
    expect(takes.shown).toMatchObject({ state: 'running' });
    expect(takes.shown!.lanes[0]!.notes).toEqual([note(60, 1, 2)]);
    await jobs[0]!.end({ ok: true, value: result(1) });
    expect(takes.shown).toMatchObject({ state: 'done', lanes: [{ notes: [note(64, 1, 2)] }, {}] });
    expect(takes.running).toBeNull();
  });

  test('a newer request takes the place of the older, whose late words do nothing', async () => {
    void takes.make(settings(1), base, 0);
    jobs[0]!.chunk([delta(0, 60)]);
    void takes.make(settings(2), base, 0);
    expect(jobs[0]!.cancelled).toBe(true);
    jobs[0]!.chunk([delta(0, 99)]);
    await jobs[0]!.end({ ok: true, value: result(1) });
    const [second, first] = takes.runs;
    expect(first).toMatchObject({ state: 'cancelled' });
    expect(first!.lanes[0]!.notes).toEqual([note(60, 1, 2)]);
    expect(second).toMatchObject({ state: 'running', settings: { sampling: { seed: 2 } } });
    expect(takes.shownId).toBe(second!.id);
  });

  test('cancelling keeps what was made', async () => {
    void takes.make(settings(1), base, 0);
    jobs[0]!.chunk([delta(1, 60)]);
    takes.cancel();
    await jobs[0]!.end({ ok: false, cancelled: true });
    expect(takes.shown).toMatchObject({ state: 'cancelled', error: null });
    expect(takes.shown!.lanes[1]!.notes).toHaveLength(1);
  });

  test('an error is kept with the run, and what was made too', async () => {
    void takes.make(settings(1), base, 0);
    jobs[0]!.chunk([delta(0, 60)]);
    await jobs[0]!.end({ ok: false, error: { code: 'engine-stopped', message: 'It died.', remedy: 'Try again.' } });
    expect(takes.shown).toMatchObject({ state: 'failed', error: { code: 'engine-stopped' } });
    expect(takes.shown!.lanes[0]!.notes).toHaveLength(1);
  });

  test('again asks for the very same, in the same place of the history', async () => {
    void takes.make(settings(1), base, 0);
    await jobs[0]!.end({ ok: true, value: result(1) });
    takes.toggleKept(takes.shown!.id, 0);
    takes.show(null);
    void takes.again(takes.runs[0]!);
    expect(jobs[1]!.input).toEqual(jobs[0]!.input);
    expect(takes.runs).toHaveLength(1);
    expect(takes.shown).toMatchObject({ state: 'running', kept: [0] });
  });
});

describe('taste', () => {
  /** The library's side: learns with the same code, and tells what it was told. */
  function library() {
    const lessons: TasteLesson[] = [];
    const call = async (name: string, input: { lessons: TasteLesson[] }) => {
      if (name === 'taste.learn') lessons.push(...input.lessons);
      return { ok: true, value: learned(noTaste, lessons) };
    };
    vi.stubGlobal('window', { gomboc: { ...window.gomboc, call } as unknown as Bridge });
    return lessons;
  }
  /** Two takes: a low and quiet one, a high and loud one. */
  const two = (seed: number): Generation => {
    const [take] = result(seed).takes;
    const other = { ...take!, take: 1, notes: [{ ...note(90, 1, 2), velocity: 120 }] };
    return { ...result(seed), takes: [{ ...take!, notes: [{ ...note(40, 1, 2), velocity: 30 }] }, other] };
  };
  const made = async (seed: number) => {
    void takes.make(settings(seed), base, 0);
    await jobs.at(-1)!.end({ ok: true, value: two(seed) });
    return takes.inOrder(takes.shown!).map(({ take }) => take);
  };
  const answered = () => new Promise((resolve) => setTimeout(resolve, 0));

  test('puts takes like the kept one first in the next batch, and says why', async () => {
    library();
    expect(await made(1)).toEqual([0, 1]);
    expect(takes.whyFirst(takes.shown!)).toBeNull();
    takes.toggleKept(takes.shown!.id, 1);
    await answered();
    expect(await made(2)).toEqual([1, 0]);
    expect(takes.whyFirst(takes.shown!)).toMatchObject({ kind: 'learned' });
    expect(takes.whyFirst(takes.shown!)!.reasons.map(({ about }) => about)).toContain('loudness');
  });

  test('learns once of each take: kept, passed over, or sent away where none was kept', async () => {
    const lessons = library();
    const rewardsOf = (about: string) => lessons.filter((one) => one.about === about).map(({ reward }) => reward);
    await made(1);
    takes.toggleKept(takes.shown!.id, 1);
    takes.show(null);
    takes.show(1);
    takes.show(null);
    expect([rewardsOf('results'), rewardsOf('settings')]).toEqual([[rewards.kept, rewards.passed], [rewards.kept]]);
    lessons.length = 0;
    await made(2);
    takes.show(null);
    const { discarded } = rewards;
    expect([rewardsOf('results'), rewardsOf('settings')]).toEqual([[discarded, discarded], [discarded]]);
  });

  test('learns nothing when takes are put away that nobody asked for', async () => {
    const lessons = library();
    await made(1);
    takes.excuse(takes.shown!);
    takes.show(null);
    expect(lessons).toEqual([]);
  });

  test('that is switched off neither orders nor learns', async () => {
    const lessons = library();
    await made(1);
    takes.toggleKept(takes.shown!.id, 1);
    await answered();
    lessons.length = 0;
    app.settings = { ...app.settings, taste: false };
    expect(await made(2)).toEqual([0, 1]);
    takes.toggleKept(takes.shown!.id, 1);
    expect(lessons).toEqual([]);
  });
});

describe('the history', () => {
  test('tells the library what is kept, no longer kept, and accepted', async () => {
    const told: unknown[] = [];
    const call = async (name: string, input: unknown) => {
      if (name === 'library.rate') told.push([name, input]);
      return { ok: true, value: undefined };
    };
    vi.stubGlobal('window', { gomboc: { ...window.gomboc, call } as unknown as Bridge });
    void takes.make(settings(1), base, 0);
    const run = '0b4fd8e0-0000-4000-8000-000000000000';
    await jobs[0]!.end({ ok: true, value: { ...result(1), recorded: run } as Generation });
    const { id } = takes.shown!;
    takes.toggleKept(id, 1);
    takes.toggleKept(id, 1);
    takes.markAccepted(id, 0);
    expect(told).toEqual([
      ['library.rate', { run, place: 1, rating: 'kept' }],
      ['library.rate', { run, place: 1, rating: 'new' }],
      ['library.rate', { run, place: 0, rating: 'kept' }],
    ]);
  });

  test('forgets the oldest runs, but none with a kept take', async () => {
    for (let i = 0; i < 45; i++) {
      void takes.make(settings(i), base, 0);
      await jobs[i]!.end({ ok: true, value: result(i) });
      if (i === 0) takes.toggleKept(takes.shown!.id, 1);
    }
    expect(takes.runs).toHaveLength(41);
    expect(takes.runs.at(-1)!.settings.sampling.seed).toBe(0);
  });

  test('is not filled with runs that nothing came of, while the key is held: they pushed out all others', async () => {
    void takes.make(settings(0), base, 0);
    await jobs[0]!.end({ ok: true, value: result(0) });
    for (let i = 1; i < 50; i++) void takes.make(settings(i), base, 0);
    expect(takes.runs.map(({ settings, state }) => [settings.sampling.seed, state])).toEqual([
      [49, 'running'],
      [0, 'done'],
    ]);
  });

  test('keeps a run that is made again, though nothing has come of it yet', async () => {
    void takes.make(settings(0), base, 0);
    await jobs[0]!.end({ ok: true, value: result(0) });
    void takes.again(takes.runs[0]!);
    void takes.make(settings(1), base, 0);
    expect(takes.runs.map(({ state }) => state)).toEqual(['running', 'cancelled']);
  });

  test('removing a run that is being made cancels it', () => {
    void takes.make(settings(1), base, 0);
    takes.remove(takes.shown!.id);
    expect(jobs[0]!.cancelled).toBe(true);
    expect([takes.runs.length, takes.shown]).toEqual([0, null]);
  });

  test('goes on counting after a session was restored', () => {
    void takes.make(settings(1), base, 0);
    const [run] = takes.runs;
    const other = new Takes(new AppState().taste);
    other.restore([{ ...run!, id: 12, state: 'done' }]);
    void other.make(settings(2), base, 0);
    expect(other.runs.map(({ id }) => id)).toEqual([13, 12]);
  });
});
