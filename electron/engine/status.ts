import type { ErrorEnvelope } from '../../models/error.ts';
import type { Manifest } from '../../models/manifest.ts';
import type { ProviderName } from '../../models/provider.ts';

/** What became of one execution provider on this machine. */
export interface ProviderReport {
  name: ProviderName;
  state: 'chosen' | 'available' | 'failed' | 'absent';
  /** Why it was chosen, or what it failed with. */
  reason: string;
}

export interface EngineStatus {
  /** idle: no model open yet; stopped: the process died and starts again with the next request. */
  state: 'idle' | 'ready' | 'busy' | 'stopped';
  providers: ProviderReport[];
  pinned: ProviderName | 'auto';
  /** How often the engine's process was started again after it had died. */
  restarts: number;
  /** Resident memory of the engine's process. */
  memoryBytes: number | null;
}

export interface InstalledModel {
  manifest: Manifest | null;
  /** Of the folder that it lies in. */
  studio: Manifest['task'];
  name: string;
  /** The person has installed it; the others come with the app. */
  removable: boolean;
  state: 'ok' | 'missing' | 'corrupt';
  error: ErrorEnvelope | null;
}
