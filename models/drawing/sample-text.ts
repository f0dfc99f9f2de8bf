import { roundSample } from './file.ts';
import { mostSamples } from './clean.ts';
import { Sample } from './stroke.ts';

/*
 * A stroke's samples as one attribute of an SVG: whole numbers, each the difference from the one before, in the units
 * to which files round (1/100 px, 1/1000 of the pressure, ms). Four numbers a sample: x y pressure ms.
 */

const UNITS = [100, 100, 1000, 1] as const;

export function writeSamples(samples: readonly Sample[]): string {
  const before = [0, 0, 0, 0];
  return samples
    .map((sample) =>
      roundSample(sample)
        .map((value, part) => {
          const whole = Math.round(value * UNITS[part]!);
          const step = whole - before[part]!;
          before[part] = whole;
          return step;
        })
        .join(' '),
    )
    .join(' ');
}

/** null: not samples that this could have written. */
export function readSamples(text: string): Sample[] | null {
  const at = [0, 0, 0, 0];
  const samples: Sample[] = [];
  const numbers = /(-?\d{1,12})(?: |$)/y;
  while (numbers.lastIndex < text.length) {
    if (samples.length === mostSamples) return null;
    for (let part = 0; part < 4; part++) {
      const [, digits] = numbers.exec(text) ?? [];
      if (digits === undefined) return null;
      at[part] = at[part]! + Number(digits);
    }
    const sample = Sample.safeParse(at.map((whole, part) => whole / UNITS[part]!));
    if (!sample.success) return null;
    samples.push(sample.data);
  }
  return samples.length > 0 ? samples : null;
}
