import { expect, test } from 'vitest';
import { entriesOf, type Creation } from '../../../../models/library/entry.ts';
import { readMidi } from '../../../../models/music/midi.ts';
import { seconds } from '../../../../models/music/note.ts';
import { wordsIn } from '../../../../models/words/words.ts';
import { continuation } from '../../library/creations.ts';

test('a take that goes on with the pedal down is kept with the pedal down', () => {
  const creation = continuation() as Extract<Creation, { task: 'music.continue' }>;
  creation.input.performance.pedal = [{ time: seconds(0.5), down: true }];
  // It ends a second after the continuation begins, at 1 s.
  creation.result.takes[0]!.pedal = [{ time: seconds(2), down: false }];
  const { content } = entriesOf(creation, wordsIn('en'))[0]!;
  const { pedal } = readMidi(content as Uint8Array).performance;
  expect(pedal.map(({ time, down }) => [Math.round(time * 100) / 100, down])).toEqual([
    [0, true],
    [1, false],
  ]);
});
