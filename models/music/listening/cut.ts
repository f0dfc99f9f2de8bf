import { GombocError } from '../../error.ts';
import { said } from '../../words/said.ts';
import { derive, seeded, type Random } from '../../random.ts';
import { duration } from '../edit.ts';
import { atLoudness, loudness } from '../loudness.ts';
import { seconds, type Note, type Performance } from '../note.ts';
import { canonicalPedal, fromStep, fromSteps, toStep, toSteps, type StepPerformance } from '../steps.ts';
import type { Region } from '../take.ts';
import { binVelocity, velocityBin } from '../vocabulary.ts';
import { clip, continuation, primerSeconds, type Excerpt, type Half, type Made, type Pair } from './pair.ts';

/** A performance that pairs are cut from. */
export interface Source {
  title: string;
  performance: Performance;
}

/** One place in one of them: the primer begins `at`. */
export interface Cut {
  source: Source;
  at: number;
}

const pairSeconds = continuation.to;
/** Notes in a primer and in a continuation, at least: fewer are no music to judge by. */
const fewestNotes = 12;
/** Draws of places, before those with too few notes are given up. */
const draws = 40;

/** How many pairs a performance has room for: they don't overlap, so that no primer gives another's answer away. */
export function roomFor(performance: Performance): number {
  const { from, to } = sounding(performance);
  return Math.floor((to - from) / pairSeconds);
}

/** What keeps pairs from being cut from a performance, with a remedy; null: nothing. */
export function obstacle({ title, performance }: Source): GombocError | null {
  const { from, to } = sounding(performance);
  const count = performance.notes.length;
  if (roomFor(performance) > 0 && count >= 2 * fewestNotes) return null;
  const message =
    count < 2 * fewestNotes
      ? said('“{title}” has {count} notes.', { title, count })
      : said('“{title}” lasts {length} s, and a pair takes {most}.', {
          ...{ title, length: Math.floor(to - from), most: pairSeconds },
        });
  return new GombocError(
    'nothing-to-do',
    message,
    said('Choose a performance of at least {seconds} seconds and {notes} notes.', {
      ...{ seconds: pairSeconds, notes: 2 * fewestNotes },
    }),
  );
}

/**
 * Places to cut pairs at, in the order in which they will be heard. The seed decides all of it; more than there is room
 * for are not given.
 * @throws GombocError `nothing-to-do` when there is room for none
 */
export function planCuts(sources: readonly Source[], count: number, seed: number): Cut[] {
  const random = seeded(derive(seed, 0));
  const counts = share(sources, count, random);
  const cuts = sources.flatMap((source, i) =>
    place(source.performance, counts[i]!, random).map((at) => ({ source, at })),
  );
  if (cuts.length > 0) return shuffled(cuts, random);
  const first = sources[0];
  const why = first && obstacle(first);
  if (why) throw why;
  throw new GombocError(
    'nothing-to-do',
    first ? 'The performances have long silences: no place has enough notes.' : 'No performance is chosen.',
    'Add a performance with music all through.',
  );
}

/** The primer and what the person played after it, from 0 on. */
export function cutOut(performance: Performance, at: number): { primer: Excerpt; person: Excerpt } {
  const first = toStep(at);
  const events = asTheModelHears(performance, first, first + toStep(pairSeconds));
  const seam = first + toStep(primerSeconds);
  const part = (inside: (step: number) => boolean): Excerpt => {
    const { notes, pedal } = fromSteps(
      {
        notes: events.notes.filter(({ start }) => inside(start)),
        pedal: events.pedal.filter(({ step }) => inside(step)),
      },
      -first,
    );
    return { notes, pedal };
  };
  return { primer: part((step) => step < seam), person: part((step) => step >= seam) };
}

/** A pair, its continuations brought to the same loudness: both to the middle, so that neither alone is changed. */
export function pairOf(
  { source, at }: Cut,
  { primer, ...parts }: { primer: Excerpt; person: Excerpt; model: Excerpt },
  personIs: Half,
  made: Made,
): Pair {
  const [person, model] = matched(primer, parts.person, parts.model);
  return { source: source.title.slice(0, 200), at: seconds(at), personIs, primer, person, model, made };
}

/** On which side the person is in a pair, drawn by its number alone: what came before makes neither more likely. */
export const sideOf = (seed: number, index: number): Half =>
  seeded(derive(derive(seed, 1), index))() < 0.5 ? 'a' : 'b';

/** The model's own seed for a pair. */
export const seedOf = (seed: number, index: number): number => derive(derive(seed, 2), index);

function matched(primer: Excerpt, person: Excerpt, model: Excerpt): [Excerpt, Excerpt] {
  const level = (part: Excerpt): number => loudness(clip(primer, part), continuation);
  const wanted = (level(person) + level(model)) / 2;
  if (!Number.isFinite(wanted)) return [person, model];
  const at = (part: Excerpt): Excerpt => {
    const { pedal } = clip(primer, part);
    return { ...part, notes: atLoudness({ notes: part.notes, pedal }, continuation, wanted) };
  };
  return [at(person), at(model)];
}

/** On the model's grid of 10 ms and 32 velocities, so that its coarseness does not tell the two apart. */
function asTheModelHears(performance: Performance, from: number, to: number): StepPerformance {
  const { notes, pedal } = toSteps(performance);
  const before = { step: from, down: pedal.findLast(({ step }) => step < from)?.down ?? false };
  return {
    notes: notes
      .filter(({ start }) => start >= from && start < to)
      .map((note) => ({ ...note, end: Math.min(note.end, to), velocity: binVelocity(velocityBin(note.velocity)) })),
    pedal: canonicalPedal([before, ...pedal.filter(({ step }) => step >= from && step < to)]),
  };
}

function sounding(performance: Performance): Region {
  const from = performance.notes[0]?.start ?? seconds(0);
  const last = duration({ ...performance, pedal: [] });
  return { from, to: seconds(Math.max(from, last)) };
}

/** How many pairs each gives: by turns, in a random order, as far as each has room. */
function share(sources: readonly Source[], count: number, random: Random): number[] {
  const room = sources.map(({ performance }) => roomFor(performance));
  const counts = sources.map(() => 0);
  const order = shuffled([...sources.keys()], random);
  let left = Math.min(
    count,
    room.reduce((sum, one) => sum + one, 0),
  );
  while (left > 0) {
    for (const i of order) {
      if (left === 0 || counts[i] === room[i]) continue;
      counts[i]!++;
      left--;
    }
  }
  return counts;
}

/** That many places that don't overlap; those with too few notes are left out when no draw is without. */
function place(performance: Performance, count: number, random: Random): number[] {
  const { from, to } = sounding(performance);
  const slack = to - from - count * pairSeconds;
  let best: number[] = [];
  for (let i = 0; i < draws && best.length < count; i++) {
    const gaps = Array.from({ length: count }, () => random() * slack).sort((a, b) => a - b);
    const places = gaps.map((gap, i) => fromStep(toStep(from + gap + i * pairSeconds)));
    const good = places.filter((at) => holdsEnough(performance.notes, at));
    if (good.length > best.length) best = good;
  }
  return best;
}

function holdsEnough(notes: readonly Note[], at: number): boolean {
  const count = (from: number, to: number): number => notes.filter(({ start }) => start >= from && start < to).length;
  const seam = at + primerSeconds;
  return count(at, seam) >= fewestNotes && count(seam, at + pairSeconds) >= fewestNotes;
}

/** Fisher and Yates. */
function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
