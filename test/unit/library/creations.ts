import { SPACE, characterToken, kindToken, token } from '../../../models/code/vocabulary.ts';
import type { Creation } from '../../../models/library/entry.ts';
import { seconds, type Performance } from '../../../models/music/note.ts';

/* Jobs as they come to the library: what was given, and what came of it. */

const licence = { spdx: 'CC-BY-NC-SA-4.0', commercial: false, attribution: 'MAESTRO' };
const model = { version: '1', variant: 'int8', sha256: 'a'.repeat(64) };

const primer: Performance = {
  notes: [{ pitch: 60, velocity: 80, start: seconds(0), end: seconds(1) }],
  pedal: [],
  tempos: [],
  meters: [],
};

/** Two takes of ten seconds. @param pitch of their notes, so that runs differ */
export function continuation(seed = 7, pitch = 64): Creation {
  const region = { from: seconds(1), to: seconds(11) };
  const take = (number: number) => ({
    ...{ take: number, region, pedal: [], tokens: 3, nll: 1.5 },
    notes: [{ pitch: pitch + number, velocity: 70, start: seconds(2), end: seconds(3) }],
  });
  const sampling = { seed, temperature: 0.9, topP: 0.95, density: 'auto', dynamics: 3 } as const;
  return {
    task: 'music.continue',
    input: { model: 'piano', performance: primer, takes: 2, sampling, at: null, seconds: 10 },
    result: {
      ...{ kind: 'continue', takes: [take(0), take(1)], sampling, tokens: 6, elapsedSeconds: 1, tokensPerSecond: 6 },
      ...{ musicSeconds: 20, provider: 'cpu', model: { name: 'piano', ...model, licence } },
    },
  };
}

/** Cats: one the model's best, another without a line. */
export function variation(seed = 3, subject: string | null = null): Creation {
  const line: [number, number][] = [
    [110, 220],
    [310, 420],
  ];
  const candidate = (number: number, ink: [number, number][][]) => ({
    ...{ candidate: number, ink, tokens: 4, nll: 2, ended: true },
  });
  return {
    task: 'drawing.vary',
    input: {
      ...{ model: 'sketch', ink: [line], page: { x: 100, y: 200, side: 400 }, subject, count: 3, amount: 0.5 },
      sampling: { seed, temperature: 0.9, topP: 0.95 },
    },
    result: {
      ...{ kind: 'vary', candidates: [candidate(2, [line]), candidate(1, []), candidate(0, [line, line])], heard: 1 },
      guesses: subject === null ? [{ subject: 'cat', probability: 0.8 }] : null,
      ...{ provider: 'cpu', tokens: 9, elapsedSeconds: 1, model: { name: 'sketch', ...model } },
    },
  };
}

/** Two readings of a sketch, the second one the likelier. */
export function readings(): Creation {
  const { input, result, picture } = reading() as Extract<Creation, { task: 'code.read' }>;
  const { prefix: _, insist: __, ...asked } = input;
  const { tokens, nothing: ___, ...by } = result;
  const sampling = { seed: 5, temperature: 0.7, topP: 0.95 };
  const other = reading('Log in') as Extract<Creation, { task: 'code.read' }>;
  return {
    task: 'code.vary',
    input: { ...asked, count: 2, sampling },
    picture,
    result: {
      readings: [
        { reading: 1, tokens, nll: 0.5 },
        { reading: 0, tokens: other.result.tokens, nll: 0.7 },
      ],
      ...by,
    },
  };
}

const spelled = (text: string) => [...text].map((letter) => characterToken(letter) ?? SPACE);

/** A page with a heading and a button. */
export function reading(heading = 'Sign in'): Creation {
  const corners = [10, 10, 40, 20].map((bin) => token.coordinate + bin);
  const tokens = [
    ...[kindToken('heading-1'), ...corners, ...spelled(heading)],
    ...[kindToken('button-primary'), ...corners, token.eos],
  ];
  const frame = { width: 32, height: 16, pixels: new Uint8Array(32 * 16).map((_, i) => i % 256) };
  return {
    task: 'code.read',
    input: { model: 'reader', frame, text: true, boxes: true, prefix: [], insist: false },
    picture: 'data:image/jpeg;base64,AAAA',
    result: {
      ...{ tokens: tokens.map((one) => ({ token: one, probability: 0.9 })), nothing: false, provider: 'cpu' },
      ...{ encodeMs: 1, firstMs: 2, totalMs: 3, model: { name: 'reader', ...model } },
    },
  };
}
