import { z } from 'zod';
import { GombocError } from '../../../models/error.ts';
import { Performance } from '../../../models/music/note.ts';
import { performanceCodec } from '../../../models/music/performance.ts';
import { densityToken, dynamicsToken, kindOf, shiftOf, token } from '../../../models/music/vocabulary.ts';
import { logProbability } from '../../../models/sample.ts';
import type { Task } from './task.ts';

export const ScoreRequest = z.object({ model: z.string().regex(/^[a-z0-9-]{1,64}$/), performance: Performance });

/** Mean negative log-likelihoods, nats per event, teacher-forced; null where there is no such event. */
export interface Score {
  /** All events of the performance, the sustain pedal's among them. */
  events: number;
  nll: number;
  /** Events of the 388 of Performance RNN and Music Transformer, in a stream that also tells the pedal. */
  events388: number;
  nll388: number | null;
  /** The pedal's own events. */
  eventsPedal: number;
  nllPedal: number | null;
}

/**
 * How well the model foresees a performance: each of its events is predicted once from what came before it, conditions
 * untold. Windows of the whole context go over it by half a context, so that from the second on every prediction sees
 * at least half a context. Not counted are our marks and what a window restates: they are given, not played.
 */
export const scoreMusic: Task<typeof ScoreRequest, { progress: number }, Score> = {
  input: ScoreRequest,
  async run({ model: name, performance }, { open, signal, emit }) {
    const { stepper, manifest } = await open('music', name);
    const { vocabulary } = manifest.network;
    const events = performanceCodec.encode(performance);
    if (events.length === 0) {
      throw new GombocError('nothing-to-do', 'there are no notes to score', 'Choose a file with notes in it.');
    }
    const sums = { note: 0, pedal: 0, mark: 0 };
    const counts = { note: 0, pedal: 0, mark: 0 };
    for (const window of windows(events, stepper.context)) {
      signal.throwIfAborted();
      const logits = await stepper.logits(window.tokens.subarray(0, -1));
      for (let i = window.given; i < window.tokens.length; i++) {
        const event = window.tokens[i]!;
        const kind = kindOf(event);
        sums[kind] -= logProbability(logits.subarray((i - 1) * vocabulary, i * vocabulary), event);
        counts[kind]++;
      }
      emit({ progress: (counts.note + counts.pedal) / events.length });
    }
    const mean = (sum: number, count: number) => (count > 0 ? sum / count : null);
    return {
      events: events.length,
      nll: (sums.note + sums.pedal) / events.length,
      events388: counts.note,
      nll388: mean(sums.note, counts.note),
      eventsPedal: counts.pedal,
      nllPedal: mean(sums.pedal, counts.pedal),
    };
  },
};

interface Window {
  tokens: Int32Array;
  /** How many of its tokens, from the first on, are not counted: scored before, or restated. */
  given: number;
}

/** Covers the events so that each is counted in exactly one window; a window's last token is predicted, never fed. */
export function* windows(events: Int32Array, context: number): Generator<Window> {
  for (let scored = 0; scored < events.length;) {
    const start = scored === 0 ? 0 : onset(events, scored - (context >> 1), scored);
    const opening = openingAt(events, start, context >> 2);
    const end = Math.min(events.length, start + context + 1 - opening.length);
    const tokens = Int32Array.of(...opening, ...events.subarray(start, end));
    yield { tokens, given: opening.length + scored - start };
    scored = end;
  }
}

/** The first place in [from, to) where a step opens with a struck key, as the windows of training do; else `from`. */
function onset(events: Int32Array, from: number, to: number): number {
  for (let i = Math.max(1, from); i < to; i++) {
    if (shiftOf(events[i - 1]!) > 0 && (isNoteOn(events[i]!) || isVelocity(events[i]!))) return i;
  }
  return Math.max(0, from);
}

/** What a window that starts there is told first: no conditions, the pedal, keys held by then as struck there, velocity. */
function openingAt(events: Int32Array, start: number, most: number): number[] {
  const held = new Map<number, number>();
  let velocity = -1;
  let pedal: number = token.pedalUp;
  for (let i = 0; i < start; i++) {
    const event = events[i]!;
    if (isNoteOn(event)) held.set(event, velocity);
    else if (event <= token.shift) held.delete(event - token.noteOff);
    else if (isVelocity(event)) velocity = event;
    else if (event >= token.pedalDown) pedal = event;
  }
  const state: number[] = pedal === token.pedalDown ? [pedal] : [];
  let stated = -1;
  for (const [key, struck] of [...held].sort(([a], [b]) => a - b)) {
    if (struck !== stated) state.push((stated = struck));
    state.push(key);
  }
  const head = [token.bos, densityToken('auto'), dynamicsToken('auto'), ...state.slice(0, most)];
  const restated = velocity !== stated && velocity >= 0 && !isVelocity(events[start]!);
  return restated ? [...head, velocity] : head;
}

function isNoteOn(event: number): boolean {
  return event < token.noteOff;
}

function isVelocity(event: number): boolean {
  return event >= token.velocity && event < token.pedalDown;
}
