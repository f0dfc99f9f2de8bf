import type { InstalledModel, Settings } from '../../electron/ipc/contract.ts';
import { GombocError } from '../../models/error.ts';
import { said } from '../../models/words/said.ts';
import type { Manifest } from '../../models/manifest.ts';
import type { Sentence } from '../../models/words/words.ts';
import type { AppState } from './app.svelte.ts';
import { isNoted, noted } from './licences.ts';

type Task = Manifest['task'];

/** What each studio's model does, in a sentence. */
const doing: Readonly<Record<Task, Sentence>> = { music: 'music', drawing: 'drawing', code: 'reading sketches' };

/** The model that is asked for a task: the person's choice, else the first that is whole, else one that says what is wrong. */
export function chosenOf(
  models: readonly InstalledModel[],
  task: Task,
  choice: string | undefined,
): InstalledModel | null {
  const ours = models.filter(({ studio }) => studio === task);
  const whole = ours.filter(({ state }) => state === 'ok');
  return whole.find(({ name }) => name === choice) ?? whole[0] ?? ours[0] ?? null;
}

/** The settings' change by which a model is the one that is asked for its task. */
export const choosing = ({ models }: Pick<Settings, 'models'>, task: Task, name: string): Pick<Settings, 'models'> => ({
  models: { ...models, [task]: name },
});

/** The model of a studio, and what stands in its way. */
export class Installed {
  readonly model: InstalledModel | null = $derived.by(() => {
    return chosenOf(this.app.models ?? [], this.task, this.app.settings.models[this.task]);
  });
  /** What it says of itself; null: it can't be asked. */
  readonly manifest: Manifest | null = $derived(this.model?.state === 'ok' ? this.model.manifest : null);
  /** Why nothing can be asked; null: it can be, or main has not answered yet. */
  readonly obstacle: GombocError | null = $derived.by(() => {
    if (this.app.models === null || this.manifest) return null;
    const error = this.model?.error;
    if (error) return GombocError.from(error);
    return new GombocError(
      'model-missing',
      said('No model for {task} is installed.', { task: said(doing[this.task]) }),
      said('Put a model folder under {folder} and start Gomboc again.', { folder: `models/${this.task}/weights` }),
    );
  });

  /** The model, if the person has not taken note of its licence yet. */
  readonly unnoted: Manifest | null = $derived.by(() => {
    return this.manifest && !isNoted(this.app.settings, this.manifest) ? this.manifest : null;
  });

  /** One whose results may be sold, where the chosen one's may not; null: there is no need, or none. */
  readonly sellable: Manifest | null = $derived.by(() => {
    if (!this.manifest || this.manifest.licence.commercial) return null;
    const ours = (this.app.models ?? []).filter(({ studio, state }) => studio === this.task && state === 'ok');
    return ours.find(({ manifest }) => manifest?.licence.commercial)?.manifest ?? null;
  });

  constructor(
    private readonly app: AppState,
    private readonly task: Task,
  ) {}

  /** The person has taken note of the licence. */
  note(): void {
    if (this.unnoted) void this.app.set(noted(this.app.settings, this.unnoted));
  }

  /** From now on this one is asked. */
  choose(name: string): void {
    void this.app.set(choosing(this.app.settings, this.task, name));
  }
}
