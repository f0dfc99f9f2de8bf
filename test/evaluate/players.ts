import type { Engine } from '../../electron/engine/engine.ts';
import { continueMusic } from '../../electron/engine/tasks/continue-music.ts';
import { scoreMusic, type Score } from '../../electron/engine/tasks/score-music.ts';
import type { OpenModel } from '../../electron/engine/tasks/task.ts';
import { seconds, type Performance } from '../../models/music/note.ts';
import type { Generation, Sampling } from '../../models/music/take.ts';

const MODEL = 'piano';
export const BASELINE = 'LSTM of Performance RNN’s size (3 × 512), same data';

/** Whoever foresees performances and plays on: our model, or the baseline by the very same jobs. */
export interface Player {
  what: string;
  score(performance: Performance): Promise<Score>;
  /** One take of so many seconds after a primer of as many. */
  playOn(primer: Performance, length: number, seed: number): Promise<Generation>;
}

type Settings = Omit<Sampling, 'seed'>;

const continuing = (performance: Performance, length: number, sampling: Sampling) => ({
  ...{ model: MODEL, performance, takes: 1, at: seconds(length), seconds: length },
  sampling,
});

export const ours = (engine: Engine, settings: Settings): Player => ({
  what: 'this model',
  score: (performance) => engine.run('music.score', { model: MODEL, performance }),
  playOn: (primer, length, seed) => engine.run('music.continue', continuing(primer, length, { ...settings, seed })),
});

/** @param tokens that it was trained on */
export function theirs(model: OpenModel, tokens: number, settings: Settings): Player {
  const { signal } = new AbortController();
  const context = { open: async () => model, signal, emit: () => {} };
  return {
    what: `${BASELINE}, ${Math.round(tokens / 1e6)}M tokens`,
    score: (performance) => scoreMusic.run({ model: MODEL, performance }, context),
    playOn: (primer, length, seed) => continueMusic.run(continuing(primer, length, { ...settings, seed }), context),
  };
}
