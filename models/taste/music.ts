import type { Note } from '../music/note.ts';
import { densityEdges, dynamicsEdges } from '../music/vocabulary.ts';
import { defaultSampling, type Region, type Sampling } from '../music/take.ts';
import { combinations, nearest, settingsArms, surpriseWord, traitsOf, wordFor, type SettingsArm } from './traits.ts';

/* What a take is like, and which settings of the Music studio there are to choose among. */

export type MusicKind = 'continue' | 'fill' | 'vary';

const placesOf = (kind: MusicKind): string[] => ['music', `music/${kind}`];

/** A finished take, as far as taste looks at it. */
export interface TakeLike {
  notes: readonly Note[];
  region: Region;
  /** Nats an event; null: not known. */
  nll: number | null;
}

/** What a take is like: how many notes a second, how loud, how high, how surprising to the model. */
export function takeTraits(kind: MusicKind, { notes, region, nll }: TakeLike): string[] {
  const mean = (of: 'velocity' | 'pitch') => notes.reduce((sum, note) => sum + note[of], 0) / Math.max(1, notes.length);
  const perSecond = notes.length / Math.max(0.1, region.to - region.from);
  // Every other edge of what the model itself is told of density and dynamics, and the octave around middle C.
  return traitsOf(placesOf(kind), {
    notes: wordFor(perSecond, everyOther(densityEdges), ['few', 'some', 'many', 'crowded']),
    loudness: wordFor(mean('velocity'), everyOther(dynamicsEdges), ['soft', 'gentle', 'firm', 'loud']),
    pitch: wordFor(mean('pitch'), [54, 60, 66], ['low', 'lower', 'higher', 'high']),
    // By eye.
    surprise: surpriseWord(nll, [1.6, 2, 2.4]),
  });
}

const everyOther = (edges: readonly number[]): number[] => edges.filter((_, i) => i % 2 === 1);

/** The settings that taste may choose: those that the person has left as they are. */
export type MusicSettings = Pick<Sampling, 'temperature' | 'topP' | 'density'>;

/** The usual one first. Wider apart than a person hears would be wasted tries, nearer together too. */
const temperatures = [1, 0.9, 0.8, 1.1] as const;
const nuclei = [0.98, 0.95, 0.9] as const;
const densities: readonly Sampling['density'][] = ['auto', 1, 3, 5];

export const settingsTraits = (kind: MusicKind, { temperature, topP, density }: MusicSettings): string[] =>
  traitsOf(placesOf(kind), {
    temperature: String(nearest(temperature, temperatures)),
    nucleus: String(nearest(topP, nuclei)),
    density: density === 'auto' ? 'auto' : String(nearest(density, [1, 3, 5])),
  });

/**
 * What there is to choose among. What the person has set by hand stays in all of them.
 * @param set the controls as they are: at their defaults they are free
 */
export function musicArms(kind: MusicKind, set: MusicSettings): SettingsArm<MusicSettings>[] {
  const free = <Value>(now: Value, usual: Value, others: readonly Value[]) => (now === usual ? others : [now]);
  const all = combinations<MusicSettings>({
    temperature: free(set.temperature, defaultSampling.temperature, temperatures),
    topP: free(set.topP, defaultSampling.topP, nuclei),
    density: free(set.density, defaultSampling.density, densities),
  });
  return settingsArms(all, (settings) => settingsTraits(kind, settings));
}
