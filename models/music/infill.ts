import { derive, seeded } from '../random.ts';
import { encodeEvents } from './performance.ts';
import { tail, type Conditions, type LanePrompt } from './prompt.ts';
import { after, before, fromStep, STEPS_PER_SECOND, toStep, type StepPerformance } from './steps.ts';
import type { Region } from './take.ts';
import { densityToken, dynamicsToken, shifts, token } from './vocabulary.ts';

/** The longest gap that training windows had (MIDDLE_SECONDS in models/music/train/config.py). */
export const LONGEST_GAP_SECONDS = 12;

/** How much of a region is played anew in one go when it is varied: about a bar, longer than the shortest gap learned. */
export const SPAN_SECONDS = 1.5;

/** Tokens kept free for each second of the middle: MAESTRO's mean is 47. */
const TOKENS_PER_SECOND = 50;

export interface FillPromptOptions {
  /** The whole performance, canonical. */
  events: StepPerformance;
  /** The gap, in steps. */
  from: number;
  to: number;
  conditions: Conditions;
  /** Tokens that the network can hold, the middle included. */
  context: number;
}

/**
 * Prefix, suffix, middle (Bavarian et al. 2022): `bos density dynamics prefix P suffix G S middle`, G being the gap as
 * time-shifts, and the pedal if it is down where the gap begins. The network goes on with the middle; its time-shifts
 * add up to the gap. Should its context be full before that, the rest is a gap of its own.
 */
export function fillPrompt({ events, from, to, conditions, context }: FillPromptOptions): LanePrompt {
  const past = before(events, from);
  const pedalDown = past.pedal.at(-1)?.down ?? false;
  const opening = [token.bos, densityToken(conditions.density), dynamicsToken(conditions.dynamics), token.prefix];
  const gap = [token.suffix, ...shifts(to - from)];
  const ending = pedalDown ? [token.middle, token.pedalDown] : [token.middle];

  const wanted = ((to - from) / STEPS_PER_SECOND) * TOKENS_PER_SECOND;
  const middle = Math.round(Math.min(Math.max(wanted, context / 8), (context * 5) / 8));
  const room = Math.max(2, context - middle - opening.length - gap.length - ending.length);
  // Half each, and what one side leaves over goes to the other.
  const half = Math.floor(room / 2);
  const future = head(events, to, room);
  const suffix = future.subarray(0, Math.max(half, room - tail(past, from, room).length));
  const prefix = tail(past, from, room - suffix.length);
  return { tokens: Int32Array.of(...opening, ...prefix, ...gap, ...suffix, ...ending), velocity: null, pedalDown };
}

/** The first `room` tokens of what follows `at`; their clock starts there. */
function head(events: StepPerformance, at: number, room: number): Int32Array {
  const { notes, pedal } = after(events, at);
  // A note and a pedal change take a token at least, so that later ones cannot fit.
  const first = { notes: notes.slice(0, room), pedal: pedal.slice(0, room) };
  return encodeEvents(first, { origin: at }).subarray(0, room);
}

/**
 * What of a region is played on from what is before it, and what is then filled so that it meets what is after it. The
 * network has learned gaps of up to 12 s, so only the last 12 s of a longer region know where they lead.
 *
 * @param region on the 10 ms grid.
 */
export function splitFill(region: Region): { continued: Region | null; filled: Region } {
  const seam = toStep(region.to) - LONGEST_GAP_SECONDS * STEPS_PER_SECOND;
  if (seam <= toStep(region.from)) return { continued: null, filled: region };
  return {
    continued: { from: region.from, to: fromStep(seam) },
    filled: { from: fromStep(seam), to: region.to },
  };
}

/**
 * The spans of a region that one take plays anew: the region cut evenly into pieces of about 1.5 s, of which a share of
 * `strength` (at least one) is chosen by the seed. Every take of a request gets equally many.
 *
 * @param region on the 10 ms grid, as are the spans. In order of time.
 */
export function varySpans(region: Region, strength: number, seed: number): Region[] {
  const [start, end] = [toStep(region.from), toStep(region.to)];
  const count = Math.max(1, Math.round((end - start) / (SPAN_SECONDS * STEPS_PER_SECOND)));
  const chosen = Math.min(count, Math.max(1, Math.round(count * strength)));
  const edge = (piece: number): number => start + Math.round(((end - start) * piece) / count);
  return pick(count, chosen, seed).map((piece) => ({ from: fromStep(edge(piece)), to: fromStep(edge(piece + 1)) }));
}

/** `count` of the numbers below `most`, ascending, every subset equally likely: a partial Fisher–Yates shuffle. */
function pick(most: number, count: number, seed: number): number[] {
  // Not the take's own stream: its first draws would choose both the spans and the first notes.
  const random = seeded(derive(seed, 0));
  const numbers = Array.from({ length: most }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (most - i));
    [numbers[i], numbers[other]] = [numbers[other]!, numbers[i]!];
  }
  return numbers.slice(0, count).sort((a, b) => a - b);
}
