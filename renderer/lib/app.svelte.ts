import type { AppInfo, EngineStatus, InstalledModel, Settings } from '../../electron/ipc/contract.ts';
import { call, on } from './api.ts';
import { Notices } from './notices.svelte.ts';

const defaults: Settings = {
  studio: 'music',
  theme: 'system',
  provider: 'auto',
  volume: 0.8,
  takes: 4,
  continueSeconds: 20,
  temperature: 1,
  topP: 0.95,
  suggestions: true,
  candidates: 4,
  drawTemperature: 0.7,
};

export type Dialog = 'settings' | 'shortcuts' | 'about' | null;

/** What all studios share: settings, engine, models, notices, and which dialog is open. */
export class AppState {
  settings = $state.raw<Settings>(defaults);
  engine = $state.raw<EngineStatus | null>(null);
  /** null: main has not answered yet. */
  models = $state.raw<readonly InstalledModel[] | null>(null);
  info = $state.raw<AppInfo | null>(null);
  dialog = $state<Dialog>(null);
  readonly notices = new Notices();

  /** Asks main for everything, and listens for changes. Answers the function that stops listening. */
  start(): () => void {
    const stops = [
      on('settings', (settings) => this.#apply(settings)),
      on('engine', (status) => (this.engine = status)),
    ];
    const load = async () => {
      this.#apply(await call('settings.get'));
      this.info = await call('app.info');
      await this.refreshModels();
      this.engine = await call('engine.status');
    };
    load().catch((error: unknown) => this.notices.fail('Gomboc could not read its settings', error));
    return () => stops.forEach((stop) => stop());
  }

  get platform(): string {
    return this.info?.platform ?? navigator.platform;
  }

  async refreshModels(): Promise<void> {
    this.models = await call('models.list');
  }

  /** Changes settings for now, while a hand is on the control. */
  preview(change: Partial<Settings>): void {
    this.#apply({ ...this.settings, ...change });
  }

  /** Changes settings at once and keeps them; what main answers is what holds. */
  async set(change: Partial<Settings>): Promise<void> {
    this.#apply({ ...this.settings, ...change });
    try {
      this.#apply(await call('settings.set', change));
    } catch (error) {
      this.notices.fail('The settings could not be kept', error, { topic: 'settings' });
    }
  }

  #apply(settings: Settings): void {
    this.settings = settings;
    const root = document.documentElement;
    if (settings.theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = settings.theme;
  }
}
