import type { Sample } from './stroke.ts';

/** Lines with more samples than this are dense already; also bounds what comes out. */
const DENSE = 4000;
/** Points put between two samples at most: a gap of a whole paper is still a smooth curve. */
const MOST_BETWEEN = 48;
/** Cosine of the turn from which on a sample is a corner: 55°. */
const CORNER = Math.cos((55 * Math.PI) / 180);

/**
 * The samples, and where they lie further apart than `step` pixels, points between them on cubic Hermite curves whose
 * tangents follow the neighbours (Catmull and Rom 1974, weighted by distance). At a corner the tangents stay with
 * their own sides. The samples themselves are all kept; pressure and time between them are interpolated.
 */
export function curved(samples: readonly Sample[], step: number): Sample[] {
  if (samples.length < 3 || samples.length > DENSE) return [...samples];
  const result: Sample[] = [samples[0]!];
  for (let i = 1; i < samples.length; i++) {
    const [from, to] = [samples[i - 1]!, samples[i]!];
    const length = distance(from, to);
    const between = Math.min(MOST_BETWEEN, Math.ceil(length / step) - 1);
    if (between > 0) {
      const chord = direction(from, to)!;
      let leaving = tangent(samples[i - 2], from, to, 'out');
      let arriving = tangent(from, to, samples[i + 1], 'in');
      // At an end, and at a corner, nothing says how the line bends there: as it does at the other side.
      if (same(leaving, chord)) leaving = mirrored(arriving, chord);
      else if (same(arriving, chord)) arriving = mirrored(leaving, chord);
      for (let k = 1; k <= between; k++) result.push(hermite(from, to, leaving, arriving, length, k / (between + 1)));
    }
    result.push(to);
  }
  return result;
}

type Vector = readonly [number, number];

/** Unit direction at `at`; on the side that leads out of it or into it where it is a corner. */
function tangent(before: Sample | undefined, at: Sample, after: Sample | undefined, side: 'in' | 'out'): Vector {
  const incoming = before && direction(before, at);
  const outgoing = after && direction(at, after);
  if (!incoming || !outgoing) return incoming ?? outgoing ?? [0, 0];
  if (incoming[0] * outgoing[0] + incoming[1] * outgoing[1] < CORNER) return side === 'in' ? incoming : outgoing;
  // The nearer neighbour knows the direction better.
  const [near, far] = [distance(at, after), distance(before, at)];
  const mixed = [incoming[0] * near + outgoing[0] * far, incoming[1] * near + outgoing[1] * far] as const;
  const length = Math.hypot(...mixed);
  return length > 0 ? [mixed[0] / length, mixed[1] / length] : outgoing;
}

/** The tangent at the other end of an arc of a circle over the chord. */
function mirrored(tangent: Vector, chord: Vector): Vector {
  const along = 2 * (tangent[0] * chord[0] + tangent[1] * chord[1]);
  return [along * chord[0] - tangent[0], along * chord[1] - tangent[1]];
}

function same(a: Vector, b: Vector): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function hermite(from: Sample, to: Sample, leaving: Vector, arriving: Vector, length: number, t: number): Sample {
  const [t2, t3] = [t * t, t * t * t];
  const [a, b, c, d] = [2 * t3 - 3 * t2 + 1, t3 - 2 * t2 + t, 3 * t2 - 2 * t3, t3 - t2];
  const along = (axis: 0 | 1) =>
    a * from[axis] + b * length * leaving[axis] + c * to[axis] + d * length * arriving[axis];
  const mix = (part: 2 | 3) => from[part] + (to[part] - from[part]) * t;
  return [along(0), along(1), mix(2), mix(3)];
}

function direction(from: Sample, to: Sample): Vector | undefined {
  const length = distance(from, to);
  return length > 0 ? [(to[0] - from[0]) / length, (to[1] - from[1]) / length] : undefined;
}

function distance(from: Sample, to: Sample): number {
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}
