import type { Element } from '../../models/code/page.ts';
import { defaultSampling as sketching } from '../../models/drawing/request.ts';
import { defaultSampling as playing } from '../../models/music/take.ts';
import { codeArms, readingTraits } from '../../models/taste/code.ts';
import { drawingArms, inkTraits, type DrawingKind } from '../../models/taste/drawing.ts';
import { musicArms, takeTraits, type MusicKind } from '../../models/taste/music.ts';
import {
  Judge,
  curiosity,
  expectedAt,
  learned,
  noTaste,
  rewards,
  type Arm,
  type Question,
  type Taste,
  type TasteLesson,
} from '../../models/taste/taste.ts';
import { gaussian, seeded, type Random } from '../../models/random.ts';

/*
 * People with known preferences, and how much of what they like best they miss: with our taste, with results and settings
 * at random, and with the order and settings that everybody gets.
 */

export const policies = ['taste', 'random', 'fixed'] as const;
export type Policy = (typeof policies)[number];

/** Cumulative regret after each round: what the best would have been kept more often than what was chosen. */
export type Regret = Record<Question, number[]>;

/** What a person likes, in log-odds; what is not looked up yet is drawn when it is, from the person's own stream. */
class Person {
  readonly #likes = new Map<string, number>();
  constructor(private readonly random: Random) {}

  /** The chance that it is kept, 0…1. */
  keeps(traits: readonly string[]): number {
    const odds = traits.reduce((sum, trait) => sum + this.#like(trait), -0.5);
    return 1 / (1 + Math.exp(-odds));
  }

  #like(trait: string): number {
    const known = this.#likes.get(trait);
    if (known !== undefined) return known;
    // What is liked in a job or of a class differs less from the studio's than values differ from each other.
    const spread = trait.slice(0, trait.indexOf('|')).includes('/') ? 0.4 : 0.8;
    const like = spread * gaussian(this.random);
    this.#likes.set(trait, like);
    return like;
  }
}

const musicKinds: readonly MusicKind[] = ['continue', 'fill', 'vary'];
const drawingKinds: readonly DrawingKind[] = ['suggest', 'finish', 'vary'];
const subjects = ['cat', 'house', 'tree', null] as const;
const batch = 4;
/** How well the model's own order tells what is liked: the noise on it, as a chance to be kept. */
const orderNoise = 0.3;

const one = <Value>(values: readonly Value[], random: Random): Value => values[Math.floor(random() * values.length)]!;

/** A batch somewhere in the app: the settings that there are, and results as they might come. */
function situation(random: Random): { settings: readonly Arm[]; results: string[][] } {
  const many = <Value>(make: () => Value) => Array.from({ length: batch }, make);
  const studio = one(['music', 'drawing', 'code'] as const, random);
  if (studio === 'music') {
    const kind = one(musicKinds, random);
    const settings = musicArms(kind, playing);
    return { settings, results: many(() => takeTraits(kind, someTake(random))) };
  }
  if (studio === 'code') {
    const place = { drawn: random() < 0.5 };
    const readings = many(() => someReading(random));
    return { settings: codeArms(place), results: readings.map((reading) => readingTraits(place, reading, readings)) };
  }
  const place = { kind: one(drawingKinds, random), subject: one(subjects, random) };
  const settings = drawingArms(place, { temperature: sketching.temperature });
  return { settings, results: many(() => inkTraits(place, someInk(random))) };
}

function someTake(random: Random) {
  const region = { from: 0, to: 10 } as Parameters<typeof takeTraits>[1]['region'];
  const [velocity, pitch] = [30 + Math.floor(random() * 60), 48 + Math.floor(random() * 24)];
  const note = { pitch, velocity, start: region.from, end: region.to };
  const notes = Array.from({ length: 10 + Math.floor(random() * 170) }, () => note);
  return { notes, region, nll: 1.2 + random() * 1.6 };
}

