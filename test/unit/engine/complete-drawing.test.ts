import { afterAll, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../electron/engine/engine.ts';
import { isCancelled } from '../../../electron/engine/queue.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import { crowd, face, sampling } from './sketches.ts';
import { modelsRoot } from './support.ts';
import { another, completion, expectOnPage, page, shape, streamed, watched } from './drawn.ts';

// Real networks on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const engine = createEngine({ modelsRoot, provider: 'cpu' });
/** In which lanes do not change each other: 8-bit activations share a scale. */
const exact = createEngine({ modelsRoot, provider: 'cpu', variant: 'fp32' });
afterAll(() => Promise.all([engine.close(), exact.close()]));

describe('complete', () => {
  it('offers next strokes, first the one with which the recogniser is surest of its guess', async () => {
    const made = await engine.run('drawing.complete', completion);
    expect(made).toMatchObject({ kind: 'complete', heard: 3, provider: 'cpu', model: { name: 'sketch' } });
    expect(made.candidates.length).toBeGreaterThan(1);
    const { model, page, ink } = completion;
    const sure: number[] = [];
    for (const candidate of [made.candidates[0]!, made.candidates.at(-1)!]) {
      const { guesses } = await engine.run('drawing.recognise', { model, page, ink: [...ink, ...candidate.ink] });
      sure.push(guesses.find(({ subject }) => subject === made.guesses![0]!.subject)?.probability ?? 0);
    }
    expect(sure[0]).toBeGreaterThan(sure[1]!);
    for (const { ink } of made.candidates) {
      expect(ink.length).toBe(1);
      expectOnPage(ink);
    }
  });

  it('puts first what is most like the class that it is told', async () => {
    const subject = 'face';
    const made = await exact.run('drawing.complete', { ...completion, subject, count: 4, extent: 'drawing' });
    expect(made.candidates.length).toBeGreaterThan(1);
    const { model, page, ink } = completion;
    const sure: number[] = [];
    for (const candidate of made.candidates) {
      const { guesses } = await exact.run('drawing.recognise', { model, page, ink: [...ink, ...candidate.ink] });
      sure.push(guesses.find((guess) => guess.subject === subject)?.probability ?? 0);
    }
    // Of the ten likeliest: where it is none of them, 0.
    expect(sure[0]).toBe(Math.max(...sure));
    expect(sure[0]).toBeGreaterThan(0);
  });

  it('keeps the best of more drafts, and shows no others while they grow', async () => {
    const asked = { ...completion, subject: 'face', extent: 'drawing' as const };
    const all = await exact.run('drawing.complete', { ...asked, count: 6 });
    expect(all.candidates.length).toBeGreaterThan(2);
    const few = { ...asked, count: 2, drafts: 6 };
    const { result, chunks } = await watched((onChunk) => exact.run('drawing.complete', few, { onChunk }));
    expect(result.candidates).toEqual(all.candidates.slice(0, 2));
    expect([...streamed(chunks).keys()].sort()).toEqual([0, 1]);
  });

  it('draws what it takes the drawing for, if it believes that', async () => {
    const asked = { ...completion, extent: 'drawing' as const };
    const believed = { ...asked, believe: 0 };
    const { result, chunks } = await watched((onChunk) => exact.run('drawing.complete', believed, { onChunk }));
    const { subject } = result.guesses![0]!;
    const told = await exact.run('drawing.complete', { ...asked, subject });
    expect(result.candidates).toEqual(told.candidates);
    expect(chunks.filter(({ guesses }) => guesses !== null)).toEqual([{ guesses: result.guesses, candidates: [] }]);
    const unsure = await exact.run('drawing.complete', { ...asked, believe: 1 });
    expect(unsure).toMatchObject({ guesses: result.guesses });
    expect(unsure.candidates).toEqual((await exact.run('drawing.complete', asked)).candidates);
    expect(unsure.candidates).not.toEqual(told.candidates);
  });

  it('finishes drawings', async () => {
    const made = await engine.run('drawing.complete', { ...completion, extent: 'drawing' });
    expect(made.candidates.length).toBeGreaterThan(0);
    for (const { ink, ended, tokens } of made.candidates) {
      expectOnPage(ink);
      if (!ended) expect(tokens).toBeGreaterThan(90);
    }
  });

  it('begins an empty drawing', async () => {
    const made = await engine.run('drawing.complete', { ...completion, ink: [], extent: 'drawing' });
    expect(made).toMatchObject({ heard: 0, guesses: [] });
    for (const { ink } of made.candidates) expect(ink.length).toBeGreaterThan(0);
  });

  it('is the same for the same seed, in another engine too, and another for another', async () => {
    const first = await engine.run('drawing.complete', completion);
    const again = await another().run('drawing.complete', completion);
    const other = await engine.run('drawing.complete', { ...completion, sampling: { ...sampling, seed: 8 } });
    expect(again.candidates).toEqual(first.candidates);
    expect(again.guesses).toEqual(first.guesses);
    expect(other.candidates).not.toEqual(first.candidates);
  });

  it('greedy candidates are all the same, so one is left', async () => {
    const made = await engine.run('drawing.complete', { ...completion, sampling: { ...sampling, temperature: 0 } });
    expect(made.candidates.length).toBe(1);
  });

  it('tells first what the drawing may be, then streams what it ends with', async () => {
    const { result, chunks } = await watched((onChunk) => engine.run('drawing.complete', completion, { onChunk }));
    expect(chunks[0]).toEqual({ guesses: result.guesses, candidates: [] });
    expect(chunks[0]!.guesses!.length).toBe(10);
    expect(chunks.slice(1).every(({ guesses }) => guesses === null)).toBe(true);
    expect(chunks[1]!.candidates.some(({ ink }) => ink[0]!.length === 2)).toBe(true);
    const last = streamed(chunks);
    for (const { candidate, ink } of result.candidates)
      expect(last.get(candidate)).toEqual({ candidate, ink, done: true });
  });

  it('does not guess where it is told, and draws something else', async () => {
    const { result, chunks } = await watched((onChunk) =>
      engine.run('drawing.complete', { ...completion, subject: 'cat' }, { onChunk }),
    );
    expect(result.guesses).toBeNull();
    expect(chunks.every(({ guesses }) => guesses === null)).toBe(true);
    const untold = await engine.run('drawing.complete', completion);
    expect(result.candidates.map(shape)).not.toEqual(untold.candidates.map(shape));
  });

  it('hears the latest lines of a drawing that is longer than the context', async () => {
    const made = await engine.run('drawing.complete', { ...completion, ink: crowd });
    expect(made.heard).toBeGreaterThan(3);
    expect(made.heard).toBeLessThan(crowd.length);
    const latest = await engine.run('drawing.complete', { ...completion, ink: crowd.slice(-made.heard) });
    expect(latest.candidates).toEqual(made.candidates);
  });

  it('draws where the page is', async () => {
    const moved = {
      ...completion,
      ink: face.map((line) => line.map(([x, y]): [number, number] => [x + 5000, y - 300])),
      page: { ...page, x: page.x + 5000, y: page.y - 300 },
    };
    const [here, there] = [
      await engine.run('drawing.complete', completion),
      await engine.run('drawing.complete', moved),
    ];
    const [x, y] = here.candidates[0]!.ink[0]![0]!;
    const [farX, farY] = there.candidates[0]!.ink[0]![0]!;
    expect(farX).toBeCloseTo(x + 5000, 6);
    expect(farY).toBeCloseTo(y - 300, 6);
  });

  it('lets go at once when a newer one comes', async () => {
    const older = engine.run('drawing.complete', { ...completion, count: 9, extent: 'drawing' });
    const cancelled = older.then(
      () => false,
      (error: unknown) => isCancelled(error),
    );
    const newer = await engine.run('drawing.complete', { ...completion, count: 1 });
    expect(await cancelled).toBe(true);
    expect(newer.candidates.length).toBe(1);
  });

  it('refuses a class that it does not know, by its name', async () => {
    const run = engine.run('drawing.complete', { ...completion, subject: 'weltschmerz' });
    await expect(run).rejects.toMatchObject({ code: 'input-invalid', message: expect.stringContaining('weltschmerz') });
  });

  it.each([
    ['NaN', { ink: [[[NaN, 0]]] }],
    ['a line without a point', { ink: [[]] }],
    ['no candidates', { count: 0 }],
    ['a page without a side', { page: { x: 0, y: 0, side: 0 } }],
  ])('refuses %s', async (_, wrong) => {
    const run = engine.run('drawing.complete', { ...completion, ...(wrong as object) });
    await expect(run).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it.each([
    ['a dot', [[[400, 300]]]],
    ['a line of 100,000 points', [Array.from({ length: 100_000 }, (_, i) => [i % 800, (i * 7) % 600])]],
    [
      'ink far from the page',
      [
        [
          [-900_000, 5],
          [900_000, 7],
        ],
      ],
    ],
    ['2000 dots in one place', Array.from({ length: 2000 }, () => [[3, 3]])],
  ] as [string, Ink][])('goes on from %s', async (_, ink) => {
    const made = await engine.run('drawing.complete', { ...completion, ink, count: 2 });
    expect(made.candidates.length).toBeGreaterThan(0);
    expectOnPage(made.candidates[0]!.ink);
  });
});
