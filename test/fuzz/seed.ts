import { vi } from 'vitest';

/** A fresh seed each run, printed; `FUZZ_SEED=n` runs n again. */
export const fuzzSeed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** How often to try where a test by itself would `usual` times: as often in a short run; `FUZZ_RUNS` of it for longer ones. */
export const runsOf = (usual: number): number => usual;

console.info(`fuzz seed ${fuzzSeed}`);

// Hundreds of runs each: a busy machine must not fail them.
vi.setConfig({ testTimeout: 120_000 });
