import { seconds, type Note, type PedalChange, type Performance } from '../../../../models/music/note.ts';

/** Short ways to say what a test plays. */
export const note = (pitch: number, start: number, end: number, velocity = 64): Note => ({
  pitch,
  velocity,
  start: seconds(start),
  end: seconds(end),
});

export const pedal = (time: number, down: boolean): PedalChange => ({ time: seconds(time), down });

export const performance = (notes: Note[], changes: PedalChange[] = []): Performance => ({
  notes,
  pedal: changes,
  tempos: [],
  meters: [],
});
