import { show } from './hand.ts';
import { Memory, type Trend } from './memory.ts';
import { music } from './music.ts';
import { loadPiano } from './piano.ts';
import { gestures as ofTheWindow } from './window.ts';
import { atWork, seconds, studios, type Launch, type Outcome, type Work } from './work.ts';

/*
 * Works in all studios for a while, as hastily as it can, and kills the engine again and again.
 */

export interface SoakOptions {
  launch: Launch;
  seconds: number;
  /** From one kill to the next. */
  killEverySeconds: number;
  seed: number;
  /** How many different buttons are pressed in each studio at the end, at most. */
  buttons: number;
  /** Called now and then. */
  tell: (line: string) => void;
}

export interface Report extends Outcome {
  seconds: number;
  killEverySeconds: number;
  seed: number;
  trends: Trend[];
  warmUpMinutes: number;
}

/** Seconds from one sample of the memory to the next; and of what is looked at when all is cleared. */
const [sampleEvery, clearEvery] = [4, 20];

export async function soak(options: SoakOptions): Promise<Report> {
  const { launch, killEverySeconds, seed, buttons } = options;
  const warmUpMinutes = options.seconds / 60 / 3;
  let trends: Trend[] = [];
  let worked = 0;
  const outcome = await atWork(launch, seed, async (work) => {
    await loadPiano(work.hand);
    await music.begin(work.hand, work.documents.music);
    const run = new Run(work, options, await Memory.of(work.hand.app, work.hand.page));
    worked = await run.all();
    trends = run.memory.trends(warmUpMinutes);
    await work.tryControls(buttons);
    await work.killApp();
  });
  return { ...outcome, seconds: Math.round(worked), killEverySeconds, seed, trends, warmUpMinutes };
}

/** Gesture after gesture, a kill whenever one is due, a look at the memory now and then. */
class Run {
  #sampled = -Infinity;
  #cleared = -Infinity;
  /** Seconds that it took to put everything away. */
  #clearing = 0;

  constructor(
    private readonly work: Work,
    private readonly options: SoakOptions,
    readonly memory: Memory,
  ) {}

  /** Answers how many seconds it worked: trouble ends it early. */
  async all(): Promise<number> {
    const { work } = this;
    const { seconds: length, killEverySeconds, tell } = this.options;
    const began = seconds();
    let due = began + killEverySeconds;
    const goesOn = (): boolean => seconds() < began + length && work.outcome.troubles.length === 0;
    while (goesOn()) {
      await this.#clear(clearEvery);
      const studio = this.#pick(studios.map((one) => ({ ...one, weight: 1 })));
      await show(work.hand, studio.id);
      // Some time in one studio, then the next.
      for (let i = 0; i < 5 && goesOn(); i++) {
        const document = work.documents[studio.id];
        const possible = [...studio.gestures, ...ofTheWindow].filter((one) => one.can?.(document) ?? true);
        await work.gesture(studio, this.#pick(possible));
        await this.#sample();
        if (seconds() < due) continue;
        due = Math.max(due + killEverySeconds, seconds());
        await work.kill(studio);
        tell(`${Math.round(seconds() - began)} s: ${work.outcome.kills} kills, ${work.outcome.lost.length} losses`);
      }
    }
    const worked = seconds() - began;
    await work.compareAll('at the end');
    await this.#clear(null);
    return worked;
  }

  async #sample(): Promise<void> {
    if (seconds() - this.#sampled < sampleEvery) return;
    this.#sampled = seconds();
    await this.memory.sample(false);
  }

  /** Brings everything to the same state, and looks at the memory. @param every not sooner after the last time, seconds; null: now */
  async #clear(every: number | null): Promise<void> {
    // On a busy machine it takes long: most of the time is for the work all the same.
    if (every !== null && seconds() - this.#cleared < Math.max(every, 3 * this.#clearing)) return;
    const began = seconds();
    const { hand, documents } = this.work;
    for (const studio of studios) {
      await show(hand, studio.id);
      await studio.clear(hand, documents[studio.id]);
    }
    await this.work.clearNotices(hand.page);
    await this.memory.sample(true);
    this.#cleared = this.#sampled = seconds();
    this.#clearing = this.#cleared - began;
  }

  #pick<Thing extends { weight: number }>(things: readonly Thing[]): Thing {
    let left = this.work.hand.random() * things.reduce((sum, { weight }) => sum + weight, 0);
    return things.find(({ weight }) => (left -= weight) < 0) ?? things.at(-1)!;
  }
}
