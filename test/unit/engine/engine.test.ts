import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEngine, type Engine, type EngineOptions } from '../../../electron/engine/engine.ts';
import { isCancelled } from '../../../electron/engine/queue.ts';
import { Session } from '../../../electron/engine/session.ts';
import type { EngineStatus } from '../../../electron/engine/status.ts';
import { GombocError } from '../../../models/error.ts';
import { emptyPerformance } from '../../../models/music/note.ts';
import type { TakeDelta } from '../../../models/music/take.ts';
import { etude, heard, problemsOf, sampling } from './music.ts';
import { copyOfPiano, editManifest, modelsRoot } from './support.ts';

// Real networks on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const engine = createEngine({ modelsRoot, provider: 'cpu' });
afterAll(() => engine.close());

function another(options: Partial<EngineOptions> = {}): Engine {
  const made = createEngine({ modelsRoot, provider: 'cpu', ...options });
  onTestFinished(() => made.close());
  return made;
}

type Run = Session['run'];

/** Has WebGPU be the CPU, but for what `run` makes of it: few test machines have a GPU, and none of those fails on request. */
function withGpu(run: (session: Session, feeds: Parameters<Run>[0]) => ReturnType<Run>): void {
  const real = Session.open.bind(Session);
  const open = vi.spyOn(Session, 'open').mockImplementation(async (bytes, options) => {
    const session = await real(bytes, { ...options, provider: 'cpu' });
    if (options.provider === 'cpu') return session;
    return Object.create(session, {
      provider: { value: options.provider },
      run: { value: async (feeds: Parameters<Run>[0]) => run(session, feeds) },
      release: { value: () => session.release() },
    }) as Session;
  });
  onTestFinished(() => open.mockRestore());
}

const request = { model: 'piano', performance: etude(), takes: 1, sampling, at: null, seconds: 3 };

describe('continue', () => {
  it('plays on from the end for as long as asked, and says how it was made', async () => {
    const made = await engine.run('music.continue', { ...request, takes: 2 });
    expect(problemsOf(made)).toEqual([]);
    expect(made.takes.map(({ take, region }) => ({ take, region }))).toEqual([
      { take: 0, region: { from: 12.15, to: 15.15 } },
      { take: 1, region: { from: 12.15, to: 15.15 } },
    ]);
    expect(made.takes.every((take) => take.notes.length > 0)).toBe(true);
    expect(heard(made.takes[0]!)).not.toEqual(heard(made.takes[1]!));
    expect(made).toMatchObject({
      kind: 'continue',
      sampling,
      musicSeconds: 6,
      provider: 'cpu',
      model: { name: 'piano' },
    });
    expect(made.tokens).toBe(made.takes[0]!.tokens + made.takes[1]!.tokens);
    expect(made.tokensPerSecond).toBeCloseTo(made.tokens / made.elapsedSeconds);
  });

  it('is the same for the same seed, in another engine too, and another for another', async () => {
    const first = await engine.run('music.continue', request);
    const again = await another().run('music.continue', request);
    const other = await engine.run('music.continue', { ...request, sampling: { ...sampling, seed: 8 } });
    expect(again.takes.map(heard)).toEqual(first.takes.map(heard));
    expect(other.takes.map(heard)).not.toEqual(first.takes.map(heard));
  });

  it('goes on from a point in the middle, whatever comes after it', async () => {
    const whole = await engine.run('music.continue', { ...request, at: 4 });
    const rest = await engine.run('music.continue', { ...request, at: 4, performance: etude(4) });
    expect(whole.takes[0]!.region).toEqual({ from: 4, to: 7 });
    expect(problemsOf(whole)).toEqual([]);
    expect(heard(whole.takes[0]!)).toEqual(heard(rest.takes[0]!));
  });

  it('starts from nothing', async () => {
    const made = await engine.run('music.continue', { ...request, performance: emptyPerformance(), seconds: 5 });
    expect(made.takes[0]!.region).toEqual({ from: 0, to: 5 });
    expect(problemsOf(made)).toEqual([]);
  });

  it('heeds temperature and the conditions', async () => {
    const greedy = { ...sampling, temperature: 0 };
    const one = await engine.run('music.continue', { ...request, sampling: greedy, takes: 2 });
    expect(heard(one.takes[0]!)).toEqual(heard(one.takes[1]!));
    const other = await engine.run('music.continue', {
      ...request,
      sampling: { ...sampling, density: 7, dynamics: 7 },
    });
    const plain = await engine.run('music.continue', request);
    expect(heard(other.takes[0]!)).not.toEqual(heard(plain.takes[0]!));
  });

  it('slides where the context is full: a long continuation is as sound as a short one', async () => {
    const { root, folder } = await copyOfPiano();
    const context = 512; // less than it has, for a shorter test
    await editManifest(folder, (manifest) => ((manifest['network'] as { context: number }).context = context));
    const short = another({ modelsRoot: root });
    const made = await short.run('music.continue', { ...request, performance: etude(60), seconds: 20 });
    expect(problemsOf(made)).toEqual([]);
    expect(Math.max(...made.takes.map((take) => take.tokens))).toBeGreaterThan(context / 2);
    for (const { notes, region } of made.takes) {
      const last = notes.filter((note) => note.start > region.to - 15);
      expect(last.length).toBeGreaterThan(5);
    }
  });

  it('streams what becomes the take, frame by frame', async () => {
    const chunks: TakeDelta[][] = [];
    const onChunk = (chunk: TakeDelta[]) => void chunks.push(chunk);
    const made = await engine.run('music.continue', { ...request, takes: 2, seconds: 10 }, { onChunk });
    expect(chunks.length).toBeGreaterThan(3);
    for (const { take, notes, pedal, region } of made.takes) {
      const deltas = chunks.flat().filter((delta) => delta.take === take);
      expect(deltas.flatMap((delta) => delta.notes)).toEqual(expect.arrayContaining(notes));
      expect(deltas.flatMap((delta) => delta.notes)).toHaveLength(notes.length);
      expect(deltas.flatMap((delta) => delta.pedal)).toEqual(pedal);
      expect(deltas.map((delta) => delta.time)).toEqual(deltas.map((delta) => delta.time).sort((a, b) => a - b));
      expect(deltas.at(-1)).toMatchObject({ time: region.to, progress: 1, sounding: [] });
    }
  });
});

