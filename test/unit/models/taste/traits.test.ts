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
  const label = (text: string) => ({ kind: 'label', text }) as const;
  const column = { kind: 'column-6', children: [{ kind: 'image' }] } as const;
  const plain = { page: page(label('A'), label('few words')), nll: 0.3 };
  const rich = { page: page({ kind: 'row', children: [column, column] }, label('many, many words more')), nll: 0.9 };
  const among = [plain, { ...plain, nll: 0.302 }, { ...plain, nll: 0.304 }, rich];

  it('say what sets it apart from the others, for drawn pages and for pictures', () => {
    const traits = readingTraits({ drawn: false }, rich, among);
    for (const what of ['elements|more', 'columns|more', 'words|more', 'surprise|surprising']) {
      expect(traits).toContain(`code|${what}`);
      expect(traits).toContain(`code/picture|${what}`);
    }
    const usual = readingTraits({ drawn: true }, plain, among);
    for (const what of ['elements|same', 'columns|same', 'words|same', 'surprise|familiar']) {
      expect(usual).toContain(`code/drawn|${what}`);
    }
    expect(readingTraits({ drawn: true }, plain, [plain, rich])).toContain('code|elements|fewer');
  });

  it('of an empty page that is alone are some, too', () => {
    const empty = { page: page(), nll: 0 };
    expect(Lesson.safeParse({ traits: readingTraits({ drawn: true }, empty, [empty]), reward: 0 }).success).toBe(true);
  });
});

describe('settings to choose among', () => {
  const usual = { temperature: 1, topP: 0.98, density: 'auto' } as const;

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
