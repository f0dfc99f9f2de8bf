import { describe, expect, it } from 'vitest';
import { readMidi } from '../../../../models/music/midi.ts';
import { Performance } from '../../../../models/music/note.ts';
import { english } from '../../../../models/words/said.ts';
import { wordsIn } from '../../../../models/words/words.ts';
import { note, pedal } from './build.ts';
import { bytesOf, chunk, control, END, file, header, meta, off, on, tempo, track } from './smf-bytes.ts';

/** With its warnings in English. */
const read = (bytes: Uint8Array) => {
  const contents = readMidi(bytes);
  return { ...contents, warnings: contents.warnings.map(english) };
};
const notesOf = (bytes: Uint8Array) => read(bytes).performance.notes;
const oneNote = [...on(0, 60), ...off(480, 60)];

/** Of this process, so that a busy machine does not fail a test. */
const cpuSeconds = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1e6;

describe('readMidi', () => {
  it('reads notes, pedal, tempo, meter and name', () => {
    const conductor = track(
      ...meta(
        0,
        3,
        bytesOf('Étude').map((byte) => byte & 255),
      ),
      ...meta(0, 0x58, [3, 2, 24, 8]),
      ...tempo(0, 1_000_000),
      ...tempo(480, 500_000),
    );
    const piano = track(...on(0, 60, 90), ...control(240, 64, 127), ...off(480, 60), ...control(0, 64, 0));
    expect(read(file(1, 480, conductor, piano))).toEqual({
      performance: {
        notes: [note(60, 0, 1.25, 90)],
        pedal: [pedal(0.5, true), pedal(1.25, false)],
        tempos: [
          { time: 0, bpm: 60 },
          { time: 1, bpm: 120 },
        ],
        meters: [{ time: 0, numerator: 3, denominator: 4 }],
      },
      name: 'Étude',
      warnings: [],
    });
  });

  it('reads names in UTF-8 too, and none where there is none', () => {
    const named = (...bytes: number[]) => read(file(0, 480, track(...meta(0, 3, bytes), ...oneNote))).name;
    expect(named(0xc3, 0x89, 0x74)).toBe('Ét');
    expect(named(0xc9, 0x74)).toBe('Ét');
    expect(named(0x20, 0x00)).toBeNull();
    // What is long is cut between characters.
    const cyrillic = new TextEncoder().encode(`.${'Ж'.repeat(120)}`);
    expect(read(file(0, 480, track(0, 0xff, 3, 0x81, 0x71, ...cyrillic, ...oneNote))).name).toBe(`.${'Ж'.repeat(99)}`);
  });

  it('takes 120 bpm without a tempo, and running status and note-ons of velocity 0', () => {
    expect(notesOf(file(0, 480, track(0, 0x90, 60, 64, 120, 62, 65, 120, 60, 0, 120, 62, 0)))).toEqual([
      note(60, 0, 0.25),
      note(62, 0.125, 0.375, 65),
    ]);
  });

  it('keeps running status across a meta event', () => {
    expect(notesOf(file(0, 480, track(0, 0x90, 60, 64, ...tempo(0, 500_000), 120, 60, 0)))).toEqual([
      note(60, 0, 0.125),
    ]);
  });

  it('counts SMPTE time in frames, whatever tempo is given', () => {
    const fifty = file(0, ((256 - 25) << 8) | 40, track(...tempo(0, 250_000), ...on(0, 60), ...off(1000, 60)));
    expect(read(fifty).performance).toMatchObject({ notes: [note(60, 0, 1)], tempos: [] });
    const drop = file(0, ((256 - 29) << 8) | 100, track(...on(0, 60), ...off(3000, 60)));
    expect(notesOf(drop)[0]!.end).toBeCloseTo(1.001, 9);
  });

  it('puts the sequences of format 2 one after the other, each with its own tempo', () => {
    const first = track(...tempo(0, 1_000_000), ...control(0, 64, 127), ...oneNote);
    const second = track(...on(480, 62), ...off(480, 62));
    expect(read(file(2, 480, first, second)).performance).toMatchObject({
      notes: [note(60, 0, 1), note(62, 1.5, 2)],
      pedal: [pedal(0, true), pedal(1, false)],
    });
  });

  it('merges tracks and channels, the pedal being down while any is', () => {
    const left = track(...control(0, 64, 100, 1), ...on(0, 40, 64, 1), ...off(480, 40, 1), ...control(480, 64, 10, 1));
    const right = track(...control(240, 64, 100), ...on(0, 60), ...off(480, 60), ...control(480, 64, 63));
    expect(read(file(1, 480, left, right)).performance).toMatchObject({
      notes: [note(40, 0, 0.5), note(60, 0.25, 0.75)],
      pedal: [pedal(0, true), pedal(1.25, false)],
    });
  });

  it('lets a track lift the pedal of its channel that another put down', () => {
    const [down, up] = [track(...control(0, 64, 127), ...on(0, 60), ...off(480, 60)), track(...control(480, 64, 0))];
    expect(read(file(1, 480, down, up)).performance.pedal).toEqual([pedal(0, true), pedal(0.5, false)]);
  });

  it('leaves drums out and says so', () => {
    const { performance, warnings } = read(file(0, 480, track(...on(0, 36, 64, 9), ...on(0, 36, 64, 9), ...oneNote)));
    expect(performance.notes).toEqual([note(60, 0, 0.5)]);
    expect(warnings).toEqual(['Drum notes (channel 10) are left out. (2 times)']);
  });

  it('says of an ensemble that it became one part, and of two hands on different pianos nothing', () => {
    const playing = (channel: number, program: number) =>
      track(0, 0xc0 + channel, program, ...on(0, 60, 64, channel), ...off(480, 60, channel));
    const told = (...tracks: number[][]) => read(file(1, 480, ...tracks)).warnings;
    expect(told(playing(0, 0), playing(1, 4))).toEqual([]);
    expect(told(playing(0, 0), playing(1, 40), playing(2, 42), playing(3, 73))).toEqual([
      'Instruments of 3 kinds became one piano part.',
    ]);
    expect(told(playing(0, 40))).toEqual(['The instrument became a piano.']);
  });

  it('says so in German, too, however often', () => {
    const drums = [...on(0, 36, 64, 9), ...on(0, 36, 64, 9)];
    const bytes = file(5, 480, track(...drums, ...oneNote));
    expect(readMidi(bytes).warnings.map((warning) => wordsIn('de').retell(warning))).toEqual([
      'Format 5 ist unbekannt; seine Spuren werden als gleichzeitig klingend gelesen.',
      'Schlagzeugnoten (Kanal 10) sind weggelassen. (2-mal)',
    ]);
  });

  it('ends notes that were never let go with their track, after 20 s at the latest', () => {
    const short = read(file(0, 480, track(...on(0, 60), ...on(960, 62), ...off(480, 62))));
    expect(short.performance.notes).toEqual([note(60, 0, 1.5), note(62, 1, 1.5)]);
    expect(short.warnings).toHaveLength(1);
    const long = file(0, 480, track(...tempo(0, 10_000_000), ...on(0, 60), ...on(1440, 62), ...off(1, 62)));
    expect(notesOf(long)[0]).toEqual(note(60, 0, 20));
    expect(notesOf(file(0, 480, track(...on(0, 60))))).toEqual([note(60, 0, 0.01)]);
  });

  it('pairs overlapping notes of a key first in, first out; by channel', () => {
    const one = track(...on(0, 60, 50), ...on(120, 60, 60), ...off(120, 60), ...off(120, 60));
    expect(notesOf(file(0, 480, one))).toEqual([note(60, 0, 0.25, 50), note(60, 0.125, 0.375, 60)]);
    const two = track(...on(0, 60, 50), ...on(120, 60, 60, 1), ...off(120, 60, 1), ...off(120, 60));
    expect(notesOf(file(0, 480, two))).toEqual([note(60, 0, 0.375, 50), note(60, 0.125, 0.25, 60)]);
  });

  it('lets all notes of a channel go at all-notes-off', () => {
    const bytes = file(
      0,
      480,
      track(...on(0, 60), ...on(0, 62, 64, 1), ...control(240, 123, 0), ...off(240, 62, 1), ...off(0, 60)),
    );
    expect(read(bytes)).toMatchObject({
      performance: { notes: [note(60, 0, 0.25), note(62, 0, 0.5)] },
      warnings: [],
    });
  });

  it('gives notes without length 10 ms and ignores stray note-offs', () => {
    expect(notesOf(file(0, 480, track(...off(0, 61), ...on(0, 60), ...off(0, 60))))).toEqual([note(60, 0, 0.01)]);
  });

  it('passes over tempos and meters that mean nothing', () => {
    const odd = [
      ...tempo(0, 0),
      ...meta(0, 0x51, [1]),
      ...meta(0, 0x58, [0, 2, 24, 8]),
      ...meta(0, 0x58, [4, 200, 24, 8]),
    ];
    const { performance } = read(file(0, 480, track(...odd, ...oneNote)));
    expect(performance).toEqual({ notes: [note(60, 0, 0.5)], pedal: [], tempos: [], meters: [] });
  });

  it('leaves out what comes after 100 hours', () => {
    const slow = Array.from({ length: 30 }, () => [...on(0, 60), 0xff, 0xff, 0xff, 0x7f, 0x80, 60, 64]).flat();
    const { performance, warnings } = read(file(0, 480, track(...slow)));
    expect(Performance.safeParse(performance).success).toBe(true);
    expect(performance.notes).toHaveLength(2);
    expect(warnings).toEqual(['What comes after 100 hours is left out.']);
  });
});

