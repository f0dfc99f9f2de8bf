import type { InstalledModel, InstallProgress } from '../../electron/ipc/contract.ts';
import { asGombocError, call, Cancelled, start, type RunningJob } from './api.ts';
import type { AppState } from './app.svelte.ts';
import type { GombocError } from '../../models/error.ts';
import { t } from './words.svelte.ts';

/** Installs models of strangers and removes them, one at a time. */
export class ModelPacks {
  /** What is being done to the one on its way in, and how far; null: none is. */
  progress = $state.raw<InstallProgress | null>(null);
  /** What came of the last one. */
  installed = $state.raw<string | null>(null);
  error = $state.raw<GombocError | null>(null);
  #job: RunningJob<'models.install'> | null = null;

  constructor(private readonly app: AppState) {}

  /** Asks for a model and installs it. */
  async install(from: 'file' | 'folder'): Promise<void> {
    if (this.#job) return;
    this.forget();
    const job = start('models.install', { from }, (progress) => (this.progress = progress));
    this.#job = job;
    await this.#attempt(async () => {
      const answer = await job.done;
      if (answer) await this.app.refreshModels();
      this.installed = answer?.title ?? null;
    });
    this.#job = null;
    this.progress = null;
  }

  cancel(): void {
    this.#job?.cancel();
  }

  /** Removes one, once the person was asked. */
  async remove({ studio, name }: InstalledModel): Promise<void> {
    this.forget();
    await this.#attempt(async () => {
      if (await call('models.remove', { studio, name })) await this.app.refreshModels();
    });
  }

  /** What came of the last one is told no longer. */
  forget(): void {
    this.app.notices.clear('packs');
    this.installed = null;
    this.error = null;
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Cancelled) return;
      this.error = asGombocError(error);
      // It takes a while: where it is shown may be closed by now.
      if (this.app.dialog !== 'settings') this.app.notices.fail(t('Not done'), this.error, { topic: 'packs' });
    }
  }
}
