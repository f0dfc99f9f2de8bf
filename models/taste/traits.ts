import type { Arm } from './taste.ts';

/*
 * Traits are names: where it is, what is said, and what holds: `music/continue|temperature|0.8`. The same is said of the
 * studio, of the job in it and of the class that is drawn: what was learned of one cat helps with the next dog, and
 * stands back where cats are known well (a hierarchy of effects, in one regression).
 */

/**
 * The same values said of each place.
 * @param places from the widest to the narrowest: `drawing`, `drawing/vary`, `drawing/cat`
 */
export const traitsOf = (places: readonly string[], values: Readonly<Record<string, string>>): string[] =>
  places.flatMap((place) => [
    // How well anything does here, so that the values need only say what differs.
    `${place}|here|any`,
    ...Object.entries(values).map(([about, value]) => `${place}|${about}|${value}`),
  ]);

/** Which of the words a number falls on, parted by edges that count to the upper side. One more word than edges. */
export const wordFor = (value: number, edges: readonly number[], words: readonly string[]): string =>
  words[edges.filter((edge) => edge <= value).length] ?? '';

/**
 * How surprising a result is to the model that made it.
 * @param nll nats a token; null: nobody measured, and it is taken for the middle
 * @param edges where it begins to be familiar, fresh, surprising: each model has its own
 */
export const surpriseWord = (nll: number | null, edges: readonly [number, number, number]): string =>
  wordFor(nll ?? edges[1], edges, ['expected', 'familiar', 'fresh', 'surprising']);

/** The value of a grid that is nearest to another; the first of two. */
export const nearest = (value: number, grid: readonly number[]): number =>
  grid.reduce((best, other) => (Math.abs(other - value) < Math.abs(best - value) ? other : best));

/** All combinations of values, the first of each together first. */
export function combinations<Setting>(choices: { [Name in keyof Setting]: readonly Setting[Name][] }): Setting[] {
  let made: Partial<Setting>[] = [{}];
  for (const name of Object.keys(choices) as (keyof Setting)[]) {
    made = made.flatMap((one) => choices[name].map((value) => ({ ...one, [name]: value })));
  }
  return made as Setting[];
}

/** Settings to choose among: the one that a person gets without any taste comes first, and is expected to do a bit better. */
export interface SettingsArm<Settings> extends Arm {
  settings: Settings;
}

/** What the usual settings are ahead by before anything was learned. */
const usualAhead = 0.1;

export const settingsArms = <Settings>(
  all: readonly Settings[],
  traits: (settings: Settings) => string[],
): SettingsArm<Settings>[] =>
  all.map((settings, i) => ({ settings, traits: traits(settings), expected: i === 0 ? usualAhead : 0 }));
