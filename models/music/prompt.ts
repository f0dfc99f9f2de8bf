import { encodeEvents, type EventReader } from './performance.ts';
import { after, firstStep, toStep, type StepPerformance } from './steps.ts';
import { densityToken, dynamicsToken, token, type Condition } from './vocabulary.ts';

export interface Conditions {
  density: Condition;
  dynamics: Condition;
}

/** A lane's prompt and where it leaves off: the options of the lane's reader and grammar, budget aside. */
export interface LanePrompt {
  tokens: Int32Array;
  /** The velocity bin stated last, if any is in force. */
  velocity: number | null;
  pedalDown: boolean;
}

export interface ContinuePromptOptions {
  /** Canonical events before `at`, cut off there (`before`), or with what the lane has played since (`soFar`). */
  past: StepPerformance;
  /** The step to go on from. */
  at: number;
  conditions: Conditions;
  /** Most tokens of the prompt: the context less what is to be generated before the prompt is built anew. */
  room: number;
  /** A velocity bin that the lane had stated when its context was full, and no note-on yet: the prompt ends with it. */
  pendingVelocity?: number | null;
}

/**
 * The longest silence that a prompt tells at its end: 30 s. In 5.7 million MAESTRO notes 12 come after more than that,
 * so the model knows no such thing, and whoever asks for more a minute after the end wants the music to go on.
 */
export const LONGEST_SILENCE_STEPS = 3000;

/** `bos density dynamics` and the last events that fit, their clock running on to `at`. */
export function continuePrompt(options: ContinuePromptOptions): LanePrompt {
  const { past, at, conditions, room, pendingVelocity = null } = options;
  const ending = pendingVelocity === null ? [] : [token.velocity + pendingVelocity];
  const head = [token.bos, densityToken(conditions.density), dynamicsToken(conditions.dynamics)];
  const tokens = Int32Array.of(...head, ...tail(past, at, room - head.length - ending.length), ...ending);
  const stated = tokens.findLast((event) => event >= token.velocity && event < token.pedalDown);
  return {
    tokens,
    velocity: stated === undefined ? null : stated - token.velocity,
    pedalDown: past.pedal.at(-1)?.down ?? false,
  };
}

/** The past and what a lane has played since: its held keys stay held, so that its grammar can go on. */
export function soFar(past: StepPerformance, reader: EventReader): StepPerformance {
  const ended = reader.notes.map((note) => ({ ...note, start: toStep(note.start), end: toStep(note.end) }));
  const held = reader.sounding.map((note) => ({ ...note, start: toStep(note.start), end: Infinity }));
  const played = [...ended, ...held].sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  return {
    notes: past.notes.concat(played),
    pedal: past.pedal.concat(reader.pedal.map(({ time, down }) => ({ step: toStep(time), down }))),
  };
}

/**
 * The last events before `at` that fit in `room` tokens, encoded as if the performance began at one of its onsets, as
 * training windows do. A key struck before that and still held is told as struck there: its note-off is to come.
 */
export function tail(past: StepPerformance, at: number, room: number): Int32Array {
  const recent = latest(past, Math.max(1, room));
  const cuts = [...new Set(recent.notes.map((note) => note.start))];
  if (cuts.length === 0) cuts.push(past.pedal.length > 0 ? firstStep(recent) : at);
  const until = Math.min(at, lastStep(recent) + LONGEST_SILENCE_STEPS);

  let longest = cuts.length - 1;
  for (let low = 0; low < longest;) {
    const middle = (low + longest) >> 1;
    if (from(recent, cuts[middle]!, until).length <= room) longest = middle;
    else low = middle + 1;
  }
  const tokens = from(recent, cuts[longest]!, until);
  // Cuts only if the very last onset and what follows it are too long.
  return tokens.subarray(Math.max(0, tokens.length - room));
}

/** What may fit: a note and a pedal change take a token at least. Held keys are told whenever they were struck. */
function latest({ notes, pedal }: StepPerformance, count: number): StepPerformance {
  return {
    notes: notes.filter((note, i) => i >= notes.length - count || note.end === Infinity),
    pedal: pedal.slice(-count),
  };
}

/** What a performance that begins at `cut` tells. */
function from(past: StepPerformance, cut: number, until: number): Int32Array {
  const { notes, pedal } = after(past, cut);
  const held = past.notes.filter((note) => note.start < cut && note.end === Infinity);
  const all = held.map((note) => ({ ...note, start: cut })).concat(notes);
  return encodeEvents({ notes: all, pedal }, { origin: cut, until: Math.max(cut, until) });
}

/** The step of the last event. */
function lastStep({ notes, pedal }: StepPerformance): number {
  return notes.reduce(
    (last, note) => Math.max(last, note.end === Infinity ? note.start : note.end),
    pedal.at(-1)?.step ?? -Infinity,
  );
}
