import type { Note } from '../../../../models/music/note.ts';
import type { Selection } from '../edits.ts';
import { noteName } from '../sound/zones.ts';
import { clock, type BeatMap } from './beats.ts';
import type { NoteIndex } from './note-index.ts';
import { number, t } from '../../../lib/words.svelte.ts';

/**
 * The note that an arrow key leads to: the next in order, through chords from the lowest note up.
 * @param from one that is gone stands for its place; null: none, then it goes on from the playhead
 */
export function step(index: NoteIndex, from: Note | null, playhead: number, direction: -1 | 1): Note | null {
  const { notes } = index;
  const at = from ? index.indexOf(from) : -1;
  if (at >= 0) return notes[at + direction] ?? null;
  const time = from?.start ?? playhead;
  const next = index.neighbour(time - direction * 1e-9, direction);
  // Where the last one was deleted, the keys come to the one before.
  return next ?? (from && index.neighbour(time, direction > 0 ? -1 : 1));
}

/** The note that an arrow key goes on from: the one that the keys stand on, or that a hand has selected since. */
export function standing(focused: Note | null, selection: Selection, direction: -1 | 1): Note | null {
  if (selection.size === 0 || (focused && selection.has(focused))) return focused;
  const later = (a: Note, b: Note): boolean => a.start > b.start || (a.start === b.start && a.pitch > b.pitch);
  return [...selection].reduce((edge, note) => (later(note, edge) === direction > 0 ? note : edge));
}

/** A note in words, for those who hear the roll. */
export function describe(note: Note, beats: BeatMap): string {
  const { bar, beat } = beats.at(note.start);
  return t('{note}, bar {bar} beat {beat}, at {time}, {length} seconds long, velocity {velocity}', {
    ...{ note: noteName(note.pitch), bar, beat, time: clock(note.start, 1), velocity: note.velocity },
    length: number(note.end - note.start, 2),
  });
}
