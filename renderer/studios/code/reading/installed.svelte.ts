import type { InstalledModel } from '../../../../electron/ipc/contract.ts';
import { GombocError } from '../../../../models/error.ts';
import type { Manifest } from '../../../../models/manifest.ts';
import type { AppState } from '../../../lib/app.svelte.ts';

/** The model that reads sketches, and what stands in its way. */
export class Installed {
  readonly model: InstalledModel | null = $derived.by(() => {
    const code = (this.app.models ?? []).filter(({ manifest }) => manifest?.task === 'code');
    return code.find(({ state }) => state === 'ok') ?? code[0] ?? null;
  });
  /** What it says of itself; null: it can't be asked. */
  readonly manifest: Manifest | null = $derived(this.model?.state === 'ok' ? this.model.manifest : null);
  /** Why nothing can be read; null: it can be, or main has not answered yet. */
  readonly obstacle: GombocError | null = $derived.by(() => {
    if (this.app.models === null || this.manifest) return null;
    const error = this.model?.error;
    if (error) return new GombocError(error.code, error.message, error.remedy);
    return new GombocError(
      'model-missing',
      'No model for reading sketches is installed.',
      'Put a model folder under models/code/weights and start Gomboc again.',
    );
  });

  constructor(private readonly app: AppState) {}
}
