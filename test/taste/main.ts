import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, plot, type Curves } from './report.ts';
import { simulate, type Policy, type SimulationOptions } from './simulation.ts';

/* npm run taste: see scripts/taste.mjs. */

const people = 20;
const rounds = 500;
const firstSeed = 1;
/** None of those that are reported. */
const tuningSeed = 10_001;

const curvesOf = (options: Omit<SimulationOptions, 'seed'>, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => simulate({ ...options, seed: from + i * 10 }));

export function main(root: string, args: readonly string[]): void {
  if (args.includes('--tune')) return tune();
  const of = (policy: Policy): Curves => curvesOf({ policy, rounds }, firstSeed, people);
  const curves: Record<Policy, Curves> = { taste: of('taste'), random: of('random'), fixed: of('fixed') };
  const docs = join(root, 'docs');
  mkdirSync(join(docs, 'images'), { recursive: true });
  writeFileSync(join(docs, 'images', 'taste-regret.svg'), plot(curves));
  const text = page(curves, { people, rounds, firstSeed });
  writeFileSync(join(docs, 'TASTE.md'), text);
  process.stdout.write(text);
}

function tune(): void {
  for (const alpha of [0, 0.05, 0.1, 0.2, 0.3, 0.5]) {
    const runs = curvesOf({ policy: 'taste', rounds, alpha: { settings: alpha, results: alpha } }, tuningSeed, people);
    const mean = (about: 'settings' | 'results') => runs.reduce((sum, run) => sum + run[about].at(-1)!, 0) / people;
    process.stdout.write(
      `curiosity ${alpha}: settings ${mean('settings').toFixed(1)}, results ${mean('results').toFixed(1)}\n`,
    );
  }
}
