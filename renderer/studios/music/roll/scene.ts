import type { Note, PedalChange, Performance } from '../../../../models/music/note.ts';
import type { Selection, Span } from '../edits.ts';
import type { BeatMap } from './beats.ts';
import type { NoteIndex } from './note-index.ts';
import type { View } from './view.ts';

/** A take as it is drawn: a ghost in its own colour. */
export interface Ghost {
  take: number;
  notes: readonly Note[];
  sounding: readonly Note[];
  pedal: readonly PedalChange[];
  /** 0…1: others step back while one is looked at or listened to. */
  opacity: number;
}

/** Everything that the roll shows. Immutable: a change is a new scene. */
export interface Scene {
  performance: Performance;
  index: NoteIndex;
  /** Where the sustain pedal is down. */
  pedal: readonly Span[];
  beats: BeatMap;
  /** End of the music in seconds, takes included. */
  duration: number;
  view: View;
  selection: Selection;
  region: Span | null;
  loop: boolean;
  /** Where notes of the document will be replaced by the take that is looked at: they are drawn faintly. */
  replaced: Span | null;
  /** Notes of the take that is heard in their place; none: the document is heard. */
  heard: readonly Note[];
  ghosts: readonly Ghost[];
  recording: readonly Note[];
  /** Keys that sound now. */
  sounding: ReadonlySet<number>;
  /** The note that the keyboard stands on. */
  focused: Note | null;
  /** What the lanes are called, in the person's language. */
  names: { velocity: string; pedal: string };
}

/** Keys that the music holds down at a moment, and those under a hand. */
export function soundingAt({ index, replaced, heard, sounding }: Scene, time: number): ReadonlySet<number> {
  const pitches = new Set(sounding);
  index.visit(time, time + 1e-6, ({ pitch, start }) => {
    const gone = heard.length > 0 && replaced && start >= replaced.from && start < replaced.to;
    if (!gone) pitches.add(pitch);
  });
  for (const { pitch, start, end } of heard) if (start <= time && time < end) pitches.add(pitch);
  return pitches;
}
