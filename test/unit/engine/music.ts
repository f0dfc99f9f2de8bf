import type { Performance } from '../../../models/music/note.ts';
import { seconds } from '../../../models/music/note.ts';
import type { Generation, Take } from '../../../models/music/take.ts';

/** A run up and down the keys with the pedal pressed every two seconds: 12 s, or as many as asked for. */
export function etude(length = 12): Performance {
  const notes = Array.from({ length: Math.round(length * 5) }, (_, i) => ({
    pitch: 48 + ((i * 7) % 36),
    velocity: 50 + ((i * 13) % 50),
    start: seconds(i * 0.2),
    end: seconds(i * 0.2 + 0.35),
  }));
  const pedal = Array.from({ length: length & ~1 }, (_, i) => ({ time: seconds(i + 0.01), down: i % 2 === 0 }));
  return { notes, pedal, tempos: [], meters: [] };
}

export const sampling = { seed: 7, temperature: 1, topP: 0.95, density: 'auto', dynamics: 'auto' } as const;

/** What a person hears of a take. */
export const heard = ({ notes, pedal, tokens }: Take) => ({ notes, pedal, tokens });

/** Holds for every take, however made. */
export function problemsOf({ takes }: Pick<Generation, 'takes'>): string[] {
  return takes.flatMap(({ take, region, notes, pedal, tokens, nll }) => {
    const problems: string[] = [];
    const say = (problem: string) => problems.push(`take ${take}: ${problem}`);
    notes.forEach((note, i) => {
      if (note.start < region.from || note.start >= region.to) say(`a note at ${note.start}`);
      if (note.end <= note.start) say(`a note that lasts ${note.end - note.start}`);
      if (i > 0 && note.start < notes[i - 1]!.start) say(`a note at ${note.start} is out of order`);
      const next = notes.find((other, j) => j > i && other.pitch === note.pitch);
      if (next && next.start < note.end) say(`pitch ${note.pitch} is struck at ${next.start} while it sounds`);
    });
    pedal.forEach((change, i) => {
      if (change.time < region.from || change.time > region.to) say(`a pedal change at ${change.time}`);
      if (i > 0 && pedal[i - 1]!.down === change.down) say(`the pedal does not alternate at ${change.time}`);
    });
    if (tokens < 1) say('no tokens');
    if (!(nll > 0 && nll < 10)) say(`nll ${nll}`);
    return problems;
  });
}
