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
  ghosts: readonly Ghost[];
  recording: readonly Note[];
  /** Keys that sound now. */
  sounding: ReadonlySet<number>;
  /** The note that the keyboard stands on. */
  focused: Note | null;
  /** What the lanes are called, in the person's language. */
  names: { velocity: string; pedal: string };
}
