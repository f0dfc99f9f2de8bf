import { seconds, type Performance, type Seconds } from './note.ts';
import type { Region } from './take.ts';
import { binVelocity, velocityBin } from './vocabulary.ts';

/** The model's clock: 10 ms, near the least onset difference that is heard as one (Oore et al. 2018). */
export const STEPS_PER_SECOND = 100;

/** `start` and `end` in whole steps; an `end` of Infinity: the note still sounds. */
export interface StepNote {
  pitch: number;
  velocity: number;
  start: number;
  end: number;
}

export interface StepPedal {
  step: number;
  down: boolean;
}

/**
 * A performance as the model sees it, canonical: notes by start then pitch, never two of a pitch at once, each at least
 * a step long; pedal changes alternating from an initial up, at most one a step.
 */
export interface StepPerformance {
  notes: StepNote[];
  pedal: StepPedal[];
}

export function toStep(time: number): number {
  return Math.floor(time * STEPS_PER_SECOND + 0.5);
}

export function fromStep(step: number): Seconds {
  return seconds(step / STEPS_PER_SECOND);
}

/** The nearest region on the grid; what starts in it is decided by steps, here and in the model's prompts alike. */
export function onGrid({ from, to }: Region): Region {
  return { from: fromStep(toStep(from)), to: fromStep(toStep(to)) };
}

/** Onto the grid, and canonical. Velocities stay exact. models/music/train/prepare.py does the same. */
export function toSteps(performance: Performance): StepPerformance {
  return {
    notes: canonicalNotes(
      performance.notes.map(({ pitch, velocity, start, end }) => ({
        pitch,
        velocity,
        start: toStep(start),
        end: toStep(end),
      })),
    ),
    pedal: canonicalPedal(performance.pedal.map(({ time, down }) => ({ step: toStep(time), down }))),
  };
}

/** Back to seconds, the model's step 0 being the step `origin`. Tempos and meters are not the model's business. */
export function fromSteps({ notes, pedal }: StepPerformance, origin = 0): Performance {
  return {
    notes: notes.map(({ pitch, velocity, start, end }) => ({
      pitch,
      velocity,
      start: fromStep(start + origin),
      end: fromStep(end + origin),
    })),
    pedal: pedal.map(({ step, down }) => ({ time: fromStep(step + origin), down })),
    tempos: [],
    meters: [],
  };
}

/** What is left of a performance once it is told in tokens: on the grid, without leading silence, velocities binned. */
export function quantise(performance: Performance): Performance {
  const steps = toSteps(performance);
  const notes = steps.notes.map((note) => ({ ...note, velocity: binVelocity(velocityBin(note.velocity)) }));
  return fromSteps({ notes, pedal: steps.pedal }, -firstStep(steps));
}

/** The step of the first event, 0 if there is none. */
export function firstStep({ notes, pedal }: StepPerformance): number {
  const first = Math.min(notes[0]?.start ?? Infinity, pedal[0]?.step ?? Infinity);
  return first === Infinity ? 0 : first;
}

/**
 * Notes in any order → canonical. Of two that start together on one pitch the louder stays, then the longer; a note
 * that is struck again while it sounds ends there.
 */
export function canonicalNotes(notes: readonly StepNote[]): StepNote[] {
  const sorted = notes
    .map((note) => ({ ...note, end: Math.max(note.end, note.start + 1) }))
    .sort((a, b) => a.pitch - b.pitch || a.start - b.start || a.velocity - b.velocity || compare(a.end, b.end));
  const kept = sorted.filter((note, i) => {
    const next = sorted[i + 1];
    return next?.pitch !== note.pitch || next.start !== note.start;
  });
  kept.forEach((note, i) => {
    const next = kept[i + 1];
    if (next?.pitch === note.pitch) note.end = Math.min(note.end, next.start);
  });
  return kept.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
}

/** Not a difference: two endless notes would give NaN. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Pedal changes in any order → alternating, down first; of several in a step the last stands. */
export function canonicalPedal(pedal: readonly StepPedal[]): StepPedal[] {
  const sorted = [...pedal].sort((a, b) => a.step - b.step);
  const kept: StepPedal[] = [];
  let down = false;
  sorted.forEach((change, i) => {
    if (sorted[i + 1]?.step === change.step || change.down === down) return;
    down = change.down;
    kept.push(change);
  });
  return kept;
}

/** What was played before `at`, cut off there. */
export function before({ notes, pedal }: StepPerformance, at: number): StepPerformance {
  return {
    notes: notes.filter((note) => note.start < at).map((note) => ({ ...note, end: Math.min(note.end, at) })),
    pedal: pedal.filter((change) => change.step < at),
  };
}

/** What starts at `from` or later; a pedal that is down by then goes down at `from`. */
export function after({ notes, pedal }: StepPerformance, from: number): StepPerformance {
  const state = { step: from, down: pedal.findLast((change) => change.step < from)?.down ?? false };
  return {
    notes: notes.filter((note) => note.start >= from),
    pedal: canonicalPedal([state, ...pedal.filter((change) => change.step >= from)]),
  };
}
