import type { Engine } from '../../electron/engine/engine.ts';
import type { Sampling } from '../../models/music/take.ts';
import type { Part } from './figures.ts';

/** How much is measured of each. */
export interface Sizes {
  /** Performances foreseen whole. */
  pieces: number;
  primers: number;
  primerSeconds: number;
  /** Drawings to recognise. */
  drawings: number;
  /** Half-drawn sketches to complete. */
  completions: number;
  /** Completions of each drawing of the eight classes that have a published decoder. */
  takes: number;
  /** Pictures of each set of pages. */
  pictures: number;
  /** Sections of the benchmarks; those but `bound` want TensorFlow.js. */
  sections: readonly string[];
}

/** What a part is given to do its work. */
export interface Work {
  root: string;
  /** The folder with the sets; those that are not there are passed over. */
  data: string;
  engine: Engine;
  sizes: Sizes;
  /** The pieces of MAESTRO whose primers are continued, and how tokens are sampled. */
  continuing: { split: 'validation' | 'train'; sampling: Omit<Sampling, 'seed'> };
  /** What the run before measured of the same part. */
  former: Part | undefined;
  /** Progress, for whoever waits. */
  say(line: string): void;
  /** Puts an example's file into the folder of examples. */
  write(name: string, contents: string | Uint8Array): Promise<void>;
}

/** At most so many, evenly from the first to the last. */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / Math.max(1, most - 1))]!);
}
