import type { Bridge } from '../electron/ipc/contract.ts';

declare global {
  interface Window {
    /** Exposed by the preload script: the only way out of the page. */
    readonly gomboc: Bridge;
  }
}