describe('takes', () => {
  it('one is the same however many are asked for, at fp32', async () => {
    // Not so with dynamically quantised activations: their scale is one for the whole batch.
    const fp32 = another({ variant: 'fp32' });
    const alone = await fp32.run('music.continue', request);
    const four = await fp32.run('music.continue', { ...request, takes: 4 });
    expect(heard(four.takes[0]!)).toEqual(heard(alone.takes[0]!));
  });

  it('are the same for the same count, in every variant', async () => {
    for (const variant of ['fp32', 'int8'] as const) {
      const own = another({ variant });
      const first = await own.run('music.continue', { ...request, takes: 3 });
      const again = await own.run('music.continue', { ...request, takes: 3 });
      expect(first.model.variant).toBe(variant);
      expect(again.takes.map(heard)).toEqual(first.takes.map(heard));
    }
  });
});

describe('fill', () => {
  const fill = { model: 'piano', performance: etude(30), sampling, takes: 2 };

  it('replaces a region', async () => {
    const chunks: TakeDelta[][] = [];
    const made = await engine.run(
      'music.fill',
      { ...fill, from: 4, to: 7 },
      { onChunk: (chunk) => chunks.push(chunk) },
    );
    expect(made.takes.map((take) => take.region)).toEqual(Array(2).fill({ from: 4, to: 7 }));
    expect(problemsOf(made)).toEqual([]);
    expect(made).toMatchObject({ kind: 'fill', musicSeconds: 6 });
    expect(chunks.flat().filter((delta) => delta.take === 1 && delta.reset)).toEqual([]);
    expect(chunks.at(-1)!.every((delta) => delta.progress === 1)).toBe(true);
  });

  it('knows what comes after the gap', async () => {
    const silent = etude(30);
    silent.notes = silent.notes.filter((note) => note.start < 7);
    const [before, between] = [
      await engine.run('music.fill', { ...fill, from: 4, to: 7, performance: silent }),
      await engine.run('music.fill', { ...fill, from: 4, to: 7 }),
    ];
    expect(heard(before.takes[0]!)).not.toEqual(heard(between.takes[0]!));
  });

  it('a region longer than the gaps that the model learned', async () => {
    const made = await engine.run('music.fill', { ...fill, takes: 1, from: 5, to: 20 });
    expect(problemsOf(made)).toEqual([]);
    const { notes } = made.takes[0]!;
    expect(notes[0]!.start).toBeLessThan(8);
    expect(notes.at(-1)!.start).toBeGreaterThan(8);
    const again = await engine.run('music.fill', { ...fill, takes: 1, from: 5, to: 20 });
    expect(heard(again.takes[0]!)).toEqual(heard(made.takes[0]!));
  });
});

