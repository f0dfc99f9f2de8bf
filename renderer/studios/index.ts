import type { Component } from 'svelte';
import type { AppState } from '../lib/app.svelte.ts';
import type { Command } from '../lib/commands.ts';

/** What the window gives a studio, and gets from it. */
export interface StudioProps {
  app: AppState;
  /** Tells the window what can be done here: for keys, menus and the sheet of shortcuts. */
  onCommands: (commands: readonly Command[]) => void;
}

export interface Studio {
  id: string;
  title: string;
  load: () => Promise<{ default: Component<StudioProps> }>;
}

/** A new studio is one line here. */
export const studios: readonly Studio[] = [{ id: 'music', title: 'Music', load: () => import('./music/Music.svelte') }];
