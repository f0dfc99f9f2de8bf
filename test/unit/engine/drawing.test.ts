import { afterAll, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../../electron/engine/engine.ts';
import { subjects } from '../../../models/drawing/codebook.ts';
import { pageFor } from '../../../models/drawing/page.ts';
import type { Ink } from '../../../models/drawing/stroke.ts';
import { aFrameEachLook } from '../clock.ts';
import { crowd, face, house, paper, sampling } from './sketches.ts';
import { modelsRoot } from './support.ts';
import { another, completion, expectOnPage, page, request, shape, streamed, watched } from './drawn.ts';

// Real networks on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const engine = createEngine({ modelsRoot, provider: 'cpu' });
/** In which lanes do not change each other: 8-bit activations share a scale. */
const exact = createEngine({ modelsRoot, provider: 'cpu', variant: 'fp32' });
afterAll(() => Promise.all([engine.close(), exact.close()]));

describe('vary', () => {
  const variation = { ...request, count: 3, amount: 0.5 };

  it('draws whole drawings, and says what it saw', async () => {
    const { result, chunks } = await watched((onChunk) => engine.run('drawing.vary', variation, { onChunk }));
    expect(result).toMatchObject({ kind: 'vary', heard: 3 });
    expect(result.guesses).toEqual((await engine.run('drawing.recognise', request)).guesses);
    expect(chunks[0]).toEqual({ guesses: result.guesses, candidates: [] });
    for (const { ink } of result.candidates) {
      expect(ink.length).toBeGreaterThan(0);
      expectOnPage(ink);
    }
    expect(streamed(chunks).get(result.candidates[0]!.candidate)).toMatchObject({ done: true });
  });

  it('keeps of more drafts the one that is most like it', async () => {
    const subject = 'house';
    const asked = {
      ...variation,
      ink: house,
      page: pageFor(paper, house),
      subject,
      sampling: { ...sampling, seed: 9 },
    };
    const all = await exact.run('drawing.vary', { ...asked, count: 8 });
    const kept = await exact.run('drawing.vary', { ...asked, count: 1, drafts: 8 });
    const { model } = variation;
    const sure = new Map<number, number>();
    for (const { candidate, ink } of all.candidates) {
      const { guesses } = await exact.run('drawing.recognise', { model, page: asked.page, ink });
      sure.set(candidate, guesses.find((guess) => guess.subject === subject)?.probability ?? 0);
    }
    const [best] = [...sure.keys()].sort((a, b) => sure.get(b)! - sure.get(a)!);
    // Of the ten likeliest: where it is none of them, 0.
    expect(sure.get(best!)).toBeGreaterThan(0);
    expect(kept.candidates.map(({ candidate }) => candidate)).toEqual([best]);
    expect(best).not.toBe(all.candidates[0]!.candidate);
  });

  it('draws what it takes the drawing for, if it believes that', async () => {
    const believed = await exact.run('drawing.vary', { ...variation, believe: 0 });
    const told = await exact.run('drawing.vary', { ...variation, subject: believed.guesses![0]!.subject });
    expect(believed.candidates).toEqual(told.candidates);
    const unsure = await exact.run('drawing.vary', { ...variation, believe: 1 });
    expect(unsure.candidates).toEqual((await exact.run('drawing.vary', variation)).candidates);
    expect(unsure.candidates).not.toEqual(told.candidates);
  });

  it('is the same for the same seed, whatever the number of others', async () => {
    const three = await exact.run('drawing.vary', { ...variation, amount: 1 });
    const one = await another({ variant: 'fp32' }).run('drawing.vary', { ...variation, amount: 1, count: 1 });
    expect(shape(three.candidates.find(({ candidate }) => candidate === 0)!).ink).toEqual(one.candidates[0]!.ink);
  });

  it('with an amount of 0 and no chance is one reconstruction', async () => {
    const still = { ...variation, amount: 0, sampling: { ...sampling, temperature: 0 } };
    const made = await engine.run('drawing.vary', still);
    expect(made.candidates.length).toBe(1);
    const { amount: _, ...rest } = still;
    const other = await engine.run('drawing.vary', { ...rest, ink: house, amount: 0 });
    expect(other.candidates[0]!.nll).not.toBe(made.candidates[0]!.nll);
  });

  it('needs a drawing', async () => {
    const run = engine.run('drawing.vary', { ...variation, ink: [] });
    await expect(run).rejects.toMatchObject({ code: 'nothing-to-do' });
  });
});

describe('interpolate', () => {
  const ends = { from: { ink: face, page }, to: { ink: house, page: pageFor(paper, house) } };
  const way = { model: 'sketch', page, ...ends, steps: 5, sampling };

  it('draws frames in order', async () => {
    const made = await engine.run('drawing.interpolate', way);
    expect(made.candidates.map(({ candidate }) => candidate)).toEqual([0, 1, 2, 3, 4]);
    expect(made).toMatchObject({ kind: 'interpolate', guesses: null, heard: 5 });
    for (const { ink } of made.candidates) expectOnPage(ink);
  });

  it('shows the same at the ends, whatever lies between, and backwards', async () => {
    const five = await exact.run('drawing.interpolate', way);
    const two = await exact.run('drawing.interpolate', { ...way, steps: 2, from: ends.to, to: ends.from });
    expect(five.candidates[0]!.ink).toEqual(two.candidates[1]!.ink);
    expect(five.candidates[4]!.ink).toEqual(two.candidates[0]!.ink);
  });

  it('from a drawing to itself stands still', async () => {
    const made = await exact.run('drawing.interpolate', { ...way, to: ends.from });
    for (const { ink } of made.candidates) expect(ink).toEqual(made.candidates[0]!.ink);
  });

  it('needs both', async () => {
    const run = engine.run('drawing.interpolate', { ...way, to: { ink: [], page } });
    await expect(run).rejects.toMatchObject({ code: 'nothing-to-do' });
  });
});

describe('tidy', () => {
  const tidy = { model: 'sketch', ink: house, page: pageFor(paper, house), subject: null, strength: 0.5 };

  it('gives a line for each, that begins and ends where it did', async () => {
    const made = await engine.run('drawing.tidy', tidy);
    expect(made.ink.length).toBe(house.length);
    made.ink.forEach((line, i) => {
      expect(line.length).toBeGreaterThan(1);
      expect([line[0], line.at(-1)]).toEqual([house[i]![0], house[i]!.at(-1)]);
    });
    expect(made.tokens).toBeGreaterThan(10);
  });

  it('tells how far it is, until its lines end or its context does', async () => {
    aFrameEachLook();
    for (const ink of [house, crowd]) {
      const shares: number[] = [];
      await engine.run('drawing.tidy', { ...tidy, ink }, { onChunk: (share) => shares.push(share) });
      expect(shares[0]).toBeLessThan(0.2);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBeGreaterThan(0.9);
      expect(shares.at(-1)).toBeLessThanOrEqual(1);
    }
  });

  it('keeps nearer to the line the weaker it is', async () => {
    const [weak, strong] = [
      await engine.run('drawing.tidy', { ...tidy, ink: face, strength: 0 }),
      await engine.run('drawing.tidy', { ...tidy, ink: face, strength: 1 }),
    ];
    expect(weak.moved).toBeGreaterThan(0);
    expect(weak.moved).toBeLessThan(strong.moved);
    expect(weak.moved).toBeLessThan(4);
    expect(strong.moved).toBeLessThan(40);
  });

  it('is the same each time', async () => {
    const [one, two] = [await engine.run('drawing.tidy', tidy), await another().run('drawing.tidy', tidy)];
    expect(one.ink).toEqual(two.ink);
  });

  it('leaves alone what the context cannot hold, and dots', async () => {
    const dot: Ink = [[[300, 300]]];
    const made = await engine.run('drawing.tidy', { ...tidy, ink: [...dot, ...crowd] });
    expect(made.ink.length).toBe(1 + crowd.length);
    expect(made.ink[0]).toEqual(dot[0]);
    expect(made.ink[1]).not.toEqual(crowd[0]);
    expect(made.ink.at(-1)).toEqual(crowd.at(-1));
  });

  it('needs a drawing, and a class that it knows', async () => {
    await expect(engine.run('drawing.tidy', { ...tidy, ink: [] })).rejects.toMatchObject({ code: 'nothing-to-do' });
    const unknown = engine.run('drawing.tidy', { ...tidy, subject: 'x' });
    await expect(unknown).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

describe('recognise', () => {
  it('says what a completion says first', async () => {
    const { guesses } = await engine.run('drawing.recognise', { model: 'sketch', ink: face, page });
    expect(guesses).toEqual((await engine.run('drawing.complete', completion)).guesses);
    for (const { subject } of guesses) expect(subjects).toContain(subject);
    const probabilities = guesses.map(({ probability }) => probability);
    expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(1 + 1e-9);
  });

  it('needs a drawing', async () => {
    const run = engine.run('drawing.recognise', { model: 'sketch', ink: [], page });
    await expect(run).rejects.toMatchObject({ code: 'nothing-to-do' });
  });
});

describe('score', () => {
  const drawings = [
    { ink: face, subject: 'face' },
    { ink: house, subject: null },
    { ink: [], subject: 'cat' },
  ];

  it('predicts each token once, and passes over what is empty', async () => {
    const made = await engine.run('drawing.score', { model: 'sketch', drawings });
    expect(made.drawings).toBe(2);
    const alone = async (one: (typeof drawings)[number]) =>
      engine.run('drawing.score', { model: 'sketch', drawings: [one] });
    const [a, b] = [await alone({ ink: face, subject: null }), await alone(drawings[1]!)];
    expect(made.nll).toBeCloseTo((a.nll * a.tokens + b.nll * b.tokens) / (a.tokens + b.tokens), 9);
    expect(a).toMatchObject({ nllSubjectKnown: null, top1: null, top3: null });
    expect(made.nllSubjectKnown).not.toBeNull();
    expect([0, 1]).toContain(made.top1);
  });

  it('does not mind how large a drawing is, or where it lies', async () => {
    const far = face.map((line) => line.map(([x, y]): [number, number] => [x * 8 + 4096, y * 8 - 512]));
    const near = await exact.run('drawing.score', { model: 'sketch', drawings: [{ ink: face, subject: null }] });
    const large = await exact.run('drawing.score', { model: 'sketch', drawings: [{ ink: far, subject: null }] });
    expect(large.nll).toBeCloseTo(near.nll, 3);
  });

  it('needs a drawing', async () => {
    const run = engine.run('drawing.score', { model: 'sketch', drawings: [{ ink: [], subject: null }] });
    await expect(run).rejects.toMatchObject({ code: 'nothing-to-do' });
  });
});