describe('vary', () => {
  const vary = { model: 'piano', performance: etude(30), sampling, takes: 2, from: 6, to: 18 };

  it('plays a share of the region anew and leaves the rest as it was', async () => {
    const made = await engine.run('music.vary', { ...vary, strength: 0.25 });
    expect(problemsOf(made)).toEqual([]);
    expect(made).toMatchObject({ kind: 'vary', musicSeconds: 6 });
    const original = etude(30).notes.filter((note) => note.start >= 6 && note.start < 18);
    for (const { notes } of made.takes) {
      const kept = original.filter((note) => notes.some((other) => JSON.stringify(other) === JSON.stringify(note)));
      expect(kept.length).toBeGreaterThan(original.length * 0.6);
      expect(kept.length).toBeLessThan(original.length * 0.85);
    }
    expect(made.takes[0]!.notes).not.toEqual(made.takes[1]!.notes);
  });

  it('streams the whole take anew for each span', async () => {
    const chunks: TakeDelta[][] = [];
    const options = { onChunk: (chunk: TakeDelta[]) => void chunks.push(chunk) };
    const made = await engine.run('music.vary', { ...vary, strength: 0.4 }, options);
    for (const take of [0, 1]) {
      const deltas = chunks.flat().filter((delta) => delta.take === take);
      expect(deltas.filter((delta) => delta.reset)).toHaveLength(3);
      expect(deltas[0]!.reset).toBe(true);
      const last = deltas.slice(deltas.findLastIndex((delta) => delta.reset));
      const starts = (notes: readonly { start: number; pitch: number }[]) =>
        notes.map(({ start, pitch }) => `${start.toFixed(3)} ${pitch}`).sort();
      expect(starts(last.flatMap((delta) => delta.notes))).toEqual(starts(made.takes[take]!.notes));
      const progress = deltas.map((delta) => delta.progress);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).toBe(1);
    }
  });

  it('all of it at strength 1', async () => {
    const made = await engine.run('music.vary', { ...vary, takes: 1, strength: 1 });
    expect(made.musicSeconds).toBe(12);
    expect(problemsOf(made)).toEqual([]);
  });
});

