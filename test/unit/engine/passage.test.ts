import { describe, expect, it } from 'vitest';
import { Draft } from '../../../electron/engine/tasks/draft.ts';
import { continuing } from '../../../electron/engine/tasks/passage.ts';
import { before, toSteps } from '../../../models/music/steps.ts';
import { token } from '../../../models/music/vocabulary.ts';
import { etude } from './music.ts';

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