function someInk(random: Random) {
  const side = 100;
  const point = (): [number, number] => [random() * side, random() * side];
  const bend = random();
  const line = (): [number, number][] => {
    const [from, to] = [point(), point()];
    return bend < 0.3 ? [from, to] : bend < 0.6 ? [from, point(), to] : [from, point(), to, point(), from];
  };
  return { ink: Array.from({ length: 1 + Math.floor(random() * 9) }, line), side, nll: 2.4 + random() * 1.6 };
}

function someReading(random: Random) {
  const words = 'abcdefgh'.slice(0, Math.floor(random() * 8));
  const leaf = (): Element => ({ ...bare, kind: 'label', text: words, children: [] });
  const leaves = (count: number) => Array.from({ length: count }, leaf);
  const columns = Array.from({ length: Math.floor(random() * 7) }, (): Element => ({
    ...{ ...bare, kind: 'column-2', text: '' },
    children: random() < 0.5 ? leaves(2) : [{ ...bare, kind: 'card', text: '', children: leaves(2) }],
  }));
  const rows: Element[] = columns.length > 0 ? [{ ...bare, kind: 'row', text: '', children: columns }] : [];
  return { page: { children: [...rows, ...leaves(Math.floor(random() * 16))] }, nll: 0.5 + random() * 1.2 };
}

const bare = { id: '', box: null, reading: null, fixed: false } as const;

export interface SimulationOptions {
  policy: Policy;
  seed: number;
  rounds: number;
  alpha?: typeof curiosity;
}

/** One person's use of the app. The same seed is the same person and the same situations, whatever the policy. */
export function simulate({ policy, seed, rounds, alpha = curiosity }: SimulationOptions): Regret {
  const person = new Person(seeded(seed));
  const [world, mood, dice] = [seeded(seed + 1), seeded(seed + 2), seeded(seed + 3)];
  const regret: Regret = { settings: [], results: [] };
  const total: Record<Question, number> = { settings: 0, results: 0 };
  let taste = noTaste;
  const add = (about: Question, missed: number) => regret[about].push((total[about] += missed));

  for (let round = 0; round < rounds; round++) {
    const { settings, results } = situation(world);
    const [settled, lesson] = chooseSettings(settings);
    add('settings', settled);
    const [ordered, lessons] = showResults(results);
    add('results', ordered);
    if (policy === 'taste') taste = learned(taste, [lesson, ...lessons]);
  }
  return regret;

  function orderOf(about: Question, arms: readonly Arm[], now: Taste): number[] {
    if (policy === 'taste') return new Judge(now, alpha).rank(about, arms).order;
    const order = arms.map((_, i) => i);
    return policy === 'fixed' ? order : shuffled(order, dice);
  }

  function chooseSettings(arms: readonly Arm[]): [number, TasteLesson] {
    const chances = arms.map(({ traits }) => person.keeps(traits));
    const chosen = orderOf('settings', arms, taste)[0]!;
    const reward = mood() < chances[chosen]! ? rewards.kept : rewards.discarded;
    return [Math.max(...chances) - chances[chosen]!, { about: 'settings', traits: [...arms[chosen]!.traits], reward }];
  }

  /** The person looks at one after the other until one is kept; none of it: all is sent away. */
  function showResults(results: readonly string[][]): [number, TasteLesson[]] {
    const liked = results.map((traits) => ({
      traits,
      chance: person.keeps(traits),
      noise: gaussian(world) * orderNoise,
    }));
    const own = liked.toSorted((a, b) => b.chance + b.noise - (a.chance + a.noise));
    const arms = own.map(({ traits }, place) => ({ traits, expected: expectedAt(place, own.length) }));
    const order = orderOf('results', arms, taste);
    const kept = order.find((index) => mood() < own[index]!.chance);
    const rewardOf = (index: number) =>
      kept === undefined ? rewards.discarded : index === kept ? rewards.kept : rewards.passed;
    const lessons = own.map(({ traits }, i): TasteLesson => ({ about: 'results', traits, reward: rewardOf(i) }));
    return [Math.max(...own.map(({ chance }) => chance)) - own[order[0]!]!.chance, lessons];
  }
}

/** Fisher and Yates. */
function shuffled(values: readonly number[], random: Random): number[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [mixed[i], mixed[other]] = [mixed[other]!, mixed[i]!];
  }
  return mixed;
}
