import { describe, expect, it } from 'vitest';
import { Draft } from '../../../electron/engine/tasks/draft.ts';
import { continuing, filling, play, type Passage } from '../../../electron/engine/tasks/passage.ts';
import type { NetworkStepper } from '../../../electron/engine/stepper.ts';
import { PerformanceGrammar } from '../../../models/music/grammar.ts';
import { before, toSteps } from '../../../models/music/steps.ts';
import { token, VOCABULARY } from '../../../models/music/vocabulary.ts';
import { etude, sampling } from './music.ts';

describe('continuing', () => {
  it("plays at the primer's velocity until the model states another", () => {
    const music = etude(4);
    const loud = { ...music, notes: music.notes.map((note) => ({ ...note, velocity: 120 })) };
    const at = 400;
    const { reader } = continuing(new Draft(0, 7, 100), before(toSteps(loud), at), at, at + 100, {
      conditions: { density: 'auto', dynamics: 'auto' },
      context: 1024,
    });
    for (const next of [token.noteOn + 60, token.shift + 50, token.noteOff + 60]) reader.accept(next);
    expect(reader.notes).toHaveLength(1);
    // A bin is four velocities wide and plays as its middle.
    expect(Math.abs(reader.notes[0]!.velocity - 120)).toBeLessThanOrEqual(2);
  });
});

describe('filling, where the context is full', () => {
  const conditions = { density: 'auto', dynamics: 'auto' } as const;
  const events = toSteps(etude(12));

  function playing(passage: Passage, tokens: readonly number[]): void {
    for (const next of tokens) {
      passage.grammar.accept(next);
      passage.reader.accept(next);
    }
  }

  it('goes on knowing of what was struck and pressed at that moment', () => {
    const [from, to] = [400, 700];
    const first = filling(new Draft(0, 7, to - from), events, from, to, { conditions, context: 1024 });
    const down = first.reader.pedalDown;
    const change = down ? token.pedalUp : token.pedalDown;
    playing(first, [token.shift + 20, change, token.velocity + 17, token.noteOn + 60]);
    const rest = first.again();
    expect(rest.reader.pedalDown).toBe(!down);
    expect([...rest.prompt.tokens]).toContain(token.noteOn + 60);
    // What is left of the time, and no moment twice.
    expect(rest.reader.time).toBe(4.21);
    playing(rest, [token.shift + 100, token.shift + 100, token.shift + 79]);
    expect(rest.grammar.done).toBe(true);
  });

  it('is told what may be: of a key held from before where it is struck anew, of the pedal as it is behind the gap', () => {
    const [from, to] = [400, 700];
    const note = (pitch: number, start: number, end: number) => ({ pitch, velocity: 70, start, end });
    const around = {
      notes: [note(60, 350, 650), note(64, 800, 850)],
      // Down within the gap, up behind it.
      pedal: [
        { step: 410, down: true },
        { step: 900, down: false },
      ],
    };
    const first = filling(new Draft(0, 7, to - from), around, from, to, { conditions, context: 1024 });
    const strike = [token.velocity + 17, token.noteOn + 60, token.shift + 30, token.noteOff + 60];
    playing(first, [token.shift + 20, ...strike, token.shift + 50]);
    const tokens = [...first.again().prompt.tokens];
    const [prefix, suffix] = [tokens.indexOf(token.prefix), tokens.indexOf(token.suffix)];
    const grammar = new PerformanceGrammar({ budgetSteps: 10_000 });
    for (const next of tokens.slice(prefix + 1, suffix)) grammar.accept(next);
    // Two seconds are left of the gap; with what follows them, the pedal is down.
    expect(tokens.slice(suffix + 1, suffix + 4)).toEqual([token.shift + 100, token.shift + 100, token.pedalDown]);
  });

  it('is over where its last moment filled it', async () => {
    /** Would strike one key after the other, and never let time pass. */
    const wish = (next: number) =>
      next < token.noteOff ? 2 : next >= token.velocity && next < token.pedalDown ? 1 : 0;
    const logits = () => [Float32Array.from({ length: VOCABULARY }, (_, next) => wish(next))];
    const striking = {
      context: 32,
      start: async () => ({ state: 0, logits: logits() }),
      next: async () => ({ state: 0, logits: logits() }),
      release: () => {},
    } as unknown as NetworkStepper;
    const draft = new Draft(0, 7, 1);
    const passage = filling(draft, events, 400, 401, { conditions, context: striking.context });
    const greedy = { ...sampling, temperature: 0 };
    for await (const _ of play(striking, [passage], greedy, new AbortController().signal));
    draft.finish();
    const { notes } = draft.result({ from: passage.reader.time, to: passage.reader.time });
    expect(notes.length).toBeGreaterThan(1);
    expect(new Set(notes.map(({ pitch }) => pitch)).size).toBe(notes.length);
    expect(draft.delta()).toMatchObject({ time: 4.01, progress: 1 });
  });
});
