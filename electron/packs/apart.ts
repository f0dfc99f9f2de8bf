import { createHost, type Child } from '../engine/host.ts';
import type { PacksOptions } from './install.ts';

/** Examines models in a process of their own, started for each and ended after it. */
export const examineApart =
  (spawn: () => Child): PacksOptions['examine'] =>
  async (root, studio, name, { limits, signal, onShare }) => {
    signal.throwIfAborted();
    const host = createHost(spawn, { modelsRoot: root, provider: 'cpu', limits });
    const stop = (): void => void host.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await host.examine(studio, name, onShare);
    } finally {
      signal.removeEventListener('abort', stop);
      await host.close();
    }
  };
