import type { EngineStatus, InstalledModel, ProviderName } from '../../electron/ipc/contract.ts';

export const providerTitles: Record<ProviderName, string> = {
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'CoreML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
};

export interface EngineSummary {
  tone: 'ready' | 'busy' | 'idle' | 'trouble';
  text: string;
  hint: string;
}

/** The engine's state in a word, and in a sentence. */
export function engineSummary(engine: EngineStatus | null, models: readonly InstalledModel[] | null): EngineSummary {
  if (!engine) return { tone: 'idle', text: 'Engine', hint: 'The engine has not answered yet' };
  if (models?.every(({ state }) => state !== 'ok')) {
    return { tone: 'trouble', text: 'No model', hint: 'No model can be used: see Settings' };
  }
  const chosen = engine.providers.find(({ state }) => state === 'chosen');
  const on = chosen ? providerTitles[chosen.name] : null;
  switch (engine.state) {
    case 'busy':
      return {
        tone: 'busy',
        text: on ? `Working on ${on}` : 'Working',
        hint: chosen?.reason ?? 'A model is being opened',
      };
    case 'ready':
      return { tone: 'ready', text: on ?? 'Ready', hint: chosen?.reason ?? 'The engine is ready' };
    case 'stopped':
      return { tone: 'trouble', text: 'Engine stopped', hint: 'It starts again with the next request' };
    case 'idle':
      return { tone: 'idle', text: 'Engine idle', hint: 'A model is opened when its studio comes in front' };
  }
}