describe('requests that are refused', () => {
  it.each([
    ['a wrong type', { ...request, takes: 'two' }, 'takes'],
    ['too many takes', { ...request, takes: 9 }, 'takes'],
    ['no length', { ...request, seconds: 0 }, 'seconds'],
    ['not a number', { ...request, seconds: NaN }, 'seconds'],
    ['a temperature beyond reason', { ...request, sampling: { ...sampling, temperature: 9 } }, 'sampling.temperature'],
    ['a seed that is none', { ...request, sampling: { ...sampling, seed: -1 } }, 'sampling.seed'],
    ['a model that is a path', { ...request, model: '../piano' }, 'model'],
    ['nothing at all', undefined, ''],
  ])('%s', async (_, input, path) => {
    const running = engine.run('music.continue', input as never);
    await expect(running).rejects.toMatchObject({ code: 'input-invalid', message: expect.stringContaining(path) });
  });

  it('a region that is empty, turned round or endless', async () => {
    const fill = (from: number, to: number) => engine.run('music.fill', { ...request, from, to });
    await expect(fill(3, 3)).rejects.toMatchObject({ code: 'nothing-to-do' });
    await expect(fill(5, 3)).rejects.toMatchObject({ code: 'nothing-to-do' });
    await expect(fill(0, 100_000)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('a model that is not there', async () => {
    const running = engine.run('music.continue', { ...request, model: 'violin' });
    await expect(running).rejects.toMatchObject({ code: 'model-missing' });
  });
});

describe('cancelling', () => {
  it('stops between tokens, at once, and the engine goes on', async () => {
    const controller = new AbortController();
    const running = engine.run(
      'music.continue',
      { ...request, seconds: 600 },
      { signal: controller.signal, onChunk: () => controller.abort() },
    );
    await expect(running).rejects.toSatisfy(isCancelled);
    expect((await engine.run('music.continue', { ...request, seconds: 0.5 })).takes).toHaveLength(1);
  });

  it('a newer request of the same kind takes the place of the older', async () => {
    const old = engine.run('music.continue', { ...request, seconds: 600 });
    const fresh = engine.run('music.continue', { ...request, seconds: 0.5 });
    await expect(old).rejects.toSatisfy(isCancelled);
    expect((await fresh).takes).toHaveLength(1);
  });

  it('one that stands apart ends none of its kind, and none ends it', async () => {
    const short = { ...request, seconds: 0.5 };
    const jobs = [
      engine.run('music.continue', short),
      engine.run('music.continue', short, { apart: true }),
      engine.run('music.continue', short, { apart: true }),
      engine.run('music.fill', { ...request, from: 2, to: 3 }),
      engine.run('music.continue', short),
    ];
    const ends = await Promise.allSettled(jobs);
    expect(ends.map(({ status }) => status)).toEqual(['rejected', ...Array(4).fill('fulfilled')]);
  });

  it('nothing is streamed after it', async () => {
    const controller = new AbortController();
    let late = 0;
    const onChunk = () => {
      if (controller.signal.aborted) late++;
      controller.abort();
    };
    const running = engine.run('music.continue', { ...request, seconds: 600 }, { signal: controller.signal, onChunk });
    await expect(running).rejects.toSatisfy(isCancelled);
    await engine.run('music.continue', { ...request, seconds: 0.5 });
    expect(late).toBe(0);
  });
});

describe('the engine itself', () => {
  it('tells what it does, which provider it took, and what it holds', async () => {
    const own = another();
    const seen: EngineStatus['state'][] = [];
    own.subscribe((status) => seen.push(status.state));
    expect(await own.status()).toMatchObject({ state: 'idle', pinned: 'cpu', restarts: 0 });
    await own.prepare('music', 'piano');
    const { state, providers, memoryBytes } = await own.status();
    expect(state).toBe('ready');
    expect(providers.find((provider) => provider.name === 'cpu')).toEqual({
      name: 'cpu',
      state: 'chosen',
      reason: 'pinned',
    });
    expect(memoryBytes).toBeGreaterThan(2 ** 24);
    expect(seen).toEqual(['busy', 'ready']);
  });

  it('opens a model ahead, which makes room for the next one until a job uses it', async () => {
    const own = another();
    const [open, release] = [vi.spyOn(Session, 'open'), vi.spyOn(Session.prototype, 'release')];
    onTestFinished(() => void [open.mockRestore(), release.mockRestore()]);
    await own.prepare('music', 'piano');
    await own.prepare('drawing', 'sketch');
    expect([open.mock.calls.length, release.mock.calls.length]).toEqual([2, 1]);
    await own.prepare('music', 'piano');
    expect([open.mock.calls.length, release.mock.calls.length]).toEqual([3, 2]);
    await own.run('music.continue', { ...request, seconds: 0.5 });
    await own.prepare('drawing', 'sketch');
    await own.prepare('music', 'piano');
    await own.run('music.continue', { ...request, seconds: 0.5 });
    expect([open.mock.calls.length, release.mock.calls.length]).toEqual([4, 2]);
  });

  it('opens ahead whatever reads pictures, so that the first reading opens nothing', async () => {
    const own = another();
    const open = vi.spyOn(Session, 'open');
    onTestFinished(() => open.mockRestore());
    await own.prepare('code', 'sketch');
    expect(open).toHaveBeenCalledTimes(2);
    const frame = { width: 512, height: 320, pixels: new Uint8Array(512 * 320).fill(255) };
    await own.run('code.read', { model: 'sketch', frame, text: false, boxes: false, prefix: [], insist: false });
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('of models asked for ahead of one another only the newest is opened', async () => {
    const own = another();
    const running = own.run('music.continue', { ...request, seconds: 0.5 });
    const late = expect(own.prepare('drawing', 'sketch')).rejects.toSatisfy(isCancelled);
    await own.prepare('music', 'piano');
    await Promise.all([running, late]);
  });

  it('runs on the CPU where the pinned provider is not to be had, and says why', async () => {
    const foreign = process.platform === 'darwin' ? 'dml' : 'coreml';
    const own = another({ provider: foreign });
    expect((await own.run('music.continue', { ...request, seconds: 0.5 })).provider).toBe('cpu');
    const { providers } = await own.status();
    expect(providers).toContainEqual({ name: foreign, state: 'absent', reason: 'not in this build of onnxruntime' });
    expect(providers).toContainEqual({ name: 'cpu', state: 'chosen', reason: `${foreign} can't be used` });
  });

  it('tries a provider that onnxruntime was built with, and records what came of it', async () => {
    const own = another({ provider: 'webgpu' });
    const made = await own.run('music.continue', { ...request, seconds: 0.5 });
    const { providers } = await own.status();
    const webgpu = providers.find((provider) => provider.name === 'webgpu')!;
    // Most test machines have no GPU; one that has must be used as it was pinned.
    expect(webgpu.state).toMatch(/^(chosen|failed)$/);
    expect(webgpu.reason).toMatch(/\w{4}/);
    expect(made.provider).toBe(webgpu.state === 'chosen' ? 'webgpu' : 'cpu');
  });

  it('takes no GPU that reads a prompt rightly and goes on wrongly', async () => {
    withGpu(async (session, feeds) => {
      const output = await session.run(feeds);
      if (feeds['tokens']!.dims[1] === 1) (output['logits']!.data as Float32Array)[5]! += 1;
      return output;
    });
    const own = another({ provider: 'webgpu' });
    const made = await own.run('music.continue', { ...request, model: 'piano-free', seconds: 0.5 });
    expect(made.provider).toBe('cpu');
    const { providers } = await own.status();
    expect(providers.find(({ name }) => name === 'webgpu')).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('differ'),
    });
  });

  it('goes on where a GPU was lost: the next job opens on what there is by then', async () => {
    let lost = false;
    withGpu((session, feeds) => {
      if (lost) throw new GombocError('internal', 'the network failed on webgpu: device lost', 'Try again.');
      return session.run(feeds);
    });
    const own = another({ provider: 'webgpu' });
    const short = { ...request, model: 'piano-free', seconds: 0.5 };
    expect((await own.run('music.continue', short)).provider).toBe('webgpu');
    lost = true;
    await expect(own.run('music.continue', short)).rejects.toMatchObject({ code: 'internal' });
    expect((await own.run('music.continue', short)).provider).toBe('cpu');
  });

  it('pins another provider from the next job on', async () => {
    const own = another({ provider: 'auto' });
    await own.prepare('music', 'piano');
    await own.pin('cpu');
    expect(await own.status()).toMatchObject({ state: 'idle', pinned: 'cpu' });
    expect((await own.run('music.continue', { ...request, seconds: 0.5 })).provider).toBe('cpu');
  });

  it('does all that it is told while a job runs: a second model removed, or provider chosen, calls off no first', async () => {
    const own = another();
    const running = own.run('music.continue', { ...request, seconds: 0.5 });
    const told = [own.forget(), own.pin('auto'), own.forget(), own.pin('cpu')];
    expect(await Promise.allSettled(told)).toEqual(told.map(() => ({ status: 'fulfilled', value: undefined })));
    expect((await running).takes).toHaveLength(1);
    expect(await own.status()).toMatchObject({ state: 'idle', pinned: 'cpu' });
  });

  it('a damaged model is an error until it is repaired', async () => {
    const { root, folder } = await copyOfPiano();
    const own = another({ modelsRoot: root });
    const { files, variant } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const path = join(folder, files[variant].path);
    const whole = await readFile(path);
    const bytes = Buffer.from(whole);
    bytes[1000]! ^= 1;
    await writeFile(path, bytes);
    await expect(own.run('music.continue', { ...request, seconds: 0.5 })).rejects.toMatchObject({
      code: 'model-corrupt',
    });
    await writeFile(path, whole);
    expect((await own.run('music.continue', { ...request, seconds: 0.5 })).takes).toHaveLength(1);
  });

  it('measures its speed', async () => {
    const speed = await engine.run('engine.measure', { studio: 'music', model: 'piano', seconds: 0.3 });
    expect(speed.tokens).toBeGreaterThan(5);
    expect(speed.tokensPerSecond).toBeGreaterThan(5);
  });

  it('cancels what runs when it is closed', async () => {
    const own = another();
    const running = own.run('music.continue', { ...request, seconds: 600 });
    const closing = own.close();
    await expect(running).rejects.toSatisfy(isCancelled);
    await closing;
  });
});
