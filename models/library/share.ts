import type { ReadDelta, VaryDelta } from '../code/request.ts';
import type { DrawingDelta } from '../drawing/request.ts';
import type { TakeDelta } from '../music/take.ts';
import type { Creation } from './entry.ts';

/** A job that is done once more. */
export type Job = Creation extends infer One ? (One extends Creation ? Pick<One, 'task' | 'input'> : never) : never;

/**
 * Follows a job by what it streams: answers after each chunk which share of it is done, 0…1.
 * @param firstTokens how many tokens this reading took the first time, for nothing else tells how long it will be
 */
export function sharesOf({ task, input }: Job, firstTokens: number): (chunk: unknown) => number {
  switch (task) {
    case 'music.continue':
    case 'music.fill':
    case 'music.vary': {
      const made = new Map<number, number>();
      return (chunk) => {
        for (const { take, progress } of chunk as TakeDelta[]) made.set(take, progress);
        return [...made.values()].reduce((sum, one) => sum + one, 0) / input.takes;
      };
    }
    case 'drawing.complete':
    case 'drawing.vary':
    case 'drawing.interpolate': {
      const done = new Set<number>();
      const count = 'steps' in input ? input.steps : input.count;
      return (chunk) => {
        for (const one of (chunk as DrawingDelta).candidates) if (one.done) done.add(one.candidate);
        return done.size / count;
      };
    }
    case 'drawing.tidy':
      return (chunk) => chunk as number;
    case 'code.read':
    case 'code.vary': {
      let read = 0;
      const all = Math.max(1, firstTokens * ('count' in input ? input.count : 1));
      return (chunk) => {
        const news = 'count' in input ? (chunk as VaryDelta) : [chunk as ReadDelta];
        read += news.reduce((sum, { tokens }) => sum + tokens.length, 0);
        return Math.min(1, read / all);
      };
    }
  }
}
