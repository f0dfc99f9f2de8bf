import { describe, expect, test } from 'vitest';
import { acceptTake, slice } from '../../../../models/music/edit.ts';
import { readMidi, writeMidi } from '../../../../models/music/midi.ts';
import { Performance, seconds } from '../../../../models/music/note.ts';
import { forbidsCommerce, isProvenance, provenance, withProvenance } from '../../../../models/music/provenance.ts';
import { note, performance } from './build.ts';

const bound = { spdx: 'CC-BY-NC-SA-4.0', commercial: false, attribution: 'Trained on Études.' };
const free = { spdx: 'CC0-1.0', commercial: true, attribution: 'Anybody.' };
const line = provenance({ model: 'piano', version: '0.1.0', licence: bound, seed: 7 });
const music = performance([note(60, 0, 1), note(62, 1, 2)]);

describe('what is said of a model in a file', () => {
  test('is the model, its licence and the seed', () => {
    expect(line).toBe(
      'Made in part by a model: piano 0.1.0, seed 7. ' +
        'Licence: CC-BY-NC-SA-4.0, not for commercial use. Trained on Études.',
    );
    expect(forbidsCommerce(line)).toBe(true);
    expect(forbidsCommerce(provenance({ model: 'a', version: '1', licence: free, seed: 1 }))).toBe(false);
    expect(provenance({ model: 'a', version: '1', licence: null, seed: 1 })).toContain('not known');
  });

  test.each([0, 1] as const)(
    'is a text event of a MIDI file of format %i, and is there again when it is read',
    (format) => {
      const other = provenance({ model: 'other', version: '2.0.0', licence: free, seed: 1 });
      const bytes = writeMidi(withProvenance(music, line, other, line), { format, name: 'Étude' });
      const read = readMidi(bytes);
      expect([read.name, read.performance.made, read.warnings]).toEqual(['Étude', [line, other], []]);
      expect(read.performance.notes).toHaveLength(2);
    },
  );

  test('goes with a part that is cut out, and with what is played into it', () => {
    const made = withProvenance(music, line);
    const region = { from: seconds(1), to: seconds(3) };
    expect(slice(made, region).made).toEqual([line]);
    expect(acceptTake(made, { region, notes: [], pedal: [] }).made).toEqual([line]);
  });

  test('is nothing where no model was', () => {
    expect(readMidi(writeMidi(music, { format: 1 })).performance).not.toHaveProperty('made');
    expect(withProvenance(music)).toBe(music);
  });

  test('names each model and licence, however many takes of another came after: that it may not be sold was lost', () => {
    const others = Array.from({ length: 150 }, (_, seed) =>
      provenance({ model: 'b', version: '1', licence: free, seed }),
    );
    let now = withProvenance(music, line);
    for (const other of others) now = withProvenance(now, other);
    expect(now.made).toEqual([line, ...others.slice(-99)]);
    expect(withProvenance(music, line, ...others).made).toEqual(now.made);
  });

  test('is never more than a performance holds, nor anything that others write', () => {
    const lines = Array.from({ length: 300 }, (_, i) => `${line}${'x'.repeat(2000)}`.replace('seed 7', `seed ${i}`));
    expect(Performance.safeParse(withProvenance(music, ...lines)).success).toBe(true);
    const strangers = { ...music, made: ['Copyright somebody', line] };
    expect(readMidi(writeMidi(strangers, { format: 1 })).performance.made).toEqual([line]);
    expect(isProvenance('made in part')).toBe(false);
  });
});
