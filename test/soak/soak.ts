import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Page } from '@playwright/test';
import type { StudioId } from '../../electron/ipc/contract.ts';
import { seeded } from '../../models/random.ts';
import { enginePids, expect, killEngine, type Gomboc, type LaunchOptions } from '../e2e/harness.ts';
import { code } from './code.ts';
import { tryControls, type Answered } from './controls.ts';
import { drawing } from './drawing.ts';
import { patience, printOf, show, type Hand, type Studio } from './hand.ts';
import { Document } from './known.ts';
import { Memory, type Trend } from './memory.ts';
import { music } from './music.ts';
import { twoModels } from './two-models.ts';
import { gestures as ofTheWindow } from './window.ts';

/*
 * Works in all studios for a while, as hastily as it can, and kills the engine again and again. What each document
 * should hold is known at any time.
 */

export interface SoakOptions {
  launch: (options: LaunchOptions) => Promise<Gomboc>;
  seconds: number;
  /** From one kill to the next. */
  killEverySeconds: number;
  seed: number;
  /** How many different buttons are pressed in each studio at the end, at most. */
  buttons: number;
  /** Called now and then. */
  tell?: (line: string) => void;
}

export interface Report {
  seconds: number;
  killEverySeconds: number;
  seed: number;
  /** How often each was made, by studio and name, and what the slowest took, seconds. */
  gestures: Record<string, { made: number; slowest: number }>;
  kills: number;
  /** Kills that hit a job. */
  hit: number;
  /** How often all documents were compared with what they should hold. */
  compared: number;
  /** What they did not hold. */
  lost: string[];
  /** Gestures that did not end as they should, complaints of the page, errors that nobody caused. */
  troubles: string[];
  trends: Trend[];
  warmUpMinutes: number;
  controls: Answered;
}

const studios: readonly Studio[] = [drawing, music, code];
/** Seconds from one sample of the memory to the next; and of what is looked at when all is cleared. */
const [sampleEvery, clearEvery] = [4, 20];

const seconds = (): number => performance.now() / 1000;

