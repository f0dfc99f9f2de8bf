import {
  Judge,
  noTaste,
  type Arm,
  type Question,
  type Ranking,
  type Taste,
  type TasteLesson,
} from '../../models/taste/taste.ts';
import type { SettingsArm } from '../../models/taste/traits.ts';
import { call } from './api.ts';

/**
 * The person's taste, as the window has it. Ordering is done here and at once, from what the library knows; what the person
 * does is told to the library, which learns. Switched off it does neither.
 */
export class Learner {
  #taste = $state.raw<Taste>(noTaste);
  readonly #judge = $derived(new Judge(this.#taste));

  /** @param isOn whether the person wants it */
  constructor(private readonly isOn: () => boolean) {}

  /** Whether anything is ordered by it now. */
  get knows(): boolean {
    return this.isOn() && this.#taste.lessons > 0;
  }

  /** How many lessons there were. */
  get lessons(): number {
    return this.#taste.lessons;
  }

  /** @throws GombocError `taste-unreadable`: until it is reset nothing is ordered by it */
  async load(): Promise<void> {
    this.#hear(await call('taste.get'));
  }

  async reset(): Promise<void> {
    this.#hear(await call('taste.reset'));
  }

  /** Orders arms that come the best first, as far as is known without it. */
  rank(about: Question, arms: readonly Arm[]): Ranking {
    if (this.knows) return this.#judge.rank(about, arms);
    return { order: arms.map((_, i) => i), why: { kind: 'own', reasons: [] } };
  }

  /** The settings to make the next batch with. Without taste the usual ones, which come first. */
  choose<Settings>(arms: readonly SettingsArm<Settings>[]): { settings: Settings; ranking: Ranking } {
    const ranking = this.rank('settings', arms);
    return { settings: arms[ranking.order[0]!]!.settings, ranking };
  }

  /** Tells what the person did. As with `rate`, that the library can't hear it is no reason to trouble a person at work. */
  teach(lessons: readonly TasteLesson[]): void {
    if (!this.isOn() || lessons.length === 0) return;
    call('taste.learn', { lessons: [...lessons] }).then(
      (taste) => this.#hear(taste),
      () => undefined,
    );
  }

  #hear(taste: Taste): void {
    this.#taste = taste;
  }
}
