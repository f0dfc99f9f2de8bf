import type { Sample } from './stroke.ts';

/** What a stroke may hold (stroke.ts). */
export const mostSamples = 200_000;
const FARTHEST = 1_000_000;
/** A day: longer than any stroke. */
const LONGEST = 86_400_000;

/**
 * Samples as they came from a device or a file → valid ones. Points without a place are dropped; places beyond what
 * a stroke can say are moved to its edge; points that repeat the one before are one point, as strong as the strongest;
 * a missing pressure is 0.5; time never runs backwards. Over 200,000 points, every so many are kept, and the last.
 *
 * @param samples x, y, and if known pressure and ms.
 * @returns [] if nothing is left.
 */
export function cleanSamples(samples: readonly (readonly number[])[]): Sample[] {
  const clean: Sample[] = [];
  for (const [x = NaN, y = NaN, pressure = NaN, ms = NaN] of samples) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const last = clean.at(-1);
    const time = Number.isNaN(ms) ? 0 : between(ms, 0, LONGEST);
    const sample: Sample = [
      between(x, -FARTHEST, FARTHEST),
      between(y, -FARTHEST, FARTHEST),
      Number.isNaN(pressure) ? 0.5 : between(pressure, 0, 1),
      Math.max(time, last?.[3] ?? 0),
    ];
    if (last && last[0] === sample[0] && last[1] === sample[1]) {
      if (sample[2] > last[2]) clean[clean.length - 1] = [last[0], last[1], sample[2], last[3]];
    } else clean.push(sample);
  }
  return thinned(clean);
}

function thinned(samples: Sample[]): Sample[] {
  if (samples.length <= mostSamples) return samples;
  const stride = (samples.length - 1) / (mostSamples - 1);
  return Array.from({ length: mostSamples }, (_, i) => samples[Math.round(i * stride)]!);
}

function between(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** Samples without a device: a line drawn at an even pace, 1 px a ms, with a pressure of 0.5. */
export function paced(line: readonly (readonly [number, number])[]): Sample[] {
  let length = 0;
  return cleanSamples(
    line.map(([x, y], i) => {
      const before = line[i - 1];
      if (before) length += Math.hypot(x - before[0], y - before[1]);
      return [x, y, 0.5, Math.round(length)];
    }),
  );
}