export async function soak(options: SoakOptions): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'gomboc-soak-'));
  try {
    const modelsRoot = twoModels(join(folder, 'models'));
    return await new Run(options, folder, modelsRoot).all();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Run {
  readonly #documents = Object.fromEntries(studios.map(({ id }) => [id, new Document()])) as Record<StudioId, Document>;
  readonly #report: Report;
  readonly #random: Hand['random'];
  #hand!: Hand;
  #memory!: Memory;
  #sampled = -Infinity;
  #cleared = -Infinity;
  /** Seconds that it took to put everything away. */
  #clearing = 0;

  constructor(
    private readonly options: SoakOptions,
    private readonly folder: string,
    private readonly modelsRoot: string,
  ) {
    const { seconds, killEverySeconds, seed } = options;
    this.#random = seeded(seed);
    this.#report = {
      ...{ seconds, killEverySeconds, seed, gestures: {}, kills: 0, hit: 0, compared: 0, lost: [], troubles: [] },
      ...{ trends: [], warmUpMinutes: seconds / 60 / 3, controls: { buttons: 0, words: 0, dead: [] } },
    };
  }

  async all(): Promise<Report> {
    const { launch } = this.options;
    const first = await launch({ modelsRoot: this.modelsRoot });
    await this.#begin(first);
    try {
      await this.#work();
      this.#report.trends = this.#memory.trends(this.#report.warmUpMinutes);
      await this.#tryControls();
      // What the app itself loses when it is killed.
      const gone = new Promise((resolve) => first.app.process().once('exit', resolve));
      // The work is kept half a second after a change.
      await first.page.waitForTimeout(1500);
      first.app.process().kill('SIGKILL');
      await gone;
      const second = await launch({ modelsRoot: this.modelsRoot, userData: first.userData });
      this.#hand = { ...this.#hand, app: second.app, page: second.page };
      await this.#compare('after the app was killed');
      for (const one of [...first.complaints, ...second.complaints]) this.#trouble('the page complains', one);
    } catch (error) {
      this.#trouble('the end', error);
    }
    return this.#report;
  }

  async #begin({ app, page }: Gomboc): Promise<void> {
    this.#hand = { app, page, random: this.#random, folder: this.folder };
    page.setDefaultTimeout(patience.timeout);
    const settings = { continueSeconds: 4, takes: 2, candidates: 3, codeTarget: 'html' } as const;
    await page.evaluate((change) => window.gomboc.call('settings.set', change), settings);
    for (const studio of studios) {
      await show(this.#hand, studio.id);
      await studio.begin(this.#hand, this.#documents[studio.id]);
    }
    this.#memory = await Memory.of(app, page);
  }

  /** Gesture after gesture, a kill whenever one is due; then every control once. */
  async #work(): Promise<void> {
    const { seconds: length, killEverySeconds, tell } = this.options;
    const began = seconds();
    let due = began + killEverySeconds;
    while (seconds() < began + length && this.#report.troubles.length === 0) {
      await this.#clear(clearEvery);
      const studio = this.#pick(studios.map((one) => ({ ...one, weight: 1 })));
      await show(this.#hand, studio.id);
      // Some time in one studio, then the next.
      for (let i = 0; i < 5 && seconds() < began + length && this.#report.troubles.length === 0; i++) {
        await this.#gesture(studio);
        await this.#sample();
        if (seconds() < due) continue;
        due = Math.max(due + killEverySeconds, seconds());
        await this.#kill(studio);
        tell?.(`${Math.round(seconds() - began)} s: ${this.#report.kills} kills, ${this.#report.lost.length} losses`);
      }
    }
    // Trouble ends it early.
    this.#report.seconds = Math.round(seconds() - began);
    await this.#compare('at the end');
    await this.#clear(null);
  }

  /** Presses everything, which leaves other documents than the script knew: others are opened. */
  async #tryControls(): Promise<void> {
    const { app, page } = this.#hand;
    const { buttons } = this.options;
    this.#report.controls = await tryControls(app, page, studios.map(({ id }) => id), buttons); // prettier-ignore
    for (const studio of studios) {
      await show(this.#hand, studio.id);
      await studio.begin(this.#hand, this.#documents[studio.id]);
    }
    await this.#compare('after all controls were tried');
  }

  async #gesture(studio: Studio): Promise<void> {
    const document = this.#documents[studio.id];
    const possible = [...studio.gestures, ...ofTheWindow].filter((one) => one.can?.(document) ?? true);
    const gesture = this.#pick(possible);
    const name = `${ofTheWindow.includes(gesture) ? 'window' : studio.id}: ${gesture.name}`;
    const told = (this.#report.gestures[name] ??= { made: 0, slowest: 0 });
    told.made++;
    const began = seconds();
    try {
      await gesture.make(this.#hand, document);
      told.slowest = Math.max(told.slowest, seconds() - began);
      const alert = this.#hand.page.getByRole('alert');
      if (await alert.first().isVisible()) throw new Error(`it says: ${await alert.first().innerText()}`);
      const engines = await enginePids(this.#hand.app);
      if (engines.length > 1) throw new Error(`there are ${engines.length} engines`);
    } catch (error) {
      this.#trouble(name, error);
    }
  }

  /** While the model is at work, if it is not too fast. Then it works again, and all documents are as they were. */
  async #kill(studio: Studio): Promise<void> {
    const { app, page } = this.#hand;
    try {
      await show(this.#hand, studio.id);
      await studio.ask(this.#hand);
      this.#report.kills += await killEngine(app);
      const hit = await studio.settle(this.#hand);
      if (hit) this.#report.hit++;
      // It was read again before the kill came.
      else if (studio.id === 'code') this.#documents.code.edit(await studio.count(page));
      await this.#compare(`after kill ${this.#report.kills}`);
      await show(this.#hand, studio.id);
      await studio.ask(this.#hand);
      if (await studio.settle(this.#hand)) throw new Error('the engine did not come back');
      if (studio.id === 'code') this.#documents.code.edit(await studio.count(page));
      await this.#clearNotices(page);
    } catch (error) {
      this.#trouble(`kill ${this.#report.kills} in ${studio.id}`, error);
    }
  }

  /** What is on the screen and in a file that is saved now, against what should be. */
  async #compare(when: string): Promise<void> {
    for (const studio of studios) {
      await show(this.#hand, studio.id);
      await this.#clearNotices(this.#hand.page);
      const document = this.#documents[studio.id];
      await expect
        .poll(() => studio.count(this.#hand.page), { timeout: 20_000 })
        .toBe(document.count)
        .catch(() => undefined);
      const print = await printOf(this.#hand, studio);
      const wrong = document.compare(await studio.count(this.#hand.page), print);
      if (wrong) this.#report.lost.push(`${when}, ${studio.id} ${wrong}`);
    }
    this.#report.compared++;
  }

  #trouble(where: string, error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    this.#report.troubles.push(`${where}: ${stripVTControlCharacters(words).slice(0, 600)}`);
  }

  /** What a kill was told of. */
  async #clearNotices(page: Page): Promise<void> {
    const dismiss = page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' });
    while ((await dismiss.count()) > 0) await dismiss.first().click();
  }

  async #sample(): Promise<void> {
    if (seconds() - this.#sampled < sampleEvery) return;
    this.#sampled = seconds();
    await this.#memory.sample(false);
  }

  /** Brings everything to the same state, and looks at the memory. @param every not sooner after the last time, seconds; null: now */
  async #clear(every: number | null): Promise<void> {
    // On a busy machine it takes long: most of the time is for the work all the same.
    if (every !== null && seconds() - this.#cleared < Math.max(every, 3 * this.#clearing)) return;
    const began = seconds();
    for (const studio of studios) {
      await show(this.#hand, studio.id);
      await studio.clear(this.#hand, this.#documents[studio.id]);
    }
    await this.#clearNotices(this.#hand.page);
    await this.#memory.sample(true);
    this.#cleared = this.#sampled = seconds();
    this.#clearing = this.#cleared - began;
  }

  #pick<Thing extends { weight: number }>(things: readonly Thing[]): Thing {
    let left = this.#random() * things.reduce((sum, { weight }) => sum + weight, 0);
    return things.find(({ weight }) => (left -= weight) < 0) ?? things.at(-1)!;
  }
}
