import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GombocError } from '../../../models/error.ts';
import { root } from '../../../scripts/lib/shell.mjs';
import { fuzzSeed, runsOf } from '../seed.ts';
import { formats, type Format } from './formats.ts';
import { mutated, mutations } from './mutate.ts';

/*
 * Files from strangers: each reader reads a damaged file as something sound, or says in words of ours why not. Never
 * another exception, never a wait. `npm run fuzz` does it a hundred thousand times a format, and writes docs/FUZZ.md.
 */

/** Whole files of a format, from which all damaged ones are made. */
const pool = 200;

/** What became of the inputs of a format. */
interface Tally {
  name: string;
  inputs: number;
  read: number;
  /** Milliseconds of processor time that the slowest input took. */
  slowestMs: number;
}

async function tryReading({ read, code }: Format, bytes: Uint8Array, tally: Tally): Promise<void> {
  const before = process.cpuUsage();
  try {
    await read(bytes);
    tally.read++;
  } catch (error) {
    if (!(error instanceof GombocError)) throw error;
    expect([code].flat()).toContain(error.code);
    expect(error.message.length).toBeLessThan(600);
    expect(error.remedy).not.toBe('');
  } finally {
    const { user, system } = process.cpuUsage(before);
    tally.inputs++;
    tally.slowestMs = Math.max(tally.slowestMs, (user + system) / 1000);
  }
}

function keep(tally: Tally): void {
  const folder = join(root, 'test-results', 'fuzz');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${tally.name.replace(/\W+/g, '-')}.json`), JSON.stringify({ ...tally, seed: fuzzSeed }));
}

describe('files of strangers are read as something sound, or refused with a reason', () => {
  it.each(formats.map((format) => [format.name, format] as const))('%s', async (name, format) => {
    const originals = fc.sample(format.originals, { numRuns: pool, seed: fuzzSeed });
    const tally: Tally = { name, inputs: 0, read: 0, slowestMs: 0 };
    const numRuns = runsOf(400);
    await fc.assert(
      fc.asyncProperty(fc.nat(pool - 1), mutations, async (which, changes) => {
        await tryReading(format, mutated(originals[which]!, changes, format.words), tally);
      }),
      { numRuns, seed: fuzzSeed },
    );
    keep(tally);
    // Else the fuzzing would only test the refusal, or only the reading. Of 400 some 40 are either.
    expect(tally.read).toBeGreaterThan(0);
    expect(tally.inputs - tally.read).toBeGreaterThan(0);
  });

  it.each(formats.map((format) => [format.name, format] as const))('%s: whole files are read', async (_, format) => {
    await fc.assert(
      fc.asyncProperty(format.originals, async (bytes) => void (await format.read(bytes))),
      { numRuns: 50, seed: fuzzSeed },
    );
  });
});
