import { vi } from 'vitest';

/** A fresh seed each run, printed; `FUZZ_SEED=n` runs n again. */
export const fuzzSeed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

console.info(`fuzz seed ${fuzzSeed}`);

// Hundreds of runs each: a busy machine must not fail them.
vi.setConfig({ testTimeout: 120_000 });
