import { describe, expect, it } from 'vitest';
import { defaultSampling } from '../../../../models/drawing/request.ts';
import { seconds, type Note } from '../../../../models/music/note.ts';
import { codeArms, readingTraits } from '../../../../models/taste/code.ts';
import { drawingArms, inkTraits } from '../../../../models/taste/drawing.ts';
import { musicArms, takeTraits } from '../../../../models/taste/music.ts';
import { Lesson } from '../../../../models/taste/linucb.ts';
import { page } from '../../renderer/studios/code/pages.ts';

const region = { from: seconds(0), to: seconds(10) };
const notes = (count: number, velocity: number, pitch: number): Note[] =>
  Array.from({ length: count }, () => ({ pitch, velocity, start: seconds(0), end: seconds(1) }));

describe('traits of a take', () => {
  it('say how many notes, how loud, how high and how surprising, in the studio and in the job', () => {
    const traits = takeTraits('fill', { notes: notes(30, 40, 50), region, nll: 3 });
    for (const place of ['music', 'music/fill']) {
      for (const what of ['notes|few', 'loudness|soft', 'pitch|low', 'surprise|surprising']) {
        expect(traits).toContain(`${place}|${what}`);
      }
    }
    expect(takeTraits('fill', { notes: notes(160, 90, 80), region, nll: 1 })).toContain('music|notes|crowded');
  });

  it('of silence are some, too', () => {
    expect(Lesson.safeParse({ traits: takeTraits('vary', { notes: [], region, nll: null }), reward: 0 }).success).toBe(
      true,
    );
  });
});

describe('traits of lines', () => {
  const place = { kind: 'vary', subject: 'cat' } as const;
  it('say how straight and how long they are', () => {
    const straight = inkTraits(place, {
      ink: [
        [
          [0, 0],
          [200, 0],
        ],
      ],
      side: 100,
      nll: 2,
    });
    expect(straight).toContain('drawing/of cat|line|straight');
    expect(straight).toContain('drawing|length|long');
    expect(straight).toContain('drawing|shape|wide');
    const round = inkTraits(place, {
      ink: [
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 0],
        ],
      ],
      side: 100,
      nll: 2,
    });
    expect(round).toContain('drawing|line|round');
    expect(round).toContain('drawing|shape|even');
    expect(round).toContain('drawing/vary|length|small');
  });
});

describe('traits of a suggestion', () => {
  it('tell short strokes from each other', () => {
    const stroke = (x: number, y: number, nll: number) =>
      inkTraits({ kind: 'suggest', subject: null }, { ink: [[[0, 0], [x, y]]], side: 100, nll }); // prettier-ignore
    const traits = [stroke(3, 0, 3), stroke(0, 9, 3.3), stroke(12, 12, 3.6)].map((all) => all.slice(1, 6));
    const said = (about: string) => traits.map((all) => all.find((trait) => trait.includes(`|${about}|`)));
    for (const about of ['length', 'shape', 'surprise']) expect(new Set(said(about)).size, about).toBe(3);
  });

  it('that is a dot are some, too', () => {
    expect(inkTraits({ kind: 'suggest', subject: null }, { ink: [[[1, 1]]], side: 100, nll: null })).toContain(
      'drawing|shape|even',
    );
  });
});

describe('traits of a reading', () => {
  it('say how much there is, how deep, in how many columns, and how wordy, for drawn pages and for pictures', () => {
    const rich = page({
      kind: 'row',
      children: [1, 2, 3].map(() => ({
        kind: 'column-4' as const,
        children: [{ kind: 'card', children: [{ kind: 'paragraph', text: 'So many words in it' }, { kind: 'image' }] }],
      })),
    });
    const traits = readingTraits({ drawn: false }, { page: rich, nll: 0.5 });
    for (const what of ['elements|some', 'nesting|nested', 'columns|several', 'words|wordy', 'surprise|expected']) {
      expect(traits).toContain(`code|${what}`);
      expect(traits).toContain(`code/picture|${what}`);
    }
    const plain = readingTraits({ drawn: true }, { page: page({ kind: 'image' }), nll: 2 });
    for (const what of ['elements|few', 'nesting|flat', 'columns|none', 'words|silent', 'surprise|surprising']) {
      expect(plain).toContain(`code/drawn|${what}`);
    }
  });

  it('of an empty page are some, too', () => {
    const traits = readingTraits({ drawn: true }, { page: page(), nll: null });
    expect(Lesson.safeParse({ traits, reward: 0 }).success).toBe(true);
  });
});

describe('settings to choose among', () => {
  const usual = { temperature: 1, topP: 0.95, density: 'auto' } as const;

  it('begin with the usual ones, which are expected to do best', () => {
    for (const all of [
      musicArms('continue', usual),
      codeArms({ drawn: false }),
      drawingArms({ kind: 'finish', subject: null }, { temperature: defaultSampling.temperature }),
    ]) {
      expect(all.length).toBeGreaterThan(3);
      expect(Math.max(...all.slice(1).map(({ expected }) => expected))).toBeLessThan(all[0]!.expected);
    }
    expect(musicArms('continue', usual)[0]!.settings).toEqual(usual);
  });

  it('never touch what was set by hand', () => {
    const all = musicArms('continue', { ...usual, temperature: 1.35, density: 7 });
    expect(new Set(all.map(({ settings }) => settings.temperature))).toEqual(new Set([1.35]));
    expect(new Set(all.map(({ settings }) => settings.density))).toEqual(new Set([7]));
    expect(new Set(all.map(({ settings }) => settings.topP)).size).toBeGreaterThan(1);
    const drawn = drawingArms({ kind: 'vary', subject: null }, { temperature: 0.33 });
    expect(drawn.map(({ settings }) => settings.temperature)).toEqual([0.33]);
  });
});
