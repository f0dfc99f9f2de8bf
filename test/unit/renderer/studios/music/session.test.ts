import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seconds } from '../../../../../models/music/note.ts';
import { pack, unpack } from '../../../../../renderer/studios/music/files/pack.ts';
import { readSession, writeSession, type Session } from '../../../../../renderer/studios/music/session.ts';
import { newRun, type Run } from '../../../../../renderer/studios/music/takes/run.ts';
import { pair, setOf } from '../../../models/music/listening/pieces.ts';
import { arbitraryNotes, note, performanceOf } from './some.ts';

const piece = {
  ...performanceOf(note(60, 0.1, 0.30000000000000004), note(64, 1, 2, 127)),
  pedal: [{ time: seconds(0.5), down: true }],
  tempos: [{ time: seconds(0), bpm: 97.3 }],
  meters: [{ time: seconds(0), numerator: 6, denominator: 8 }],
};
const settings = {
  task: { kind: 'fill', from: seconds(0), to: seconds(1) },
  model: 'piano',
  takes: 1,
  sampling: { seed: 4294967295, temperature: 1, topP: 0.9, density: 3, dynamics: 'auto' },
} as const;
const run = (id: number, base: Run['base']): Run => ({
  ...newRun(id, 5, settings, piece, 2),
  base,
  state: 'done',
  kept: [0],
});
const session: Session = {
  name: 'Étude “n° 1”.mid',
  saved: false,
  performance: piece,
  playhead: 1.5,
  form: { kind: 'vary', from: 'playhead', strength: 0.5, density: 3, dynamics: 'auto', seed: 9, seedLocked: true },
  runs: [run(1, piece), run(2, performanceOf(note(70, 0, 1)))],
  listening: {
    set: setOf(pair('a'), pair('b', 'Waltz')),
    answers: [{ choice: 'a', confidence: 'sure', plays: { a: 1, b: 2 }, at: 5 }],
    index: 1,
    draft: { choice: null, confidence: 'guess', plays: { a: 1, b: 0 } },
  },
};

describe('a performance as numbers', () => {
  test('comes back the same', () => {
    fc.assert(
      fc.property(arbitraryNotes(), (notes) => {
        const performance = { ...piece, notes };
        expect(unpack(pack(performance))).toEqual(performance);
      }),
    );
  });

  test.each([
    ['rows cut short', { notes: [60, 64, 0] }],
    ['a pitch beyond the keyboard', { notes: [128, 64, 0, 1] }],
    ['a velocity of nothing', { notes: [60, 0, 0, 1] }],
    ['an end before its start', { notes: [60, 64, 2, 1] }],
    ['notes out of order', { notes: [60, 64, 2, 3, 60, 64, 1, 2] }],
    ['no number', { notes: [60, 64, NaN, 1] }],
    ['a tempo of nothing', { tempos: [0, 0] }],
    ['half a pedal', { pedal: [0, 0.5] }],
  ])('refuses %s', (_what, wrong) => {
    expect(() => unpack({ notes: [], pedal: [], tempos: [], meters: [], ...wrong })).toThrow(
      expect.objectContaining({ code: 'notes-unreadable' }),
    );
  });
});

describe('a session', () => {
  test('comes back as it was', () => {
    expect(readSession(writeSession(session))).toEqual(session);
  });

  test('from before there were listening tests has none; one that is damaged takes nothing else with it', () => {
    const kept = JSON.parse(writeSession(session)) as Record<string, unknown>;
    const { listening: _, ...before } = kept;
    for (const text of [before, { ...kept, listening: { set: 'damaged' } }]) {
      expect(readSession(JSON.stringify(text))).toEqual({ ...session, listening: null });
    }
  });

  test('writes a performance that several runs started from once', () => {
    const text = writeSession({ ...session, runs: [run(1, piece), run(2, piece)] });
    expect(text.match(/97\.3/g)).toHaveLength(1);
    const { performance, runs } = readSession(text);
    expect(runs.map(({ base }) => base === performance)).toEqual([true, true]);
  });

  test('keeps a run under way as far as it got, and drops one that has nothing yet', () => {
    const empty = { ...run(1, piece), state: 'running' } as const;
    const half = { ...empty, id: 2, lanes: [{ ...empty.lanes[0]!, notes: [note(60, 0, 1)] }] };
    const { runs } = readSession(writeSession({ ...session, runs: [half, empty] }));
    expect(runs).toMatchObject([{ id: 2, state: 'cancelled' }]);
  });

  test('lets go of what the oldest runs started from when it gets too long', () => {
    const large = (pitch: number) => ({
      ...performanceOf(),
      notes: Array.from({ length: 150_000 }, (_, i) => note(pitch, i, i + 1)),
    });
    const runs = [run(3, large(1)), run(2, large(2)), run(1, large(3))];
    const bases = readSession(writeSession({ ...session, runs })).runs.map(({ base }) => base !== null);
    expect(bases).toEqual([true, true, false]);
  });

  test.each(['', '{', 'null', '[]', '{"schema":2}', '{"schema":1,"performances":[]}', '"x"'])('refuses %j', (text) => {
    expect(() => readSession(text)).toThrow(expect.objectContaining({ code: 'notes-unreadable' }));
  });

  test('never throws anything else, whatever was changed in it', () => {
    const text = writeSession(session);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 4 }), (at, junk) => {
        try {
          readSession(text.slice(0, at) + junk + text.slice(at + junk.length));
        } catch (error) {
          expect(error).toMatchObject({ name: 'GombocError', code: 'notes-unreadable' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
