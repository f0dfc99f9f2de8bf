/** Velocity layers that ship (scripts/lib/samples.mjs): the loudest velocity that each one plays. */
export const layers = [
  { layer: 4, loudest: 48 },
  { layer: 8, loudest: 70 },
  { layer: 11, loudest: 96 },
  { layer: 15, loudest: 127 },
] as const;
export type Layer = (typeof layers)[number]['layer'];

/** Every third semitone was sampled: A0, C1, D#1, F#1 … C8. */
const lowest = 21;
const highest = 108;
const spacing = 3;
const names = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

/** C4 is 60. */
export const noteName = (pitch: number): string => `${names[pitch % 12]}${Math.floor(pitch / 12) - 1}`;

/** The sample that plays a key, and how much faster than it was recorded. */
export interface Zone {
  layer: Layer;
  sample: string;
  rate: number;
}

export function zoneFor(pitch: number, velocity: number): Zone {
  const { layer } = layers.find(({ loudest }) => velocity <= loudest) ?? layers[3];
  return { layer, ...sampleFor(pitch) };
}

export function sampleFor(pitch: number): { sample: string; rate: number } {
  const nearest = Math.min(highest, Math.max(lowest, lowest + spacing * Math.round((pitch - lowest) / spacing)));
  return { sample: noteName(nearest), rate: 2 ** ((pitch - nearest) / 12) };
}

/** All samples of a layer, from the middle of the piano outwards: what is likely to be played first comes first. */
export const samplesOutwards: readonly string[] = Array.from(
  { length: (highest - lowest) / spacing + 1 },
  (_, i) => lowest + i * spacing,
)
  .sort((a, b) => Math.abs(a - 60) - Math.abs(b - 60))
  .map(noteName);
