import { decode } from '../../../models/decode.ts';
import { LONGEST_REST_STEPS, PerformanceGrammar } from '../../../models/music/grammar.ts';
import { fillPrompt } from '../../../models/music/infill.ts';
import { EventReader } from '../../../models/music/performance.ts';
import { continuePrompt, soFar, type Conditions, type LanePrompt } from '../../../models/music/prompt.ts';
import {
  before,
  canonicalNotes,
  canonicalPedal,
  fromStep,
  STEPS_PER_SECOND,
  toStep,
  type StepPerformance,
} from '../../../models/music/steps.ts';
import type { Sampling } from '../../../models/music/take.ts';
import { token } from '../../../models/music/vocabulary.ts';
import { logProbability, sample } from '../../../models/sample.ts';
import type { NetworkStepper } from '../stepper.ts';
import type { Draft } from './draft.ts';

/** A stretch of a take, played token by token from a prompt until its time is up. */
export interface Passage {
  readonly draft: Draft;
  readonly prompt: LanePrompt;
  readonly reader: EventReader;
  readonly grammar: PerformanceGrammar;
  /** The same stretch where the context was full: the prompt built anew with what has been played. */
  again(): Passage;
}

/** MAESTRO has 47 tokens a second on average. */
const TOKENS_PER_SECOND = 50;

/** From the step `at` up to the step `to`, going on from `past`, which ends at `at`. */
export function continuing(
  draft: Draft,
  past: StepPerformance,
  at: number,
  to: number,
  options: PassageOptions,
): Passage {
  const { conditions, context } = options;
  const wanted = ((to - at) / STEPS_PER_SECOND) * TOKENS_PER_SECOND;
  // What is to be played needs room; at most half the context, so that a half is left to go on from.
  const room = context - Math.round(Math.min(Math.max(wanted, context / 8), context / 2));
  const first = continuePrompt({ past, at, conditions, room });
  const reader = readerAt(at, first);
  const grammar = grammarFor(first, to - at);
  draft.follow(reader);

  const slide = (): Passage => ({
    draft,
    reader,
    grammar,
    prompt: continuePrompt({
      past: soFar(past, reader),
      at: toStep(reader.time),
      conditions,
      room: context >> 1,
      pendingVelocity: reader.pendingVelocity,
    }),
    again: slide,
  });
  return { draft, prompt: first, reader, grammar, again: slide };
}

/** From `from` up to `to` between what is before and after them in `events`. */
export function filling(
  draft: Draft,
  events: StepPerformance,
  from: number,
  to: number,
  options: PassageOptions,
): Passage {
  const prompt = fillPrompt({ events, from, to, ...options });
  const reader = readerAt(from, prompt);
  draft.follow(reader);
  const again = (): Passage => {
    // The rest is a gap of its own, told of what came before it begins: of what this very moment has brought, too.
    if (bringsNews(reader)) reader.accept(token.shift + 1);
    // What still sounds ends here, as notes of a middle end with it.
    draft.finish();
    const at = toStep(reader.time);
    const played = soFar({ notes: [], pedal: [] }, reader);
    return filling(draft, replaced(events, from, to, played), at, to, options);
  };
  return { draft, prompt, reader, grammar: grammarFor(prompt, to - from), again };
}

export interface PassageOptions {
  conditions: Conditions;
  /** Tokens that the network can hold. */
  context: number;
}

function readerAt(step: number, prompt: LanePrompt): EventReader {
  return new EventReader(fromStep(step), prompt);
}

function grammarFor({ pedalDown, velocity }: LanePrompt, budgetSteps: number): PerformanceGrammar {
  return new PerformanceGrammar({ budgetSteps, pedalDown, velocity, restSteps: LONGEST_REST_STEPS });
}

/** Whether a key was struck or the pedal moved at the present moment. */
function bringsNews({ time, sounding, pedal }: EventReader): boolean {
  return sounding.some((note) => note.start === time) || pedal.at(-1)?.time === time;
}

/** Events with those of [from, to) replaced: a key held from before ends where it is struck, the pedal is as it was at `to`. */
function replaced(events: StepPerformance, from: number, to: number, played: StepPerformance): StepPerformance {
  const outside = (step: number) => step < from || step >= to;
  const behind = { step: to, down: before(events, to).pedal.at(-1)?.down ?? false };
  return {
    notes: canonicalNotes([...events.notes.filter((note) => outside(note.start)), ...played.notes]),
    pedal: canonicalPedal([...played.pedal, behind, ...events.pedal.filter((change) => outside(change.step))]),
  };
}

/** Plays the passages side by side in one batch; yields after each token of all. Each ends exactly when its time is up. */
export async function* play(
  stepper: NetworkStepper,
  passages: readonly Passage[],
  sampling: Sampling,
  signal: AbortSignal,
): AsyncGenerator<void> {
  let open = [...passages];
  while (open.length > 0) {
    const lanes = open;
    const steps = decode(stepper, {
      prompt: { lanes: lanes.map(({ prompt }) => prompt.tokens) },
      pick: (lane, logits) => pick(lanes[lane]!, logits, sampling),
      isEnd: (lane) => lanes[lane]!.grammar.done,
      limit: stepper.context,
      signal,
    });
    for await (const _ of steps) yield;
    const unfinished = lanes.filter(({ grammar }) => !grammar.done).map((passage) => passage.again());
    open = unfinished.filter(({ grammar }) => !grammar.done);
  }
}

function pick({ draft, grammar, reader }: Passage, logits: Float32Array, sampling: Sampling): number {
  const { temperature, topP } = sampling;
  const token = sample(logits, { temperature, topP, allowed: grammar.allowed() }, draft.random);
  draft.count(-logProbability(logits, token));
  grammar.accept(token);
  reader.accept(token);
  return token;
}
