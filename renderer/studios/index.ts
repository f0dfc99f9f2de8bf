import type { Sentence } from '../../models/words/words.ts';
import type { Component } from 'svelte';
import type { OpenedFile, StudioId } from '../../electron/ipc/contract.ts';
import type { AppState } from '../lib/app.svelte.ts';
import type { Command } from '../lib/commands.ts';
import type { Demonstration } from '../lib/demonstration.ts';
import { readsCode, readsDrawing, readsMusic } from './reads.ts';

/** What the window gives a studio, and gets from it. A studio that was visited stays alive behind the others. */
export interface StudioProps {
  /** Shared by all studios; the notices are the studio's own, and are shown while it is in front. */
  app: AppState;
  /** Whether the studio is in front. Keys and pasting are its own only then; what it has under way goes on in any case. */
  active: boolean;
  /** Tells the window what can be done here: for keys, menus and the sheet of shortcuts. */
  onCommands: (commands: readonly Command[]) => void;
  /**
   * Tells the window who opens the files that are this studio's, however they came: dropped on the window, handed over
   * by the system, chosen in the menu, or opened in a studio that could not read them. One that came before waits.
   */
  onFiles: (open: (file: OpenedFile) => void) => void;
  /** Tells the window how to write down at once what is not yet: before a project is saved or opened. */
  onKeep: (keep: () => Promise<void>) => void;
  /** Tells the window how the studio shows what it does: for the tour. */
  onDemonstration: (demonstrate: Demonstration) => void;
}

export interface Studio {
  id: StudioId;
  title: Sentence;
  load: () => Promise<{ default: Component<StudioProps> }>;
  /** Whether it reads such a file, judged by its name and its first bytes. */
  reads: (name: string, head: Uint8Array) => boolean;
  /** Whether of several files that come at once it takes all; else the first. */
  several?: boolean;
}

/** A new studio is one line here. */
export const studios: readonly Studio[] = [
  { id: 'drawing', title: 'Draw', load: () => import('./drawing/Drawing.svelte'), reads: readsDrawing },
  { id: 'music', title: 'Music', load: () => import('./music/Music.svelte'), reads: readsMusic },
  { id: 'code', title: 'Code', load: () => import('./code/Code.svelte'), reads: readsCode, several: true },
];
