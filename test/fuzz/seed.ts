import { vi } from 'vitest';

/** A fresh seed each run, printed; `FUZZ_SEED=n` runs n again. */
export const fuzzSeed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Set by `npm run fuzz`: so many inputs, where by itself a test tries less. */
const asked = Number(process.env['FUZZ_RUNS'] ?? 0);

/** How many inputs a test tries. @param usual what fits into a run of all tests */
export const runsOf = (usual: number): number => Math.max(usual, asked);

console.info(`fuzz seed ${fuzzSeed}`);

// Hundreds of runs each: a busy machine must not fail them.
vi.setConfig({ testTimeout: 120_000 + asked * 60 });
