import type { EngineStatus, InstalledModel, ProviderReport } from '../../electron/ipc/contract.ts';
import type { ProviderName } from '../../models/provider.ts';
import type { Sentence } from '../../models/words/words.ts';
import { t, translated } from './words.svelte.ts';

export const providerTitles: Record<ProviderName, string> = {
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
};

export const providerStates: Record<ProviderReport['state'], Sentence> = {
  ...{ chosen: 'In use', available: 'Available', failed: 'Failed', absent: 'Not here' },
};

export interface EngineSummary {
  tone: 'ready' | 'busy' | 'idle' | 'trouble';
  text: string;
  hint: string;
}

/** The engine's state in a word, and in a sentence. */
export function engineSummary(engine: EngineStatus | null, models: readonly InstalledModel[] | null): EngineSummary {
  if (!engine) return { tone: 'idle', text: t('Engine'), hint: t('The engine has not answered yet') };
  if (models?.every(({ state }) => state !== 'ok')) {
    return { tone: 'trouble', text: t('No model'), hint: t('No model can be used: see Settings') };
  }
  const chosen = engine.providers.find(({ state }) => state === 'chosen');
  const on = chosen ? providerTitles[chosen.name] : null;
  const why = chosen && translated(chosen.reason);
  switch (engine.state) {
    case 'busy':
      return {
        tone: 'busy',
        text: on ? t('Working on {on}', { on }) : t('Working'),
        hint: why ?? t('A model is being opened'),
      };
    case 'ready':
      return { tone: 'ready', text: on ?? t('Ready'), hint: why ?? t('The engine is ready') };
    case 'stopped':
      return { tone: 'trouble', text: t('Engine stopped'), hint: t('It starts again with the next request') };
    case 'idle':
      return { tone: 'idle', text: t('Engine idle'), hint: t('A model is opened when its studio comes in front') };
  }
}
