import { describe, expect, it } from 'vitest';
import {
  compared,
  features,
  histogramsOf,
  kernelDensity,
  likeness,
  type Clip,
} from '../../../../models/music/likeness.ts';
import { seconds } from '../../../../models/music/note.ts';
import { gaussian, seeded } from '../../../../models/random.ts';

const note = (pitch: number, start: number, end: number, velocity = 64) => {
  return { pitch, velocity, start: seconds(start), end: seconds(end) };
};

const normal = (count: number, mean: number, seed: number): number[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => mean + gaussian(random));
};

describe('histograms of a clip', () => {
  /** Two keys held together for a second of four, then one of them an octave higher for half a second. */
  const clip: Clip = { seconds: 4, notes: [note(60, 0, 1, 40), note(64, 0, 1, 40), note(72, 2, 2.5, 127)] };
  const told = histogramsOf(clip);

  it('counts pitch classes whatever their octave', () => {
    expect(told['pitch class'][0]).toBeCloseTo(2 / 3);
    expect(told['pitch class'][4]).toBeCloseTo(1 / 3);
  });

  it('counts velocities by eights', () => {
    expect(told.velocity[5]).toBeCloseTo(2 / 3);
    expect(told.velocity[15]).toBeCloseTo(1 / 3);
  });

  it('counts durations by half-octaves: a second and a half of it lie two apart', () => {
    const [half, whole] = [
      told.duration.findIndex((share) => share > 0),
      told.duration.findLastIndex((share) => share > 0),
    ];
    expect(whole - half).toBe(2);
    expect(told.duration[whole]).toBeCloseTo(2 / 3);
  });

  it('counts gaps between onsets, whenever they are, a chord’s the smallest', () => {
    const gaps = (...onsets: number[]) =>
      histogramsOf({ seconds: 9, notes: onsets.map((start) => note(60, start, 9)) })['inter-onset'];
    expect([...gaps(3, 3, 5)]).toEqual([...gaps(0, 2, 2)]);
    expect(gaps(3, 3, 5)[0]).toBe(0.5);
    expect(gaps(3, 5, 7).findIndex((share) => share > 0)).toBe(gaps(0, 2).findIndex((share) => share > 0));
  });

  it('says for what share of the time how many keys are held', () => {
    expect([...told.polyphony.subarray(0, 4)].map((share) => Number(share.toFixed(9)))).toEqual([
      0.625, 0.125, 0.25, 0,
    ]);
  });

  it('has silence count nothing', () => {
    const silence = histogramsOf({ seconds: 2, notes: [] });
    expect(silence.polyphony[0]).toBe(1);
    expect(silence.duration.every((share) => share === 0)).toBe(true);
  });
});

describe('kernel density', () => {
  it('is the density that the sample came from, a little wider', () => {
    const { at, low, high } = kernelDensity(normal(4000, 3, 1));
    const sum = Array.from({ length: 2000 }, (_, i) => at(low + ((high - low) * i) / 2000)).reduce((a, b) => a + b, 0);
    expect((sum * (high - low)) / 2000).toBeCloseTo(1, 2);
    expect(at(3)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 1);
    expect(at(5)).toBeCloseTo(Math.exp(-2) / Math.sqrt(2 * Math.PI), 1);
  });

  it('has Scott’s width: of two points, the deviation times the fifth root of a half', () => {
    const width = Math.SQRT1_2 * 2 ** -0.2;
    const kernel = (x: number) => Math.exp(-((x / width) ** 2) / 2) / (width * Math.sqrt(2 * Math.PI));
    expect(kernelDensity([0, 1]).at(0)).toBeCloseTo((kernel(0) + kernel(1)) / 2, 9);
  });
});

