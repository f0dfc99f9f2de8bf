import type { Engine } from '../../electron/engine/engine.ts';
import { continueMusic } from '../../electron/engine/tasks/continue-music.ts';
import { scoreMusic, type Score } from '../../electron/engine/tasks/score-music.ts';
import type { OpenModel } from '../../electron/engine/tasks/task.ts';
import { seconds, type Performance } from '../../models/music/note.ts';
import { defaultSampling, type Generation } from '../../models/music/take.ts';

const MODEL = 'piano';
export const BASELINE = 'LSTM of Performance RNN’s size (3 × 512), same data';

/** Whoever foresees performances and plays on: our model, or the baseline by the very same jobs. */
export interface Player {
  what: string;
  score(performance: Performance): Promise<Score>;
  /** One take of so many seconds after a primer of as many. */
  playOn(primer: Performance, length: number, seed: number): Promise<Generation>;
}

const continuing = (performance: Performance, length: number, seed: number) => ({
  ...{ model: MODEL, performance, takes: 1, at: seconds(length), seconds: length },
  sampling: { ...defaultSampling, seed },
});

export const ours = (engine: Engine): Player => ({
  what: 'this model',
  score: (performance) => engine.run('music.score', { model: MODEL, performance }),
  playOn: (primer, length, seed) => engine.run('music.continue', continuing(primer, length, seed)),
});

/** @param tokens that it was trained on */
export function theirs(model: OpenModel, tokens: number): Player {
  const { signal } = new AbortController();
  const context = { open: async () => model, signal, emit: () => {} };
  return {
    what: `${BASELINE}, ${Math.round(tokens / 1e6)}M tokens`,
    score: (performance) => scoreMusic.run({ model: MODEL, performance }, context),
    playOn: (primer, length, seed) => continueMusic.run(continuing(primer, length, seed), context),
  };
}
