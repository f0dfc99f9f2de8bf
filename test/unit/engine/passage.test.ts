import { describe, expect, it } from 'vitest';
import { Draft } from '../../../electron/engine/tasks/draft.ts';
import { continuing, filling, play, type Passage } from '../../../electron/engine/tasks/passage.ts';
import type { NetworkStepper } from '../../../electron/engine/stepper.ts';
import type { Prompt } from '../../../models/decode.ts';
import { toSteps } from '../../../models/music/steps.ts';
import { token, VOCABULARY } from '../../../models/music/vocabulary.ts';
import { seeded } from '../../../models/random.ts';
import { etude, sampling } from './music.ts';

/** Logits that depend on nothing but how many tokens a lane has, in a context that is soon full. */
function smallStepper(context: number): { stepper: NetworkStepper; prompts: number[][][] } {
  const prompts: number[][][] = [];
  const logitsAt = (length: number) => {
    const random = seeded(length);
    return Float32Array.from({ length: VOCABULARY }, () => random() * 4);
  };
  const stepper = {
    context,
    async start({ lanes }: Prompt) {
      prompts.push(lanes.map((lane) => [...lane]));
      const state = lanes.map((lane) => lane.length);
      return { state, logits: state.map(logitsAt) };
    },
    async next(state: number[]) {
      const longer = state.map((length) => length + 1);
      expect(Math.max(...longer)).toBeLessThanOrEqual(context);
      return { state: longer, logits: longer.map(logitsAt) };
    },
    select: (state: number[], lanes: readonly number[]) => lanes.map((lane) => state[lane]!),
    release: () => {},
  };
  return { stepper: stepper as unknown as NetworkStepper, prompts };
}

async function playAll(stepper: NetworkStepper, passages: Passage[]): Promise<void> {
  for await (const _ of play(stepper, passages, sampling, new AbortController().signal));
}

const conditions = { density: 'auto', dynamics: 'auto' } as const;

describe('continuing', () => {
  it('slides where the context is full: keeps half of it, goes on with the held keys, ends on time', async () => {
    const { stepper, prompts } = smallStepper(128);
    const draft = new Draft(0, 5, 4000);
    await playAll(stepper, [continuing(draft, toSteps(etude()), 1215, 5215, { conditions, context: 128 })]);
    draft.finish();

    expect(prompts.length).toBeGreaterThan(5);
    for (const [lane] of prompts.slice(1)) {
      expect(lane!.slice(0, 3)).toEqual([token.bos, token.density, token.dynamics]);
      expect(lane!.length).toBeLessThanOrEqual(64);
      expect(lane!.length).toBeGreaterThan(32);
    }
    const { notes } = draft.played;
    expect(Math.max(...notes.map((note) => note.end))).toBeLessThanOrEqual(52.15);
    // A key that is held over a slide is let go later: some notes are longer than what a window tells.
    expect(notes.every((note) => note.end > note.start)).toBe(true);
    expect(draft.delta()).toMatchObject({ time: 52.15, progress: 1, sounding: [] });
  });

  it('a lane does not depend on its neighbours, also when they slide and end at other times', async () => {
    const alone = smallStepper(128);
    const one = new Draft(1, 5, 3000);
    await playAll(alone.stepper, [continuing(one, toSteps(etude()), 1215, 4215, { conditions, context: 128 })]);

    const together = smallStepper(128);
    const drafts = [0, 1, 2].map((take) => new Draft(take, 5, 3000));
    const passages = drafts.map((draft) =>
      continuing(draft, toSteps(etude()), 1215, 4215, { conditions, context: 128 }),
    );
    await playAll(together.stepper, passages);
    expect(drafts[1]!.played).toEqual(one.played);
    expect(drafts[0]!.played).not.toEqual(one.played);
  });
});

describe('filling', () => {
  it('where the context is full the rest is a gap of its own, between what was played and what follows', async () => {
    const { stepper, prompts } = smallStepper(128);
    const draft = new Draft(0, 5, 1000);
    await playAll(stepper, [filling(draft, toSteps(etude(40)), 1000, 2000, { conditions, context: 128 })]);
    draft.finish();
    expect(prompts.length).toBeGreaterThan(1);
    for (const [lane] of prompts) {
      expect(lane!.slice(0, 4)).toEqual([token.bos, token.density, token.dynamics, token.prefix]);
      expect(lane!.filter((event) => event === token.middle)).toHaveLength(1);
    }
    const { notes } = draft.played;
    expect(Math.min(...notes.map((note) => note.start))).toBeGreaterThanOrEqual(10);
    expect(Math.max(...notes.map((note) => note.end))).toBeLessThanOrEqual(20);
    expect(notes.some((note) => note.start > 18)).toBe(true);
    expect(draft.delta()).toMatchObject({ time: 20, progress: 1 });
  });
});
