import fc from 'fast-check';
import { parseMidi } from 'midi-file';
import { describe, expect, it } from 'vitest';
import { GombocError } from '../../../../models/error.ts';
import { english } from '../../../../models/words/said.ts';
import { readMidi, writeMidi } from '../../../../models/music/midi.ts';
import { Performance } from '../../../../models/music/note.ts';
import { canonicalNotes } from '../../../../models/music/steps.ts';
import { TempoMap } from '../../../../models/music/tempo.ts';
import { fuzzSeed } from '../../seed.ts';
import { performances } from './performances.ts';

const runs = { numRuns: 500, seed: fuzzSeed };
const format = fc.constantFrom(0 as const, 1 as const);

/** Sound files with tempo changes and meters, to be written, or written and damaged. */
const scored = fc
  .record({
    performance: performances(),
    tempos: fc.array(
      fc.record({ time: fc.double({ min: 0, max: 40, noNaN: true }), bpm: fc.integer({ min: 20, max: 400 }) }),
    ),
    meters: fc.array(fc.constantFrom(2, 4, 8)),
  })
  .map(({ performance, tempos, meters }) =>
    Performance.parse({
      ...performance,
      tempos: tempos.sort((a, b) => a.time - b.time),
      meters: meters.map((denominator, i) => ({ time: i, numerator: 3, denominator })),
    }),
  );

describe('writeMidi', () => {
  it('writes what reads back as the same notes and pedal, within a tick', () => {
    fc.assert(
      fc.property(scored, format, (performance, format) => {
        const read = readMidi(writeMidi(performance, { format, name: 'x' }));
        expect(read.warnings.map(english)).toEqual(performance.notes.length === 0 ? ['The file has no notes.'] : []);
        const map = TempoMap.fromSeconds(performance.tempos, 480);
        const ticks = ({ notes }: Performance) =>
          canonicalNotes(notes.map((note) => ({ ...note, start: map.tickOf(note.start), end: map.tickOf(note.end) })));
        expect(ticks(read.performance)).toEqual(ticks(performance));
        expect(read.performance.pedal.every(({ down }, i) => down === (i % 2 === 0))).toBe(true);
      }),
      runs,
    );
  });

  it('writes what another library reads as readMidi does', () => {
    fc.assert(
      fc.property(scored, format, (performance, format) => {
        const bytes = writeMidi(performance, { format });
        const ons = parseMidi(bytes).tracks.flatMap((track) => {
          let tick = 0;
          return track.flatMap((event) => {
            tick += event.deltaTime;
            return event.type === 'noteOn' ? [[tick, event.noteNumber, event.velocity]] : [];
          });
        });
        const read = readMidi(bytes).performance;
        const map = TempoMap.fromSeconds(performance.tempos, 480);
        expect(ons).toEqual(read.notes.map(({ pitch, velocity, start }) => [map.tickOf(start), pitch, velocity]));
      }),
      { ...runs, numRuns: 200 },
    );
  });
});

/** Bytes replaced, removed, inserted, doubled, cut off: what disks, mailers and line-ending converters do. */
const damage = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000),
    kind: fc.constantFrom('set', 'remove', 'insert', 'double', 'cut', 'crlf'),
    byte: fc.oneof(fc.constantFrom(0, 0x7f, 0x80, 0x90, 0xf0, 0xff), fc.integer({ min: 0, max: 255 })),
    count: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 12 },
);
type Damage = typeof damage extends fc.Arbitrary<(infer Change)[]> ? Change : never;

function damaged(bytes: Uint8Array, changes: Damage[]): Uint8Array {
  const data = [...bytes];
  for (const { at, kind, byte, count } of changes) {
    // Mostly behind the header: files without one are refused at once.
    const place = at < 0.02 ? Math.floor(at * 700) : 14 + Math.floor(at * data.length);
    if (kind === 'set') data[place % Math.max(1, data.length)] = byte;
    else if (kind === 'remove') data.splice(place, count);
    else if (kind === 'insert') data.splice(place, 0, ...new Array<number>(count).fill(byte));
    else if (kind === 'double') data.splice(place, 0, ...data.slice(place, place + count));
    else if (kind === 'cut' && at > 0.5) data.length = Math.min(data.length, place);
    else if (kind === 'crlf')
      data.splice(0, data.length, ...data.flatMap((value) => (value === 10 ? [13, 10] : [value])));
  }
  return Uint8Array.from(data);
}

function expectSoundOrRefused(bytes: Uint8Array): boolean {
  const before = process.cpuUsage();
  let read = false;
  try {
    const { performance } = readMidi(bytes);
    read = true;
    expect(Performance.safeParse(performance).error).toBeUndefined();
    expect(performance.notes.every(({ start, end }) => end > start)).toBe(true);
    expect(performance.pedal.every(({ down }, i) => down === (i % 2 === 0))).toBe(true);
    for (const times of [performance.notes.map(({ start }) => start), performance.pedal.map(({ time }) => time)]) {
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  } catch (error) {
    if (!(error instanceof GombocError)) throw error;
    expect(error.code).toBe('midi-unreadable');
  }
  expect(process.cpuUsage(before).user).toBeLessThan(1e6);
  return read;
}

describe('readMidi', () => {
  it('reads damaged files as a sound performance, or refuses them, at once', () => {
    let read = 0;
    fc.assert(
      fc.property(scored, format, damage, (performance, format, changes) => {
        if (expectSoundOrRefused(damaged(writeMidi(performance, { format }), changes))) read += 1;
      }),
      { ...runs, numRuns: 1500 },
    );
    // Else the fuzzing would only test the refusal.
    expect(read).toBeGreaterThan(1000);
  });

  it('takes any bytes, with a header or without', () => {
    const head = [0x4d, 0x54, 0x68, 0x64, 0, 0, 0, 6];
    const trackHead = [0x4d, 0x54, 0x72, 0x6b, 0, 0, 0, 200];
    const rubbish = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(rubbish, rubbish, fc.integer({ min: 0, max: 3 }), (division, events, format) => {
        expectSoundOrRefused(events);
        const header = [...head, 0, format, 0, 1, ...division.slice(0, 2)];
        expectSoundOrRefused(Uint8Array.from([...header, ...trackHead, ...events]));
      }),
      { ...runs, numRuns: 1500 },
    );
  });
});
