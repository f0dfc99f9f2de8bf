import { describe, expect, it } from 'vitest';
import { LONGEST_NOTE_STEPS, PerformanceGrammar } from '../../../../models/music/grammar.ts';
import type { PerformanceGrammarOptions } from '../../../../models/music/grammar.ts';

const shift = (steps: number): number => 255 + steps;
const off = (pitch: number): number => 128 + pitch;
const VELOCITY = 356;
const [DOWN, UP] = [388, 389];

function after(tokens: number[], options: Partial<PerformanceGrammarOptions> = {}): PerformanceGrammar {
  const grammar = new PerformanceGrammar({ budgetSteps: 10_000, ...options });
  tokens.forEach((event) => grammar.accept(event));
  return grammar;
}

const may = (grammar: PerformanceGrammar, ...tokens: number[]): boolean[] =>
  tokens.map((event) => grammar.allowed()[event] === 1);

describe('PerformanceGrammar', () => {
  it('wants a velocity before the first note-on, and a note-on after a velocity', () => {
    expect(may(after([]), 60, VELOCITY, shift(1))).toEqual([false, true, true]);
    expect(may(after([VELOCITY]), 60, VELOCITY, VELOCITY + 1, shift(1), DOWN)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(may(after([], { velocity: 5 }), 60, VELOCITY + 5, VELOCITY)).toEqual([true, false, true]);
  });

  it('knows which keys are down', () => {
    const grammar = after([VELOCITY, 60]);
    expect(may(grammar, 60, 61, off(60), off(61))).toEqual([false, true, false, false]);
    grammar.accept(shift(1));
    expect(may(grammar, 60, off(60), off(61))).toEqual([false, true, false]);
    grammar.accept(off(60));
    expect(may(grammar, 60, off(60))).toEqual([true, false]);
  });

  it('takes over held keys and the pedal', () => {
    const grammar = after([], { sounding: [40], pedalDown: true, velocity: 3 });
    expect(may(grammar, 40, off(40), DOWN, UP)).toEqual([false, true, false, true]);
  });

  it('keeps the order of a step', () => {
    const held = { sounding: [40, 50, 60], velocity: 3 };
    expect(may(after([off(50)], held), off(40), off(60), DOWN, 50)).toEqual([false, true, false, true]);
    expect(may(after([off(50), 45], held), off(60), 44, 46, DOWN)).toEqual([false, false, true, false]);
    expect(may(after([DOWN], held), UP, off(40), 41)).toEqual([false, true, true]);
  });

  it('wants an event after a short time-shift, and takes another after a whole second', () => {
    expect(may(after([shift(30)]), shift(1), DOWN, VELOCITY)).toEqual([false, true, true]);
    expect(may(after([shift(100)]), shift(1), shift(100))).toEqual([true, true]);
  });

  it('ends exactly when its budget is used up', () => {
    const grammar = after([shift(100)], { budgetSteps: 130 });
    expect(may(grammar, shift(30), shift(31))).toEqual([true, false]);
    expect(grammar.done).toBe(false);
    grammar.accept(shift(30));
    expect(grammar.done).toBe(true);
    expect(grammar.allowed().includes(1)).toBe(false);
    expect(after([], { budgetSteps: 0 }).done).toBe(true);
  });

  it('has stuck keys let go, the lowest first', () => {
    const grammar = after([VELOCITY, 60, 64, ...new Array<number>(19).fill(shift(100))]);
    expect(may(grammar, shift(100))).toEqual([true]);
    grammar.accept(shift(99));
    expect(may(grammar, DOWN)).toEqual([true]);
    grammar.accept(DOWN);
    expect(may(grammar, shift(1), shift(2))).toEqual([true, false]);
    grammar.accept(shift(1));
    expect([...grammar.allowed().keys()].filter((event) => grammar.allowed()[event])).toEqual([off(60)]);
    grammar.accept(off(60));
    grammar.accept(off(64));
    expect(may(grammar, shift(100), 60)).toEqual([true, true]);
    expect(LONGEST_NOTE_STEPS).toBe(2000);
  });

  it('lets no rest grow beyond what it was told, and counts anew from each stroke', () => {
    const grammar = after([shift(100)], { restSteps: 150, velocity: 3 });
    expect(may(grammar, shift(50), shift(51))).toEqual([true, false]);
    grammar.accept(shift(50));
    expect(may(grammar, shift(1), 60, VELOCITY, DOWN)).toEqual([false, true, true, true]);
    grammar.accept(60);
    expect(may(grammar, shift(100))).toEqual([true]);
    for (const event of [shift(100), off(60)]) grammar.accept(event);
    expect(may(grammar, shift(50), shift(51))).toEqual([true, false]);
  });

  it('never lets marks out', () => {
    expect(may(after([]), 390, 391, 392, 393, 394, 395, 396, 413)).toEqual(new Array(8).fill(false));
  });

  it('does not offer a velocity when no key is left to be struck', () => {
    const grammar = after([VELOCITY, 127]);
    expect(may(grammar, VELOCITY + 1, shift(1))).toEqual([false, true]);
  });
});
