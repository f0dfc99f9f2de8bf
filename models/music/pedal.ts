import type { PedalChange } from './note.ts';

/**
 * When a string that was let go at `end` is damped: at once, or when the pedal that holds it comes up.
 * Infinity when the pedal is never released.
 */
export function dampedAt(end: number, pedal: readonly PedalChange[]): number {
  let low = 0;
  let high = pedal.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pedal[middle]!.time <= end) low = middle + 1;
    else high = middle;
  }
  if (!pedal[low - 1]?.down) return end;
  for (let i = low; i < pedal.length; i++) {
    if (!pedal[i]!.down) return pedal[i]!.time;
  }
  return Infinity;
}