describe('tempos before the first change', () => {
  it('are not said to be in the file', () => {
    const { tempos } = read(file(0, 480, track(...tempo(480, 250_000), ...oneNote))).performance;
    expect(tempos).toEqual([{ time: 0.5, bpm: 240 }]);
  });
});

describe('damaged files', () => {
  const sound = track(...oneNote);
  const expectNote = (bytes: number[], warnings: unknown = []): void =>
    expect(read(Uint8Array.from(bytes))).toMatchObject({ performance: { notes: [note(60, 0, 0.5)] }, warnings });

  it.each([
    ['an empty file', []],
    ['text', bytesOf('These are not the notes you are looking for.')],
    ['a cut header', header(0, 1, 480).slice(0, 12)],
    ['a track without a header', sound],
    ['zeros', new Array<number>(5000).fill(0)],
  ])('%s is no MIDI', (_, bytes) => {
    expect(() => read(Uint8Array.from(bytes))).toThrow(
      expect.objectContaining({
        code: 'midi-unreadable',
        message: expect.stringContaining('The file'),
        remedy: expect.any(String),
      }),
    );
  });

  it('finds the header behind a wrapper', () => {
    const inner = [...header(0, 1, 480), ...sound];
    expectNote([...bytesOf('RIFF'), 0, 0, 0, 0, ...bytesOf('RMIDdata'), 0, 0, 0, 0, ...inner]);
    expectNote([...new Array<number>(128).fill(0), ...inner]);
  });

  it('skips chunks of other kinds, even if a track seems to be inside, and longer headers', () => {
    const other = chunk('XFIH', track(...on(0, 99), ...off(10, 99)));
    expectNote([...header(0, 1, 480), ...other, ...sound]);
    expectNote([...chunk('MThd', [0, 0, 0, 1, 1, 0xe0, 9, 9]), ...sound]);
  });

  it('reads tracks that the header does not count, and none that it does', () => {
    expectNote([...header(1, 0, 480), ...sound]);
    const { performance, warnings } = read(Uint8Array.from(header(1, 7, 480)));
    expect(performance.notes).toEqual([]);
    expect(warnings).toEqual(['The file has no notes.']);
  });

  it('reads what is left of a cut file', () => {
    const cut = [...header(0, 1, 480), ...track(...oneNote, ...on(0, 62), ...off(100, 62))].slice(0, -7);
    const { performance, warnings } = read(Uint8Array.from(cut));
    expect(performance.notes).toEqual([note(60, 0, 0.5), note(62, 0.5, 580 / 960)]);
    expect(warnings).toContain('A track is cut off; what comes before is kept.');
  });

  it('keeps what comes before a mistake, and the tracks behind it', () => {
    const broken = chunk('MTrk', [...oneNote, 0xff, 0xff, 0xff, 0xff, 0xff, 0x90, 99, 99, ...END]);
    const { performance, warnings } = read(
      Uint8Array.from([...header(1, 2, 480), ...broken, ...track(...on(0, 62), ...off(480, 62))]),
    );
    expect(performance.notes).toEqual([note(60, 0, 0.5), note(62, 0, 0.5)]);
    expect(warnings).toEqual(['A track stops making sense; what comes before is kept.']);
    expectNote(
      [...header(1, 2, 480), ...chunk('MTrk', [0, 60, 64]), ...sound],
      ['A track stops making sense; what comes before is kept.'],
    );
  });

  it.each([0, 3, 500, 0xfffffff0])('does not depend on a right track length: %i', (length) => {
    const second = track(...on(0, 62), ...off(480, 62));
    const bytes = [...header(1, 2, 480), ...chunk('MTrk', [...oneNote, ...END], length), ...second];
    expect(notesOf(Uint8Array.from(bytes))).toEqual([note(60, 0, 0.5), note(62, 0, 0.5)]);
  });

  it('does without an end-of-track and with rubbish behind it', () => {
    expectNote([...header(0, 1, 480), ...chunk('MTrk', oneNote)]);
    expectNote([...header(0, 1, 480), ...sound, 0, 0, 0x0d, 0x0a, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('reads values over 127 as 127, and over system messages', () => {
    const bytes = [
      ...header(0, 1, 480),
      ...track(0, 0x90, 60, 200, 0, 0xf0, 3, 1, 2, 0xf7, 0, 0xf8, 0, 0xf2, 1, 2, ...off(480, 60)),
    ];
    expect(read(Uint8Array.from(bytes))).toMatchObject({
      performance: { notes: [note(60, 0, 0.5, 127)] },
      warnings: ['Values over 127 are read as 127.'],
    });
  });

  it('assumes what the header leaves out', () => {
    expectNote([...header(0, 1, 0), ...sound], ['The file gives no time division; 480 ticks a beat are assumed.']);
    expectNote([...header(7, 1, 480), ...sound], ['Format 7 is unknown; its tracks are taken to sound together.']);
  });
});

describe('large files', () => {
  it('refuses over 64 MiB and over 500,000 notes, with the figure', () => {
    const big = new Uint8Array(65 * 2 ** 20);
    big.set(header(0, 1, 480));
    expect(() => read(big)).toThrow(
      expect.objectContaining({ code: 'midi-unreadable', message: expect.stringContaining('65') }),
    );
    const many = new Uint8Array(22 + 3 * 600_000);
    many.set([...header(0, 1, 480), ...bytesOf('MTrk'), 0, 0x1b, 0x77, 0x40, 0, 0x90, 60, 64]);
    for (let at = 26; at + 3 <= many.length; at += 3) many.set([0, 60, 64], at);
    expect(() => read(many)).toThrow(expect.objectContaining({ message: 'The file has over 500,000 notes.' }));
  }, 30_000);

  it.each([
    ['controller changes', [0, 7, 100]],
    ['all-notes-off', [0, 123, 0]],
    ['pedal that stays', [0, 64, 127]],
  ])(
    'walks through 8 MiB of %s in seconds',
    (_, message) => {
      const bytes = new Uint8Array(8 * 2 ** 20);
      bytes.set([...header(0, 1, 480), ...bytesOf('MTrk'), 0, 0x7f, 0xff, 0xea, ...on(0, 60, 64, 1), 0, 0xb0, 7, 7]);
      for (let at = 30; at + 3 <= bytes.length; at += 3) bytes.set(message, at);
      const before = process.cpuUsage();
      expect(notesOf(bytes)).toHaveLength(1);
      expect(cpuSeconds(before)).toBeLessThan(5);
    },
    30_000,
  );

  it.each(['MTrk', 'MTrl'])(
    'walks through half a million empty %s chunks in seconds',
    (id) => {
      const bytes = new Uint8Array(14 + 8 * 500_000);
      bytes.set(header(2, 1, 480));
      const empty = chunk(id, []);
      for (let at = 14; at + 8 <= bytes.length; at += 8) bytes.set(empty, at);
      const before = process.cpuUsage();
      expect(read(bytes).warnings).toEqual(['The file has no notes.']);
      expect(cpuSeconds(before)).toBeLessThan(5);
    },
    30_000,
  );
});
