import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killTest, type Report } from './killing.ts';

/** Kills the bundled worker so often. Answers what was found. @param tell hears how far it got */
export async function main(worker: string, kills: number, seed: number, tell: (line: string) => void): Promise<Report> {
  const profile = mkdtempSync(join(tmpdir(), 'gomboc-kill-'));
  try {
    const onKill = (kill: number): void => {
      if (kill % 20 === 0) tell(`${kill} of ${kills} kills`);
    };
    return await killTest({ kills, seed, profile, worker, onKill });
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}
