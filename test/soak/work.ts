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
import { patience, printOf, show, type Gesture, type Hand, type Studio } from './hand.ts';
import { Document } from './known.ts';
import { music } from './music.ts';
import { twoModels } from './two-models.ts';
import { gestures as ofTheWindow } from './window.ts';

/*
 * Hands at work in all studios, and what came of it. What each document should hold is known at any time.
 */

export const studios: readonly Studio[] = [drawing, music, code];

export type Launch = (options: LaunchOptions) => Promise<Gomboc>;

/** What came of it. */
export interface Outcome {
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
  controls: Answered;
}

export const seconds = (): number => performance.now() / 1000;

/** Does its work in an app that is started for it, in a folder that is gone afterwards. */
export async function atWork(launch: Launch, seed: number, work: (work: Work) => Promise<void>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'gomboc-soak-'));
  try {
    const modelsRoot = twoModels(join(folder, 'models'));
    const start = (userData?: string) => launch({ modelsRoot, ...(userData !== undefined && { userData }) });
    const begun = new Work(await start(), start, folder, seed);
    await begun.begin();
    await work(begun).catch((error: unknown) => begun.trouble('the end', error));
    return begun.outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export class Work {
  readonly documents = Object.fromEntries(studios.map(({ id }) => [id, new Document()])) as Record<StudioId, Document>;
  readonly outcome: Outcome = {
    ...{ gestures: {}, kills: 0, hit: 0, compared: 0, lost: [], troubles: [] },
    controls: { buttons: 0, words: 0, dead: [] },
  };
  hand: Hand;

  constructor(
    private readonly gomboc: Gomboc,
    private readonly start: (userData: string) => Promise<Gomboc>,
    folder: string,
    seed: number,
  ) {
    const { app, page } = gomboc;
    this.hand = { app, page, random: seeded(seed), folder };
  }

  async begin(): Promise<void> {
    const { page } = this.hand;
    page.setDefaultTimeout(patience.timeout);
    const settings = { continueSeconds: 4, takes: 2, candidates: 3, codeTarget: 'html' } as const;
    await page.evaluate((change) => window.gomboc.call('settings.set', change), settings);
    await this.#openAll();
  }

  /** Makes it in the studio in front. */
  async gesture(studio: Studio, gesture: Gesture): Promise<void> {
    const name = `${ofTheWindow.includes(gesture) ? 'window' : studio.id}: ${gesture.name}`;
    const told = (this.outcome.gestures[name] ??= { made: 0, slowest: 0 });
    told.made++;
    const began = seconds();
    try {
      await gesture.make(this.hand, this.documents[studio.id]);
      told.slowest = Math.max(told.slowest, seconds() - began);
      const alert = this.hand.page.getByRole('alert');
      if (await alert.first().isVisible()) throw new Error(`it says: ${await alert.first().innerText()}`);
      const engines = await enginePids(this.hand.app);
      if (engines.length > 1) throw new Error(`there are ${engines.length} engines`);
    } catch (error) {
      this.trouble(name, error);
    }
  }

  /** Kills the engine while it works, if it is not too fast. Then it works again, and all documents are as they were. */
  async kill(studio: Studio): Promise<void> {
    const { app, page } = this.hand;
    const { outcome, documents } = this;
    try {
      await show(this.hand, studio.id);
      await studio.ask(this.hand);
      outcome.kills += await killEngine(app);
      const hit = await studio.settle(this.hand);
      if (hit) outcome.hit++;
      // It was read again before the kill came.
      else if (studio.id === 'code') documents.code.edit(await studio.count(page));
      await this.compareAll(`after kill ${outcome.kills}`);
      await show(this.hand, studio.id);
      await studio.ask(this.hand);
      if (await studio.settle(this.hand)) throw new Error('the engine did not come back');
      if (studio.id === 'code') documents.code.edit(await studio.count(page));
      await this.clearNotices(page);
    } catch (error) {
      this.trouble(`kill ${outcome.kills} in ${studio.id}`, error);
    }
  }

  async compareAll(when: string): Promise<void> {
    for (const studio of studios) {
      await show(this.hand, studio.id);
      await this.clearNotices(this.hand.page);
      await this.compare(studio, when);
    }
    this.outcome.compared++;
  }

  /** What is in the studio in front and in a file that is saved now, against what should be. */
  async compare(studio: Studio, when: string): Promise<void> {
    const document = this.documents[studio.id];
    await expect
      .poll(() => studio.count(this.hand.page), { timeout: 20_000 })
      .toBe(document.count)
      .catch(() => undefined);
    const print = await printOf(this.hand, studio);
    const wrong = document.compare(await studio.count(this.hand.page), print);
    if (wrong) this.outcome.lost.push(`${when}, ${studio.id} ${wrong}`);
  }

  /** Presses everything, which leaves other documents than the script knew: others are opened. */
  async tryControls(buttons: number): Promise<void> {
    const { app, page } = this.hand;
    this.outcome.controls = await tryControls(app, page, studios.map(({ id }) => id), buttons); // prettier-ignore
    await this.#openAll();
    await this.compareAll('after all controls were tried');
  }

  /** The last of all: the app itself is killed and started again, and holds what it held. */
  async killApp(): Promise<void> {
    const { app, page, userData, complaints } = this.gomboc;
    const gone = new Promise((resolve) => app.process().once('exit', resolve));
    // The work is kept half a second after a change.
    await page.waitForTimeout(1500);
    app.process().kill('SIGKILL');
    await gone;
    const second = await this.start(userData);
    this.hand = { ...this.hand, app: second.app, page: second.page };
    await this.compareAll('after the app was killed');
    for (const one of [...complaints, ...second.complaints]) this.trouble('the page complains', one);
  }

  trouble(where: string, error: unknown): void {
    const words = error instanceof Error ? error.message : String(error);
    this.outcome.troubles.push(`${where}: ${stripVTControlCharacters(words).slice(0, 600)}`);
  }

  /** What a kill was told of. */
  async clearNotices(page: Page): Promise<void> {
    const dismiss = page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' });
    while ((await dismiss.count()) > 0) await dismiss.first().click();
  }

  async #openAll(): Promise<void> {
    for (const studio of studios) {
      await show(this.hand, studio.id);
      await studio.begin(this.hand, this.documents[studio.id]);
    }
  }
}