describe('two samples compared', () => {
  it('are one where they are the same', () => {
    const sample = normal(500, 0, 2);
    const { overlap, divergence } = compared(sample, sample);
    expect(overlap).toBeCloseTo(1, 3);
    expect(divergence).toBeCloseTo(0, 6);
  });

  // Of N(0, s²) and N(2, s²): the area is 2 Φ(-1/s), the divergence 2/s². Kernels make s² a little more than 1.
  it('overlap and diverge as two normal distributions do', () => {
    const { overlap, divergence } = compared(normal(4000, 0, 3), normal(4000, 2, 4));
    expect(overlap).toBeGreaterThan(0.3);
    expect(overlap).toBeLessThan(0.36);
    expect(divergence).toBeGreaterThan(1.7);
    expect(divergence).toBeLessThan(2.1);
  });

  // KL(N(0,1) ‖ N(0,4)) = ln 2 - 3/8 = 0.318; the other way round 3/2 - ln 2 = 0.807.
  it('diverge differently from either side', () => {
    const narrow = normal(4000, 0, 5);
    const wide = normal(4000, 0, 6).map((x) => 2 * x);
    expect(compared(narrow, wide).divergence).toBeCloseTo(0.32, 1);
    expect(compared(wide, narrow).divergence).toBeGreaterThan(0.6);
  });

  it('have nothing in common where they lie apart, and stay finite', () => {
    const { overlap, divergence } = compared([0, 0.1, 0.2], [50, 50.1, 50.2]);
    expect(overlap).toBeLessThan(1e-6);
    expect(divergence).toBeGreaterThan(5);
    expect(Number.isFinite(divergence)).toBe(true);
  });
});

describe('likeness of two sets', () => {
  const clips = (count: number, seed: number, pitches: readonly number[]) => {
    const random = seeded(seed);
    return Array.from({ length: count }, () => {
      const notes = Array.from({ length: 40 }, (_, i) => {
        return note(pitches[Math.floor(random() * pitches.length)]!, i / 4, i / 4 + 0.2 + random() * 0.1);
      });
      return histogramsOf({ seconds: 10, notes });
    });
  };

  it('tells the same kind of music from another only by what differs', () => {
    const white = [60, 62, 64, 65, 67, 69, 71];
    const real = clips(20, 1, white);
    const same = likeness(real, clips(20, 2, white));
    const other = likeness(real, clips(20, 3, [61, 63, 66, 68, 70]));
    expect(same['pitch class'].overlap).toBeGreaterThan(0.8);
    expect(other['pitch class'].overlap).toBeLessThan(0.05);
    expect(other['pitch class'].divergence).toBeGreaterThan(same['pitch class'].divergence + 1);
    expect(other['pitch class'].between).toBeGreaterThan(2 * other['pitch class'].within);
    expect(other.duration.overlap).toBeGreaterThan(0.7);
    expect(Object.keys(same)).toEqual([...features]);
  });

  it('measures distances within each set and between them', () => {
    const only = (pitch: number) => histogramsOf({ seconds: 1, notes: [note(pitch, 0, 0.5)] });
    const { within, withinOther, between } = likeness([only(60), only(62)], [only(60), only(60)])['pitch class'];
    expect(within).toBeCloseTo(Math.SQRT2);
    expect(withinOther).toBe(0);
    expect(between).toBeCloseTo(Math.SQRT1_2);
  });

  it('says how far distances between the sets are from those within the first, not the other way round', () => {
    const [real, made] = [clips(12, 4, [60, 62, 64]), clips(12, 5, [60, 61, 62, 63, 64, 65, 66])];
    const told = (feature: 'pitch class') => {
      const apart = (a: Float64Array, b: Float64Array) => Math.hypot(...a.map((share, i) => share - b[i]!));
      const [ours, theirs] = [real, made].map((set) => set.map((one) => one[feature]));
      const within = ours!.flatMap((one, i) => ours!.slice(i + 1).map((other) => apart(one, other)));
      return compared(
        within,
        ours!.flatMap((one) => theirs!.map((other) => apart(one, other))),
      );
    };
    const { divergence, overlap } = likeness(real, made)['pitch class'];
    expect(divergence).toBeCloseTo(told('pitch class').divergence, 6);
    expect(overlap).toBeCloseTo(told('pitch class').overlap, 6);
  });
});
