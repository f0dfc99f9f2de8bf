import { expectedAt, rewards, type Feedback, type Ranking, type TasteLesson } from '../../models/taste/taste.ts';
import type { Learner } from './taste.svelte.ts';

export type BatchTaste = Pick<Learner, 'knows' | 'rank' | 'teach'>;

/** Results that were made together, with the same settings. */
export interface Results<Key> {
  /** The best first, as far as the model knows. */
  keys: readonly Key[];
  /** What one of them is like: see models/taste/. */
  traits: (key: Key) => readonly string[];
  /** How they were made, likewise. */
  settings: readonly string[];
}

/** Which of several results comes first, and what is learned from what the person does with them. */
export class Batch<Key> {
  /** What was learned from already: a result that nothing is done with is judged once, when all are left. */
  readonly #told = new Set<Key>();

  constructor(
    private readonly taste: BatchTaste,
    private readonly results: Results<Key>,
  ) {}

  /** By the person's taste: indices of the keys, and why the first is first. */
  rank(): Ranking {
    const { keys, traits } = this.results;
    const arms = keys.map((key, i) => ({ traits: traits(key), expected: expectedAt(i, keys.length) }));
    return this.taste.rank('results', arms);
  }

  /** The person did something with one; the settings have earned what the first that is kept earns. */
  tell(key: Key, feedback: Feedback): void {
    const first = feedback === 'kept' && this.#told.size === 0;
    this.#told.add(key);
    this.taste.teach([this.#lesson(key, feedback), ...(first ? [this.#settingsLesson(feedback)] : [])]);
  }

  /** They are put away: those that nothing was done with were passed over, or all sent away where none was kept. */
  leave(): void {
    const left = this.results.keys.filter((key) => !this.#told.has(key));
    const none = this.#told.size === 0;
    this.excuse();
    const lessons = left.map((key) => this.#lesson(key, none ? 'discarded' : 'passed'));
    this.taste.teach(none ? [...lessons, this.#settingsLesson('discarded')] : lessons);
  }

  /** Nobody asked for these, or they were judged before: that they are put away teaches nothing. */
  excuse(): void {
    for (const key of this.results.keys) this.#told.add(key);
  }

  #lesson(key: Key, feedback: Feedback): TasteLesson {
    return { about: 'results', traits: [...this.results.traits(key)], reward: rewards[feedback] };
  }

  #settingsLesson(feedback: Feedback): TasteLesson {
    return { about: 'settings', traits: [...this.results.settings], reward: rewards[feedback] };
  }
}
